"""Whoever keeps a promise is told of it once, and reminded: a week before, the day after, then weekly."""

import datetime as dt

import pytest
import time_machine

from activity.models import Event, Notification
from outcomes import notices, subscriptions
from outcomes.actions import finish_obligation, hand_over_obligation, waive_obligation
from outcomes.actions.announcing import announce
from outcomes.actions.keeping_promises import close_met
from outcomes.actions.reminding import remind_of_obligations
from outcomes.models import Handover, Obligation
from tests.make import Cast
from tests.make_outcomes import make_signed, void
from tests.outcomes.test_keeping_promises import condition_signed

SIGNED_ON = dt.date(2026, 1, 15)
DUE_ON = dt.date(2026, 4, 15)
DAY = dt.timedelta(days=1)


@pytest.fixture
def handover(cast: Cast) -> Handover:
    """Three functions keep it; all of it is due at go-live, on 15 April."""
    return make_signed(cast, "uptime", on=SIGNED_ON, months=12, delivery_months=3)


def on(day: dt.date) -> time_machine.travel:
    return time_machine.travel(dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC), tick=False)


def reminded(day: dt.date) -> int:
    """How many people the sweep reminds on that day; it sweeps twice."""
    with on(day):
        count = remind_of_obligations()
        assert remind_of_obligations() == 0
    return count


def told_of(verb: str) -> list[Notification]:
    for event in Event.objects.filter(verb=verb):
        announce(event.pk)
    return list(Notification.objects.filter(event__verb=verb).select_related("to").order_by("id"))


def test_every_verb_has_a_writer_and_rings() -> None:
    assert set(subscriptions.TOLD_VERBS) == set(notices.WRITERS)


def test_a_week_before_the_day_after_and_then_weekly(cast: Cast, handover: Handover) -> None:
    people = len({row.owner_id for row in handover.obligations.all()})
    days = [DUE_ON + n * DAY for n in range(-9, 17)]
    hits = {(day - DUE_ON).days: reminded(day) for day in days}
    assert {day for day, count in hits.items() if count} == {-7, 1, 8, 15}
    assert hits[-7] == hits[1] == people


def test_one_notice_holds_all_that_a_person_sees_to(cast: Cast) -> None:
    for _ in range(3):
        make_signed(cast, "payment-terms", on=SIGNED_ON, months=12, delivery_months=3)
    owners = {row.owner_id for row in Obligation.objects.all()}
    assert reminded(DUE_ON + DAY) == len(owners)
    found = told_of("obligations.reminded")
    assert [note.to_id for note in found] == sorted(owners) or len(found) == len(owners)
    fin = next(note for note in found if note.to == cast.members["FIN"])
    assert fin.text.startswith("Your obligations: 3 late. Payment terms for D-")
    assert fin.text.endswith("…") and fin.path == "/obligations/"


def test_whoever_left_is_replaced_by_the_lead(cast: Cast, handover: Handover) -> None:
    one = handover.obligations.select_related("owner", "function").first()
    assert one is not None and one.owner is not None and one.function is not None
    handover.obligations.exclude(pk=one.pk).update(reminded_on=DUE_ON)
    one.owner.is_active = False
    one.owner.save()
    assert reminded(DUE_ON - 7 * DAY) == 1
    assert [note.to for note in told_of("obligations.reminded")] == [cast.leads[one.function.code]]


def test_what_is_closed_or_voided_is_not_reminded_of(cast: Cast, handover: Handover) -> None:
    one = handover.obligations.select_related("owner").first()
    assert one is not None and one.owner is not None
    finish_obligation(one, words="", by=one.owner)
    rest = handover.obligations.exclude(owner=one.owner).values("owner").distinct().count()
    assert reminded(DUE_ON - 7 * DAY) == rest
    void(cast, handover)
    assert reminded(DUE_ON + DAY) == 0


def test_what_the_handover_told_of_is_not_told_again_at_once(cast: Cast) -> None:
    """Older data is handed over late: nobody gets a burst of reminders for it."""
    handover = make_signed(cast, on=SIGNED_ON, months=12, delivery_months=3)
    late = dt.datetime(2026, 5, 1, 9, tzinfo=dt.UTC)
    Handover.objects.filter(pk=handover.pk).update(made_at=late)
    assert reminded(late.date()) == 0
    assert reminded(late.date() + 7 * DAY) > 0


def test_the_handover_is_told_once_a_person(cast: Cast, handover: Handover) -> None:
    obligations = list(handover.obligations.select_related("owner", "function__lead"))
    people = {row.owner for row in obligations} | {row.function.lead for row in obligations if row.function}
    found = told_of("handover.made")
    assert {note.to for note in found} == people and len(found) == len(people)
    owner = next(note for note in found if note.to == obligations[0].owner)
    assert "you see to 1 obligation" in owner.text
    assert owner.path == f"/deals/{handover.deal.number}/handover/"


def test_a_condition_is_told_with_the_handover_alone(cast: Cast) -> None:
    condition_signed(cast)
    assert "you see to 1 obligation" in next(n for n in told_of("handover.made") if n.to == cast.mark).text
    obligation = Obligation.objects.get(source__isnull=False)
    assert obligation.source is not None
    close_met(obligation.source.pk)
    obligation.refresh_from_db()
    assert obligation.is_open, "nobody has met it yet"


def test_who_gets_or_loses_one_hears_of_it(cast: Cast, handover: Handover) -> None:
    one = handover.obligations.select_related("owner", "function").first()
    assert one is not None and one.owner is not None and one.function is not None
    lead = cast.leads[one.function.code]
    hand_over_obligation(one, to=lead, by=one.owner)
    (given,) = told_of("obligation.handed_over")
    assert given.to == lead and "gave you" in given.text and given.path == f"/obligations/{one.pk}/"
    waive_obligation(one, reason="The customer gave it up.", by=cast.desk)
    (waived,) = told_of("obligation.waived")
    assert waived.to == lead and waived.text.endswith("The customer gave it up.")
