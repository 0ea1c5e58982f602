"""Approve against hand over, approve against recall, two confirmations: at the same moment."""

import pytest

from accounts.models import Role
from contracts.models import DraftState
from dealdesk.kit.refusals import Forbidden, Refused
from dealdesk.verification import INVARIANTS
from reviews.actions import (
    add_approver,
    ask_to_break_glass,
    clear_draft,
    confirm_glass,
    decide,
    decline_glass,
    reassign_step,
    show_evidence,
    withdraw_draft,
)
from reviews.models import AddedApprover, Approval, BrokenGlass, Clearance, Evidence, Reassignment
from tests.make import Cast, approve, make_cast, make_user, token_of
from tests.make_verbs import REASON, ask_of, fresh, gate_now, make_for_ruth, make_waiting, publish_rules, rule
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def company() -> Cast:
    return make_cast()


def assert_everything_holds() -> None:
    assert [f"{check.code}: {breach}" for check in INVARIANTS for breach in check.breaches()] == []


def or_refused(verb: object) -> object:
    """Whose turn it is no longer is told so as a refusal too."""

    def tried() -> None:
        try:
            verb()  # type: ignore[operator]
        except Forbidden as refusal:
            raise Refused(str(refusal)) from refusal

    return tried


@pytest.mark.parametrize("attempt", range(4))
def test_approving_and_handing_over_exclude_each_other(company: Cast, attempt: int) -> None:
    submission = make_for_ruth(company)
    ines = make_user("Ines VP", Role.APPROVER_VP)
    draft, token, ask = fresh(submission), token_of(submission), ask_of(submission, company.ruth)
    refusals = race(
        or_refused(lambda: decide(draft, "approve", by=company.ruth, seen_digest=token)),
        lambda: reassign_step(ask, to=ines, reason="I am busy.", by=company.ruth),
    )
    assert refusals.count(None) == 1
    assert Approval.objects.exists() != Reassignment.objects.exists()
    assert gate_now(submission).is_open == Approval.objects.exists()
    assert_everything_holds()


@pytest.mark.parametrize("attempt", range(4))
def test_no_approval_survives_a_recall_of_the_same_moment(company: Cast, attempt: int) -> None:
    submission = make_waiting(company)
    draft, token = fresh(submission), token_of(submission)
    refusals = race(
        lambda: decide(draft, "approve", by=company.ruth, seen_digest=token),
        lambda: withdraw_draft(draft, by=company.maya, reason="Other dates."),
    )
    assert refusals[1] is None
    assert fresh(submission).state == DraftState.WITHDRAWN
    assert not Approval.objects.filter(voided_at=None).exists()
    assert_everything_holds()


@pytest.mark.parametrize("attempt", range(4))
def test_a_clearance_and_a_recall_exclude_each_other(company: Cast, attempt: int) -> None:
    submission = make_waiting(company)
    approve(submission, company.ruth)
    draft = fresh(submission)
    refusals = race(
        lambda: clear_draft(draft, by=company.maya),
        lambda: withdraw_draft(draft, by=company.maya, reason="Other dates."),
    )
    assert refusals.count(None) == 1
    assert (fresh(submission).state == DraftState.CLEARED) == Clearance.objects.exists()
    assert_everything_holds()


@pytest.mark.parametrize("attempt", range(3))
def test_two_confirmations_break_the_glass_once(company: Cast, attempt: int) -> None:
    third = make_user("Carl Chief", Role.APPROVER_EXECUTIVE)
    submission = make_waiting(company)
    glass = ask_to_break_glass(fresh(submission), reason=REASON, by=company.anders)
    refusals = race(
        lambda: confirm_glass(glass, by=company.eva),
        lambda: confirm_glass(glass, by=third),
        lambda: confirm_glass(glass, by=company.eva),
    )
    assert refusals.count(None) == 1
    assert Clearance.objects.count() == 1
    assert_everything_holds()


@pytest.mark.parametrize("attempt", range(3))
def test_confirming_and_declining_exclude_each_other(company: Cast, attempt: int) -> None:
    submission = make_waiting(company)
    glass = ask_to_break_glass(fresh(submission), reason=REASON, by=company.anders)
    refusals = race(
        lambda: confirm_glass(glass, by=company.eva), lambda: decline_glass(glass, by=company.anders)
    )
    assert refusals.count(None) == 1
    assert Clearance.objects.exists() == (BrokenGlass.objects.get().confirmed_at is not None)
    assert_everything_holds()


def test_two_executives_who_ask_at_once_have_asked_once(company: Cast) -> None:
    draft = fresh(make_waiting(company))
    refusals = race(
        lambda: ask_to_break_glass(draft, reason=REASON, by=company.anders),
        lambda: ask_to_break_glass(draft, reason=REASON, by=company.eva),
    )
    assert refusals.count(None) == 1 and BrokenGlass.objects.count() == 1
    assert_everything_holds()


@pytest.mark.parametrize("attempt", range(3))
def test_nobody_is_added_to_a_deal_that_is_cleared_at_the_same_moment(company: Cast, attempt: int) -> None:
    submission = make_waiting(company)
    approve(submission, company.ruth)
    draft = fresh(submission)
    race(
        lambda: clear_draft(draft, by=company.maya),
        lambda: add_approver(draft.deal, person=company.eva, reason="She knows them.", by=company.desk),
    )
    assert Clearance.objects.exists() != AddedApprover.objects.exists()
    assert_everything_holds()


def test_evidence_is_shown_once(company: Cast) -> None:
    title = "An architect has scoped it"
    publish_rules(company, rule("scoping", {"check": {"title": title, "evidence": "text"}}))
    draft = fresh(make_waiting(company))
    show = [
        lambda: show_evidence(draft, title.casefold(), text="Lea has scoped it.", by=company.maya),
        lambda: show_evidence(draft, title.casefold(), text="Max has scoped it.", by=company.desk),
    ]
    assert race(*show).count(None) == 1
    assert Evidence.objects.count() == 1
    assert_everything_holds()
