"""Breaking the glass: two executives, a reason, and everybody hears of it."""

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.models import Role, RoleGrant, User
from activity.mail import send_mail_of_event
from activity.models import Event
from contracts.models import DraftAuthor, DraftState
from dealdesk.kit.refusals import Forbidden, Refused
from dealdesk.kit.states import IllegalMove
from dealdesk.verification import INVARIANTS
from reviews.actions import (
    ask_to_break_glass,
    ask_to_void,
    clear_draft,
    confirm_glass,
    confirm_void,
    decline_glass,
    make_next_draft,
    mark_signed,
)
from reviews.models import Ask, BrokenGlass, Clearance, Submission
from tests.make import Cast, approve, make_submission, make_user
from tests.make_verbs import REASON, fresh, make_waiting, told_of


@pytest.fixture
def submission(cast: Cast) -> Submission:
    """It waits for Ruth."""
    return make_waiting(cast)


def ask(cast: Cast, submission: Submission, reason: str = REASON, by: User | None = None) -> BrokenGlass:
    return ask_to_break_glass(fresh(submission), reason=reason, by=by or cast.anders)


def broken(cast: Cast, submission: Submission) -> Clearance:
    return confirm_glass(ask(cast, submission), by=cast.eva)


def breaches() -> list[str]:
    return [f"{check.code}: {breach}" for check in INVARIANTS for breach in check.breaches()]


def test_two_executives_clear_a_draft_whose_gate_is_closed(cast: Cast, submission: Submission) -> None:
    clearance = broken(cast, submission)
    assert fresh(submission).state == DraftState.CLEARED
    said = clearance.certificate["broken_glass"]
    assert (said["asked_by"], said["confirmed_by"], said["reason"]) == (
        "Anders Holm",
        "Eva Executive",
        REASON,
    )
    assert any("waiting for Ruth Adeyemi" in line for line in said["gate_said"])
    assert not Ask.objects.standing().exists()
    assert breaches() == []


def test_nothing_is_cleared_before_the_second_confirms(cast: Cast, submission: Submission) -> None:
    glass = ask(cast, submission)
    assert fresh(submission).state == DraftState.IN_REVIEW
    with pytest.raises(Refused, match="second executive"):
        confirm_glass(glass, by=cast.anders)
    assert not Clearance.objects.exists()
    approve(submission, cast.ruth)
    assert fresh(submission).state == DraftState.IN_REVIEW


def test_reviews_may_be_missing_and_then_there_is_no_score_to_state(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    clearance = broken(cast, submission)
    assert any(
        "Finance has not reviewed" in line for line in clearance.certificate["broken_glass"]["gate_said"]
    )
    assert breaches() == []


@pytest.mark.parametrize("reason", ["", "It is urgent.", " " * 40])
def test_the_reason_is_more_than_a_few_words(cast: Cast, submission: Submission, reason: str) -> None:
    with pytest.raises(Refused, match="Write the reason"):
        ask(cast, submission, reason)


@pytest.mark.parametrize("who", ["maya", "mark", "ruth", "desk", "auditor", "outsider"])
def test_only_executives_ask_and_confirm(cast: Cast, submission: Submission, who: str) -> None:
    person = getattr(cast, who)
    with pytest.raises(Forbidden):
        ask(cast, submission, by=person)
    glass = ask(cast, submission)
    with pytest.raises(Forbidden):
        confirm_glass(glass, by=person)
    with pytest.raises(Forbidden):
        decline_glass(glass, by=person)


def test_no_author_takes_part(cast: Cast, submission: Submission) -> None:
    RoleGrant.objects.create(user=cast.maya, role=Role.APPROVER_EXECUTIVE)
    cast.maya.forget_roles()
    with pytest.raises(Forbidden, match="own or wrote in"):
        ask(cast, submission, by=cast.maya)
    glass = ask(cast, submission)
    with pytest.raises(Forbidden, match="own or wrote in"):
        confirm_glass(glass, by=cast.maya)
    DraftAuthor.objects.create(draft=submission.draft, user=cast.anders)
    with pytest.raises(Forbidden):
        confirm_glass(glass, by=cast.eva)


def test_the_one_who_asked_must_be_an_executive_still(cast: Cast, submission: Submission) -> None:
    glass = ask(cast, submission)
    RoleGrant.objects.filter(user=cast.anders).delete()
    with pytest.raises(Forbidden):
        confirm_glass(glass, by=cast.eva)


def test_it_may_be_declined_and_is_not_asked_again_for_that_draft(cast: Cast, submission: Submission) -> None:
    glass = ask(cast, submission)
    decline_glass(glass, by=cast.eva)
    assert set(told_of("glass.declined")) == {"Maya Lindqvist", "Anders Holm"}
    with pytest.raises(Refused, match="declined already"):
        confirm_glass(glass, by=cast.eva)
    with pytest.raises(Refused, match="declined for this draft"):
        ask(cast, submission)
    assert breaches() == []


def test_it_is_asked_once(cast: Cast, submission: Submission) -> None:
    ask(cast, submission)
    with pytest.raises(Refused, match="has asked for this already"):
        ask(cast, submission, by=cast.eva)


def test_an_open_gate_needs_no_breaking(cast: Cast, submission: Submission) -> None:
    glass = ask(cast, submission)
    approve(submission, cast.ruth)
    with pytest.raises(Refused, match="The gate is open"):
        confirm_glass(glass, by=cast.eva)


def test_only_a_draft_in_review(cast: Cast, submission: Submission) -> None:
    approve(submission, cast.ruth)
    clear_draft(fresh(submission), by=cast.maya)
    with pytest.raises(IllegalMove):
        ask(cast, submission)


def test_the_executives_are_asked(cast: Cast, submission: Submission) -> None:
    ask(cast, submission)
    assert set(told_of("glass.asked")) == {"Eva Executive", "Maya Lindqvist"}


def test_everybody_who_watches_is_mailed_whatever_they_have_chosen(
    cast: Cast, submission: Submission
) -> None:
    User.objects.update(mail_when="never")
    dan = make_user("Dan Desk", Role.DEAL_DESK)
    User.objects.filter(pk=dan.pk).update(mail_when="daily")
    broken(cast, submission)
    told = told_of("glass.broken")
    assert {"Dora Desk", "Dan Desk", "Anders Holm", "Otto Auditor", "Maya Lindqvist", "Ruth Adeyemi"} == set(
        told
    )
    assert all("GLASS BROKEN by Anders Holm and Eva Executive" in text for text in told.values())
    send_mail_of_event(Event.objects.get(verb="glass.broken").pk)
    mailed = {address for message in mail.outbox for address in message.to}
    assert mailed == {person.email for person in (cast.desk, dan, cast.anders, cast.auditor)}


def test_it_can_be_signed_and_voided_like_any_clearance(cast: Cast, submission: Submission) -> None:
    clearance = broken(cast, submission)
    mark_signed(fresh(submission), signed_on=timezone.localdate(), by=cast.maya)
    confirm_void(ask_to_void(clearance, reason="It was a mistake.", by=cast.maya), by=cast.desk)
    assert fresh(submission).state == DraftState.VOIDED
    assert make_next_draft(fresh(submission), by=cast.maya).number == 2
    assert breaches() == []


def test_the_database_keeps_the_record_and_the_two(cast: Cast, submission: Submission) -> None:
    glass = ask(cast, submission)
    tries = [
        lambda: BrokenGlass.objects.filter(pk=glass.pk).update(
            confirmed_by=cast.anders, confirmed_at=timezone.now()
        ),
        lambda: BrokenGlass.objects.filter(pk=glass.pk).update(
            confirmed_by=cast.maya, confirmed_at=timezone.now()
        ),
        BrokenGlass.objects.all().delete,
    ]
    for attempt in tries:
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    confirm_glass(glass, by=cast.eva)
    with pytest.raises(DatabaseError), transaction.atomic():
        BrokenGlass.objects.update(reason="Something else that sounds better.")
