"""The owner of a condition is reminded before its day, and on the day after, once each."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from activity.models import Event, Notification
from contracts.models import Draft
from reviews.actions import mark_signed, meet_condition
from reviews.actions.announcing import announce
from reviews.actions.reminding import remind_owners
from reviews.models import Condition
from reviews.tasks import sweep_conditions
from tests.make import Cast, make_cast
from tests.make_conditions import asked, cleared_on
from tests.racing import race


def noon(condition: Condition, days_left: int) -> dt.datetime:
    """Noon in UTC, so many days before the condition's day."""
    assert condition.due_on is not None
    return dt.datetime.combine(condition.due_on - dt.timedelta(days=days_left), dt.time(12), dt.UTC)


def reminders_on(condition: Condition, days_left: int) -> int:
    """Sweep twice on that day; returns how many reminders came of it."""
    before = Event.objects.filter(verb="condition.reminded").count()
    with time_machine.travel(noon(condition, days_left), tick=False):
        sweep_conditions()
        sweep_conditions()
    return Event.objects.filter(verb="condition.reminded").count() - before


def words() -> str:
    """What the owner was told last."""
    event = Event.objects.filter(verb="condition.reminded").order_by("-id")[0]
    announce(event.pk)
    told = Notification.objects.get(event=event)
    assert told.to.name == "Maya Lindqvist"
    return told.text


def test_three_days_one_day_and_the_day_after(cast: Cast) -> None:
    condition = cleared_on(cast, asked(cast.maya, 10, lapses=False))
    counts = {left: reminders_on(condition, left) for left in (9, 4, 3, 2, 1, 0, -1, -2, -30)}
    assert {left for left, count in counts.items() if count} == {3, 1, -1}
    assert set(counts.values()) == {0, 1}


def test_each_says_what_it_is_and_by_when(cast: Cast) -> None:
    condition = cleared_on(cast, asked(cast.maya, 10, lapses=False))
    for left, said in ((3, "is due in 3 days"), (1, "is due tomorrow"), (-1, "is late")):
        reminders_on(condition, left)
        assert said in words()
        assert "A purchase order reaches us." in words()


def test_what_lapses_is_told_so_before_and_not_reminded_after(cast: Cast) -> None:
    condition = cleared_on(cast, asked(cast.maya, 10))
    assert reminders_on(condition, 1) == 1
    assert words().endswith("If not, the clearance lapses.")
    assert reminders_on(condition, -1) == 0
    assert Event.objects.filter(verb="draft.lapsed").count() == 1


def test_after_signing_it_is_reminded_of_with_all_obligations(cast: Cast) -> None:
    condition = cleared_on(cast, asked(cast.maya, 10))
    draft = Draft.objects.get(pk=condition.submission.draft_id)
    mark_signed(draft, signed_on=timezone.localdate(), by=cast.maya)
    assert [reminders_on(condition, left) for left in (3, 1, -1)] == [0, 0, 0]


def test_who_has_met_it_is_left_alone(cast: Cast) -> None:
    condition = cleared_on(cast, asked(cast.maya, 10))
    meet_condition(condition, evidence="PO 4711", by=cast.maya)
    assert [reminders_on(condition, left) for left in (3, 1, -1)] == [0, 0, 0]


@pytest.mark.parametrize(("days", "later"), [(3, [0, 1]), (1, [0, 0])])
def test_a_short_condition_is_not_reminded_of_what_its_start_said(
    cast: Cast, days: int, later: list[int]
) -> None:
    condition = cleared_on(cast, asked(cast.maya, days, lapses=False))
    assert [reminders_on(condition, left) for left in (days, 1)][: len(later)] == later
    assert reminders_on(condition, -1) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_two_sweeps_at_once_remind_once(attempt: int) -> None:
    company = make_cast()
    condition = cleared_on(company, asked(company.maya, 10))
    with time_machine.travel(noon(condition, 3), tick=False):
        assert race(remind_owners, remind_owners) == [None, None]
    assert Event.objects.filter(verb="condition.reminded").count() == 1
    condition.refresh_from_db()
    assert condition.reminded_count == 1
