"""At 30, 60 and 90 days the functions say what it was really like; the realised dose follows."""

import datetime as dt

import pytest
import time_machine

from activity.models import Event
from contracts.models import Draft
from dealdesk.kit.refusals import Forbidden, Refused
from outcomes.actions import CellAnswer, answer_check_in, nothing_happened
from outcomes.models import CellOutcome, CheckIn, Moment, Realised
from tests.make import Cast
from tests.make_absences import away_now
from tests.make_outcomes import make_signed
from tests.outcomes.check_ins import answer_all, answer_one, check_in_of, check_ins_of, same

SIGNED_ON = dt.date(2026, 2, 3)
WORK = {"once": (600, 600, 600), "monthly": (60, 60, 60)}


def on(day: dt.date) -> time_machine.travel:
    return time_machine.travel(dt.datetime.combine(day, dt.time(10), tzinfo=dt.UTC), tick=True)


def test_the_realised_dose_is_there_with_the_first_answer_and_complete_with_the_last(cast: Cast) -> None:
    handover = make_signed(cast, "support-response", on=SIGNED_ON, answer=WORK)
    answer_one(cast, handover, "SUP")
    row = Realised.objects.get(handover=handover)
    assert not row.is_complete and row.completed_at is None
    last = answer_one(cast, handover, "FIN")
    row.refresh_from_db()
    assert row.is_complete and row.completed_at == last.answered_at


def test_as_hard_and_as_long_as_said_gives_the_dose_of_the_signature(cast: Cast) -> None:
    handover = make_signed(cast, "support-response", on=SIGNED_ON, answer={"once": (600, 600, 600)})
    row = answer_all(cast, handover, level=2, spent_minutes=200, remaining_minutes=400)
    assert (row.dose, row.severity_dose) == (handover.base_dose, handover.severity_dose)
    assert row.cost == handover.cost_mean and not row.is_bad
    cells = list(row.cells.all())
    assert [(cell.said_level, cell.was_level) for cell in cells] == [(2, 2)] * len(cells)
    assert [(cell.said_minutes, cell.was_minutes) for cell in cells] == [(600, 600)] * len(cells)


def test_the_shares_of_the_cells_add_up_to_both_doses(cast: Cast) -> None:
    handover = make_signed(cast, "uptime", "support-response", on=SIGNED_ON, answer=WORK)
    row = answer_all(cast, handover, level=3, spent_minutes=77, remaining_minutes=1)
    assert sum(cell.was_dose for cell in row.cells.all()) == row.dose
    assert sum(cell.said_dose for cell in row.cells.all()) == handover.base_dose


def test_who_has_not_answered_yet_stands_with_the_answer_before(cast: Cast) -> None:
    handover = make_signed(cast, "support-response", on=SIGNED_ON)
    answer_all(cast, handover, Moment.DAY_30, level=4)
    answer_one(cast, handover, "SUP", Moment.DAY_60, level=1)
    row = Realised.objects.get(handover=handover, moment=Moment.DAY_60)
    levels = dict(row.cells.values_list("function__code", "was_level"))
    assert levels == {"SUP": 1, "FIN": 4} and not row.is_complete


def test_a_later_answer_says_nothing_of_an_earlier_moment(cast: Cast) -> None:
    handover = make_signed(cast, "support-response", on=SIGNED_ON)
    answer_one(cast, handover, "SUP", Moment.DAY_30)
    answer_one(cast, handover, "FIN", Moment.DAY_60)
    assert not Realised.objects.get(handover=handover, moment=Moment.DAY_30).is_complete
    row = Realised.objects.get(handover=handover, moment=Moment.DAY_60)
    assert row.cells.count() == 2 and not row.is_complete, "Support stands with its answer before"


def test_correcting_an_early_answer_changes_the_later_moments_that_stand_on_it(cast: Cast) -> None:
    handover = make_signed(cast, "support-response", on=SIGNED_ON)
    answer_all(cast, handover, Moment.DAY_30)
    answer_one(cast, handover, "SUP", Moment.DAY_60)
    before = Realised.objects.get(handover=handover, moment=Moment.DAY_60)
    answer_one(cast, handover, "FIN", Moment.DAY_30, level=5)
    after = Realised.objects.get(handover=handover, moment=Moment.DAY_60)
    assert after.pk == before.pk and after.dose > before.dose


def test_a_correction_keeps_what_was_told_before_in_the_history(cast: Cast) -> None:
    handover = make_signed(cast, on=SIGNED_ON)
    first = answer_one(cast, handover, "FIN", level=2, spent_minutes=60)
    again = answer_one(cast, handover, "FIN", level=4, spent_minutes=90)
    assert CellOutcome.objects.filter(check_in=first).count() == 1
    assert again.answered_at == first.answered_at
    facts = Event.objects.get(verb="check_in.corrected").facts
    (before,), (after,) = facts["before"], facts["after"]
    assert (before["level"], before["spent_minutes"]) == (2, 60)
    assert (after["level"], after["spent_minutes"]) == (4, 90)


def test_nothing_happened_is_one_click_and_counts(cast: Cast) -> None:
    handover = make_signed(cast, level=2, on=SIGNED_ON, answer={"once": (6000, 6000, 6000)}, months=12)
    check_in = check_in_of(handover, "FIN")
    with on(SIGNED_ON + dt.timedelta(days=73)):  # a fifth of the contract's 365 days
        nothing_happened(check_in, by=cast.members["FIN"])
    cell = CellOutcome.objects.get(check_in=check_in)
    assert (cell.level, cell.spent_minutes, cell.remaining_minutes) == (1, 1200, 4800)
    row = Realised.objects.get(handover=handover)
    assert row.is_complete and CheckIn.objects.get(pk=check_in.pk).is_uneventful
    assert row.dose < handover.base_dose, "routine is easier than what was said"


def test_nothing_happened_since_keeps_the_trouble_that_was_told_before(cast: Cast) -> None:
    handover = make_signed(cast, level=2, on=SIGNED_ON)
    answer_one(cast, handover, "FIN", level=4, spent_minutes=5000, remaining_minutes=100)
    with on(SIGNED_ON + dt.timedelta(days=60)):
        nothing_happened(check_in_of(handover, "FIN", Moment.DAY_60), by=cast.members["FIN"])
    cell = CellOutcome.objects.get(check_in__moment=Moment.DAY_60)
    assert (cell.level, cell.spent_minutes, cell.remaining_minutes) == (4, 5000, 100)


def test_an_author_of_the_deal_and_another_function_may_not_answer(cast: Cast) -> None:
    handover = make_signed(cast, on=SIGNED_ON)
    (check_in,) = check_ins_of(handover)
    for person in (cast.maya, cast.outsider, cast.desk, cast.members["SUP"], cast.auditor):
        with pytest.raises(Forbidden):
            nothing_happened(check_in, by=person)


def test_the_lead_may_answer_and_so_may_a_stand_in(cast: Cast) -> None:
    handover = make_signed(cast, on=SIGNED_ON)
    nothing_happened(check_in_of(handover, "FIN"), by=cast.leads["FIN"])
    away_now(cast.members["FIN"], cast.members["SUP"])
    nothing_happened(check_in_of(handover, "FIN", Moment.DAY_60), by=cast.members["SUP"])
    event = Event.objects.filter(verb="check_in.answered").latest("id")
    assert event.facts["on_behalf_of"] == cast.members["FIN"].name


def test_it_is_too_early_a_week_before_the_day(cast: Cast) -> None:
    handover = make_signed(cast, on=SIGNED_ON)
    with on(SIGNED_ON + dt.timedelta(days=22)), pytest.raises(Refused, match="opens on 26 February"):
        nothing_happened(check_in_of(handover, "FIN"), by=cast.members["FIN"])
    with on(SIGNED_ON + dt.timedelta(days=23)):
        nothing_happened(check_in_of(handover, "FIN"), by=cast.members["FIN"])


@pytest.mark.parametrize(
    "level, spent, remaining, sentence",
    [
        (0, 0, 0, "from 1 to 5"),
        (6, 0, 0, "from 1 to 5"),
        (2, -1, 0, "less than nothing"),
        (2, 0, -1, "less than nothing"),
        (2, 10**8, 1, "Check the unit"),
    ],
)
def test_an_unsound_answer_is_refused(
    cast: Cast, level: int, spent: int, remaining: int, sentence: str
) -> None:
    handover = make_signed(cast, on=SIGNED_ON)
    with pytest.raises(Refused, match=sentence):
        answer_one(cast, handover, "FIN", level=level, spent_minutes=spent, remaining_minutes=remaining)
    assert not CellOutcome.objects.exists()


def test_every_term_is_answered_at_once_and_none_of_another_function(cast: Cast) -> None:
    handover = make_signed(cast, "support-response", "price-hold", on=SIGNED_ON)
    finance, support = check_in_of(handover, "FIN"), check_in_of(handover, "SUP")
    answers = same(finance)
    with pytest.raises(Refused, match="Still to answer: "):
        answer_check_in(finance, answers[:1], by=cast.members["FIN"])
    with pytest.raises(Refused, match="once"):
        answer_check_in(finance, [*answers, answers[0]], by=cast.members["FIN"])
    with pytest.raises(Refused, match="does not ask"):
        answer_check_in(finance, [*answers, *same(support)], by=cast.members["FIN"])


def test_a_voided_contract_is_not_asked_about_any_more(cast: Cast) -> None:
    handover = make_signed(cast, on=SIGNED_ON)
    Draft.objects.filter(pk=handover.draft_id).update(state="voided")
    with pytest.raises(Refused, match="does not stand"):
        answer_check_in(check_in_of(handover, "FIN"), [CellAnswer(level=1)], by=cast.members["FIN"])
