"""A clearance lapses by itself, once, and never beside a signature."""

import datetime as dt

import pytest
from django.utils import timezone

from activity.models import Event, Notification
from contracts.models import Draft, DraftState
from dealdesk.kit.refusals import Refused
from dealdesk.schedule import BEAT_SCHEDULE
from dealdesk.verification import INVARIANTS
from reviews.actions import make_next_draft, mark_signed, meet_condition, submit_draft
from reviews.actions.announcing import announce
from reviews.actions.lapsing import lapse_due
from reviews.gate import gate_of
from reviews.models import Approval, Clearance, Condition
from reviews.queries.clearances import standing_clearance
from tests.make import Cast, make_cast
from tests.make_conditions import asked, cleared_on, overdue
from tests.workflow.test_concurrency import race, winners


def draft_of(condition: Condition) -> Draft:
    return Draft.objects.get(pk=condition.submission.draft_id)


def assert_everything_holds() -> None:
    assert [f"{check.code}: {breach}" for check in INVARIANTS for breach in check.breaches()] == []


def test_an_unmet_condition_ends_the_clearance_when_its_day_has_passed(cast: Cast) -> None:
    condition = overdue(cleared_on(cast, asked(cast.maya)))
    code = condition.submission.clearance.code
    assert lapse_due() == 1
    condition.refresh_from_db()
    assert draft_of(condition).state == DraftState.LAPSED
    assert condition.lapsed_at is not None
    assert Clearance.objects.get().voided_at is not None
    assert standing_clearance(code) is None, "the code at /verify/ is no longer valid"
    assert not Approval.objects.filter(voided_at=None).exists()
    assert lapse_due() == 0
    assert Event.objects.filter(verb="draft.lapsed").count() == 1
    assert_everything_holds()


SPARED = ["not lapsing", "met", "signed", "day still runs", "last day"]


@pytest.mark.parametrize("why", SPARED)
def test_nothing_lapses_without_need(cast: Cast, why: str) -> None:
    condition = cleared_on(cast, asked(cast.maya, lapses=why != "not lapsing"))
    if why == "met":
        meet_condition(condition, evidence="PO 4711", by=cast.maya)
    if why == "signed":
        mark_signed(draft_of(condition), signed_on=timezone.localdate(), by=cast.maya)
    if why not in ("day still runs", "last day"):
        overdue(condition)
    if why == "last day":
        Condition.objects.update(due_on=dt.datetime.now(dt.UTC).date())
        cast.maya.time_zone = "UTC"
        cast.maya.save()
    assert lapse_due() == 0
    assert draft_of(condition).state == (DraftState.SIGNED if why == "signed" else DraftState.CLEARED)
    assert_everything_holds()


MIDNIGHTS = [("Pacific/Auckland", 11), ("Europe/Berlin", 23), ("America/Los_Angeles", 32)]


@pytest.mark.parametrize(("zone", "hours"), MIDNIGHTS)
def test_a_day_ends_at_midnight_where_the_owner_lives(
    cast: Cast, time_machine: object, zone: str, hours: int
) -> None:
    cast.maya.time_zone = zone
    cast.maya.save()
    condition = cleared_on(cast, asked(cast.maya))
    Condition.objects.update(due_on=dt.date(2027, 1, 10))
    midnight = dt.datetime(2027, 1, 10, tzinfo=dt.UTC) + dt.timedelta(hours=hours)
    time_machine.move_to(midnight - dt.timedelta(seconds=1), tick=False)  # type: ignore[attr-defined]
    assert lapse_due() == 0
    time_machine.move_to(midnight, tick=False)  # type: ignore[attr-defined]
    assert lapse_due() == 1
    assert draft_of(condition).state == DraftState.LAPSED


def test_one_of_two_conditions_is_enough(cast: Cast) -> None:
    first = overdue(cleared_on(cast, asked(cast.maya)))
    other = Condition.objects.get(pk=cleared_on(cast, asked(cast.maya)).pk)
    assert lapse_due() == 1
    assert draft_of(first).state == DraftState.LAPSED
    assert draft_of(other).state == DraftState.CLEARED


def test_owner_approvers_and_the_one_who_saw_to_it_are_told(cast: Cast) -> None:
    overdue(cleared_on(cast, asked(cast.eva)))
    lapse_due()
    announce(Event.objects.get(verb="draft.lapsed").pk)
    told = Notification.objects.filter(text__contains="has lapsed")
    assert {notice.to for notice in told} == {cast.maya, cast.mark, cast.eva}


def test_what_is_past_its_day_is_not_signed_before_the_sweep_comes(cast: Cast) -> None:
    condition = overdue(cleared_on(cast, asked(cast.maya)))
    with pytest.raises(Refused, match="was not met in time"):
        mark_signed(draft_of(condition), signed_on=timezone.localdate(), by=cast.maya)
    assert draft_of(condition).state == DraftState.CLEARED


def test_one_that_does_not_lapse_hinders_no_signature(cast: Cast) -> None:
    condition = overdue(cleared_on(cast, asked(cast.maya, lapses=False)))
    mark_signed(draft_of(condition), signed_on=timezone.localdate(), by=cast.maya)
    assert draft_of(condition).state == DraftState.SIGNED


def test_after_a_lapse_the_next_draft_asks_for_approval_again(cast: Cast) -> None:
    condition = overdue(cleared_on(cast, asked(cast.maya)))
    lapse_due()
    following = make_next_draft(draft_of(condition), by=cast.maya)
    submission = submit_draft(following, by=cast.maya)
    assert not gate_of(Draft.objects.get(pk=submission.draft_id)).is_open
    assert not Condition.objects.filter(submission=submission).exists()
    assert_everything_holds()


def test_the_sweep_comes_every_minute() -> None:
    entry = BEAT_SCHEDULE["sweep conditions"]
    assert entry["schedule"] <= dt.timedelta(seconds=60)
    assert entry["options"]["queue"] == "gate"


@pytest.fixture
def company() -> Cast:
    return make_cast()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_two_sweeps_at_the_same_moment_lapse_once(company: Cast, attempt: int) -> None:
    overdue(cleared_on(company, asked(company.maya)))
    assert race(lapse_due, lapse_due) == [None, None]
    assert Event.objects.filter(verb="draft.lapsed").count() == 1
    assert_everything_holds()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(4))
def test_a_lapse_and_a_meeting_exclude_each_other(
    company: Cast, attempt: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock of the one who meets it runs behind, so that the day has passed for the sweep alone."""
    condition = overdue(cleared_on(company, asked(company.maya)))
    monkeypatch.setattr("reviews.actions.conditions._is_too_late", lambda condition: False)
    refusals = race(lapse_due, lambda: meet_condition(condition, evidence="PO 4711", by=company.maya))
    condition.refresh_from_db()
    is_met = refusals[1] is None
    assert is_met == (condition.met_at is not None)
    assert is_met == (condition.lapsed_at is None)
    assert draft_of(condition).state == (DraftState.CLEARED if is_met else DraftState.LAPSED)
    assert_everything_holds()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(4))
def test_a_lapse_and_a_signature_exclude_each_other(
    company: Cast, attempt: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As before: without the refusal of what is past its day, lock and moves table alone decide."""
    condition = overdue(cleared_on(company, asked(company.maya)))
    monkeypatch.setattr("reviews.actions.clearing.refuse_overdue", lambda clearance: None)
    draft, today = draft_of(condition), timezone.localdate()
    refusals = race(lapse_due, lambda: mark_signed(draft, signed_on=today, by=company.maya))
    is_signed = refusals[1] is None
    assert draft_of(condition).state == (DraftState.SIGNED if is_signed else DraftState.LAPSED)
    assert (Clearance.objects.get().voided_at is None) == is_signed
    assert winners(refusals) == (2 if is_signed else 1)
    assert_everything_holds()
