"""A step of the approval is handed from one person to another."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.models import Role, RoleGrant, User
from dealdesk.kit.refusals import Forbidden, Refused
from reviews.actions import clear_draft, reassign_step
from reviews.actions.asks import refresh_asks
from reviews.gate import given_by
from reviews.models import Approval, Ask, MailLink, Reassignment, Submission
from tests.make import Cast, approve, make_user, token_of
from tests.make_absences import make_absence
from tests.make_verbs import (
    ask_of,
    asked,
    fresh,
    gate_now,
    make_for_ruth,
    make_waiting,
    publish_rules,
    rule,
    steps_of,
    told_of,
)


@pytest.fixture
def ines(cast: Cast) -> User:
    return make_user("Ines VP", Role.APPROVER_VP)


@pytest.fixture
def submission(cast: Cast) -> Submission:
    """It waits for Ruth, whom the policy names."""
    return make_for_ruth(cast)


def hand(
    submission: Submission, of: User, to: User, by: User | None = None, reason: str = "I am busy."
) -> None:
    reassign_step(ask_of(submission, of), to=to, reason=reason, by=by or of)


def test_the_other_one_decides_in_their_place_and_both_are_named(
    cast: Cast, submission: Submission, ines: User
) -> None:
    hand(submission, cast.ruth, ines)
    assert asked(submission) == ["Ines VP for Ruth Adeyemi"]
    with pytest.raises(Forbidden, match="No step"):
        approve(submission, cast.ruth)
    given = approve(submission, ines)
    assert given.on_behalf_of == cast.ruth
    (step,) = steps_of(submission)
    assert given_by(step) == "Ines VP for Ruth Adeyemi"
    assert gate_now(submission).is_open
    clearance = clear_draft(fresh(submission), by=cast.maya)
    assert clearance.certificate["decisions"][0]["on_behalf_of"] == "Ruth Adeyemi"


def test_the_earlier_ask_ends_and_its_mail_links_are_dead(
    cast: Cast, submission: Submission, ines: User
) -> None:
    ask = ask_of(submission, cast.ruth)
    link = MailLink.objects.create(
        ask=ask,
        token_digest="x",
        seen=token_of(submission),
        made_at=timezone.now(),
        expires_at=timezone.now(),
    )
    hand(submission, cast.ruth, ines)
    ask.refresh_from_db()
    assert ask.ended_because == "Ruth Adeyemi handed the step to Ines VP."
    assert link.ask.pk != ask_of(submission, ines).pk


def test_the_original_may_take_it_back_without_a_reason(
    cast: Cast, submission: Submission, ines: User
) -> None:
    hand(submission, cast.ruth, ines)
    hand(submission, ines, cast.ruth, by=cast.ruth, reason="")
    assert asked(submission) == ["Ruth Adeyemi"]
    assert approve(submission, cast.ruth).on_behalf_of is None


def test_who_gave_it_away_does_not_choose_a_third(cast: Cast, submission: Submission, ines: User) -> None:
    vera = make_user("Vera VP", Role.APPROVER_VP)
    hand(submission, cast.ruth, ines)
    with pytest.raises(Refused, match="take it back"):
        hand(submission, ines, vera, by=cast.ruth)


def test_circles_end_with_whoever_has_it_last(cast: Cast, submission: Submission, ines: User) -> None:
    vera = make_user("Vera VP", Role.APPROVER_VP)
    hand(submission, cast.ruth, ines)
    hand(submission, ines, vera)
    hand(submission, vera, cast.ruth)
    hand(submission, cast.ruth, ines)
    assert asked(submission) == ["Ines VP for Ruth Adeyemi"]
    assert Reassignment.objects.count() == 4


def test_the_deal_desk_may_hand_it_over_and_both_hear(cast: Cast, submission: Submission, ines: User) -> None:
    hand(submission, cast.ruth, ines, by=cast.desk)
    assert set(told_of("approval.reassigned")) == {"Ruth Adeyemi"}
    told = told_of("approval.asked")
    assert set(told) == {"Ines VP"} and "You stand in for Ruth Adeyemi." in told["Ines VP"]


def test_nobody_else_may(cast: Cast, submission: Submission, ines: User) -> None:
    for person in (cast.maya, cast.tom, cast.mark, cast.anders, ines):
        with pytest.raises(Forbidden):
            hand(submission, cast.ruth, ines, by=person)
    assert not Reassignment.objects.exists()


def test_not_to_an_author_of_the_deal(cast: Cast, submission: Submission) -> None:
    RoleGrant.objects.create(user=cast.maya, role=Role.APPROVER_VP)
    with pytest.raises(Refused, match="wrote in this deal"):
        hand(submission, cast.ruth, cast.maya)


def test_a_role_is_handed_to_the_same_role_only(cast: Cast, ines: User) -> None:
    submission = make_waiting(cast)
    assert asked(submission) == ["Ines VP", "Ruth Adeyemi"]
    for person in (cast.anders, cast.mark, cast.tom):
        with pytest.raises(Refused, match="no role with which"):
            hand(submission, cast.ruth, person)
    hand(submission, cast.ruth, ines)
    assert asked(submission) == ["Ines VP for Ruth Adeyemi"]
    assert set(told_of("approval.reassigned")) == {"Ines VP"}
    hand(submission, ines, cast.ruth, by=cast.ruth)
    assert asked(submission) == ["Ines VP", "Ruth Adeyemi"]


@pytest.mark.parametrize("role", [Role.APPROVER_MANAGER, Role.APPROVER_EXECUTIVE])
def test_where_a_person_is_named_any_approver_will_do(cast: Cast, submission: Submission, role: str) -> None:
    hand(submission, cast.ruth, make_user("Nora Other", role))
    assert asked(submission) == ["Nora Other for Ruth Adeyemi"]


def test_not_to_a_rep_or_a_lead_where_a_person_is_named(cast: Cast, submission: Submission) -> None:
    for person in (cast.tom, cast.leads["FIN"]):
        with pytest.raises(Refused, match="no role with which"):
            hand(submission, cast.ruth, person)


def test_not_to_who_is_gone_or_away(cast: Cast, submission: Submission, ines: User) -> None:
    today = timezone.localdate()
    make_absence(ines, first=today.day, last=today.day)
    with pytest.raises(Refused, match="away at present"):
        hand(submission, cast.ruth, ines)
    User.objects.filter(pk=ines.pk).update(is_active=False)
    with pytest.raises(Refused, match="no open account"):
        hand(submission, cast.ruth, ines)


def test_not_to_who_is_asked_in_the_same_step_so_that_two_stay_two(cast: Cast) -> None:
    policy_of_two = {"step": {"approver": "role:approver_executive", "need": 2, "chain": "two"}}
    publish_rules(cast, rule("two", policy_of_two))
    submission = make_waiting(cast, customer="Second Bank")
    ask = Ask.objects.standing().get(submission=submission, person=cast.anders)
    with pytest.raises(Refused, match="2 people must decide it"):
        reassign_step(ask, to=cast.eva, reason="Busy.", by=cast.anders)


def test_a_reason_is_needed(cast: Cast, submission: Submission, ines: User) -> None:
    with pytest.raises(Refused, match="Write why"):
        hand(submission, cast.ruth, ines, reason=" ")


def test_a_stand_in_hands_on_the_step_of_the_one_who_is_away(
    cast: Cast, submission: Submission, ines: User
) -> None:
    vera = make_user("Vera VP", Role.APPROVER_VP)
    today = timezone.localdate()
    make_absence(cast.ruth, ines, first=today.day, last=today.day)
    refresh_asks(submission.pk)
    assert asked(submission) == ["Ines VP for Ruth Adeyemi"]
    hand(submission, ines, vera)
    assert asked(submission) == ["Vera VP for Ruth Adeyemi"]


def test_an_approval_ends_with_the_role_of_whom_it_was_handed_to(
    cast: Cast, submission: Submission, ines: User
) -> None:
    hand(submission, cast.ruth, ines)
    approve(submission, ines)
    assert gate_now(submission).is_open
    RoleGrant.objects.filter(user=ines).delete()
    gate = gate_now(submission)
    assert not gate.is_open and "Ruth Adeyemi" in gate.why_closed


def test_what_was_handed_over_stays_on_record(cast: Cast, submission: Submission, ines: User) -> None:
    hand(submission, cast.ruth, ines)
    for change in (Reassignment.objects.all().delete, lambda: Reassignment.objects.update(reason="")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert Approval.objects.count() == 0
