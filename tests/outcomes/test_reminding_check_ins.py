"""Open check-ins are brought to mind on their day, and 7 and 14 days after: one notice a person and day."""

import datetime as dt

import time_machine

from activity.models import Event, Notification
from outcomes.actions.announcing import announce
from outcomes.actions.reminding_check_ins import remind_of_check_ins
from outcomes.models import CheckIn, Moment
from tests.make import Cast
from tests.make_outcomes import make_signed
from tests.outcomes.check_ins import answer_one

SIGNED_ON = dt.date(2026, 2, 3)
DUE_ON = dt.date(2026, 3, 5)


def remind_on(day: dt.date) -> list[str]:
    """Who is reminded on a day, by name, and tells them."""
    with time_machine.travel(dt.datetime.combine(day, dt.time(9), tzinfo=dt.UTC), tick=True):
        first = Event.objects.order_by("-id").values_list("id", flat=True).first() or 0
        remind_of_check_ins()
        made = Event.objects.filter(verb="check_ins.reminded", id__gt=first).order_by("id")
        for event in made:
            announce(event.pk)
        told = Notification.objects.filter(event__in=made).order_by("id").select_related("to")
        return [notification.to.name for notification in told]


def test_on_the_day_and_after_7_and_14_days_and_then_no_more(cast: Cast) -> None:
    make_signed(cast, on=SIGNED_ON)
    assert remind_on(DUE_ON - dt.timedelta(days=1)) == []
    assert remind_on(DUE_ON) == ["Max Finance"], "who judged the deal is asked"
    assert remind_on(DUE_ON + dt.timedelta(days=6)) == []
    assert remind_on(DUE_ON + dt.timedelta(days=7)) == ["Max Finance"]
    assert remind_on(DUE_ON + dt.timedelta(days=14)) == ["Lea Finance"], "the last goes to the lead"
    assert remind_on(DUE_ON + dt.timedelta(days=15)) == []
    assert remind_on(DUE_ON + dt.timedelta(days=21)) == []


def test_what_is_answered_is_not_brought_to_mind(cast: Cast) -> None:
    handover = make_signed(cast, on=SIGNED_ON)
    with time_machine.travel(dt.datetime(2026, 3, 4, 9, tzinfo=dt.UTC)):
        answer_one(cast, handover, "FIN")
    assert remind_on(DUE_ON) == []


def test_several_deals_make_one_notice_a_day(cast: Cast) -> None:
    for _ in range(3):
        make_signed(cast, on=SIGNED_ON)
    assert remind_on(DUE_ON) == ["Max Finance"]
    text = Notification.objects.get().text
    assert "3 check-ins wait" in text and text.endswith("…")
    assert remind_on(DUE_ON) == [], "twice on one day is once"


def test_who_was_reminded_today_hears_of_another_tomorrow(cast: Cast) -> None:
    make_signed(cast, on=SIGNED_ON)
    assert remind_on(DUE_ON) == ["Max Finance"]
    make_signed(cast, on=SIGNED_ON)
    assert remind_on(DUE_ON) == []
    assert remind_on(DUE_ON + dt.timedelta(days=1)) == ["Max Finance"]


def test_the_lead_is_asked_where_the_reviewer_has_left_the_function(cast: Cast) -> None:
    make_signed(cast, on=SIGNED_ON)
    cast.functions["FIN"].memberships.all().delete()
    assert remind_on(DUE_ON) == ["Lea Finance"]


def test_old_ones_only_stay_in_the_list(cast: Cast) -> None:
    make_signed(cast, on=SIGNED_ON)
    assert remind_on(DUE_ON + dt.timedelta(days=29)) == []
    assert CheckIn.objects.open().filter(moment=Moment.DAY_30).exists()
