"""A signed deal goes to those who deliver it: obligations, check-ins, renewal dates, load."""

import datetime as dt

from outcomes.actions.taking_over import take_over
from outcomes.models import CheckIn, Handover, Moment, Obligation, Recurrence, Renewal
from reviews.models import ReviewRequest, SignedLoad
from tests.make import Cast
from tests.make_outcomes import make_signed

SIGNED_ON = dt.date(2026, 2, 3)
WORK = {"once": (600, 600, 600), "monthly": (60, 60, 60)}


def test_what_was_said_is_kept(cast: Cast) -> None:
    handover = make_signed(cast, level=3, on=SIGNED_ON, answer=WORK, months=12, delivery_months=3)
    score = handover.signing.clearance.score
    assert score is not None
    assert (handover.tenths, handover.dose) == (score.tenths, score.result["dose"])
    assert handover.base_dose == handover.severity_dose + handover.effort_dose
    assert handover.margin_value == handover.value * 7 // 10
    assert handover.rav == handover.margin_value - round(score.result["cost"]["p80"])
    assert (handover.live_on, handover.ends_on) == (dt.date(2026, 5, 3), dt.date(2027, 2, 2))


def test_each_function_has_its_part_of_each_term(cast: Cast) -> None:
    handover = make_signed(cast, level=2, on=SIGNED_ON, answer=WORK, months=12)
    cells = ReviewRequest.objects.filter(term__draft=handover.draft)
    made = Obligation.objects.filter(handover=handover)
    assert {(row.term_id, row.function_id) for row in made} == {
        (cell.term_id, cell.function_id) for cell in cells
    }
    one = made[0]
    assert one.owner == cast.members[one.function.code], "who judged it sees to it"
    assert (one.recurrence, one.due_on, one.ends_on) == (
        Recurrence.MONTHLY,
        handover.live_on,
        handover.ends_on,
    )
    assert (one.once_minutes, one.monthly_minutes) == (600, 60)


def test_each_function_is_asked_at_each_moment(cast: Cast) -> None:
    handover = make_signed(cast, on=SIGNED_ON, months=12)
    days = dict(CheckIn.objects.filter(handover=handover).values_list("moment", "due_on"))
    assert days == {
        Moment.DAY_30: dt.date(2026, 3, 5),
        Moment.DAY_60: dt.date(2026, 4, 4),
        Moment.DAY_90: dt.date(2026, 5, 4),
        Moment.RENEWAL: handover.ends_on,
    }
    renewal = Renewal.objects.get(handover=handover)
    assert renewal.notice_on == handover.ends_on - dt.timedelta(days=90)
    assert renewal.prepare_on == renewal.notice_on - dt.timedelta(days=60)


def test_the_work_stands_in_the_months_until_the_end(cast: Cast) -> None:
    handover = make_signed(cast, on=SIGNED_ON, answer=WORK, months=12, delivery_months=3)
    code = Obligation.objects.filter(handover=handover)[0].function
    loads = SignedLoad.objects.filter(signing=handover.signing, function=code)
    found = dict(loads.values_list("month_on", "minutes"))
    assert [found[dt.date(2026, month, 1)] for month in range(2, 7)] == [200, 200, 200, 60, 60]
    assert max(found) == dt.date(2027, 1, 1) and sum(found.values()) == 600 + 9 * 60


def test_ringing_twice_hands_over_once(cast: Cast) -> None:
    handover = make_signed(cast)
    assert take_over(handover.draft_id) == handover
    assert Handover.objects.count() == 1
    assert Obligation.objects.filter(handover=handover).count() == len({*handover.obligations.all()})
