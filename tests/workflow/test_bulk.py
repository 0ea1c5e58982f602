"""Several approvals at once: each on its own, all reported."""

import pytest

from contracts.models import Deal, DraftAuthor
from dealdesk.kit.refusals import Refused
from reviews.actions import approve_all
from reviews.actions.bulk import MOST_AT_ONCE, Choice
from reviews.actions.policies import DEFAULT_STEPS
from reviews.models import Approval, ReviewRequest, Submission
from tests.make import Cast, approve, review, token_of
from tests.make_verbs import gate_now, make_waiting, publish_rules


def choice(submission: Submission) -> Choice:
    return Choice(submission.draft.deal.serial, token_of(submission))


def three(cast: Cast) -> list[Submission]:
    return [make_waiting(cast, customer=name) for name in ("First Bank", "Second Bank", "Third Bank")]


def test_each_is_approved_with_the_note(cast: Cast) -> None:
    submissions = three(cast)
    outcomes = approve_all([choice(one) for one in submissions], by=cast.ruth, note="As agreed on Monday.")
    assert [outcome.is_done for outcome in outcomes] == [True] * 3
    assert all(gate_now(one).is_open for one in submissions)
    assert set(Approval.objects.values_list("note", flat=True)) == {"As agreed on Monday."}


def test_one_that_changed_does_not_stop_the_others(cast: Cast) -> None:
    first, second, third = three(cast)
    choices = [choice(one) for one in (first, second, third)]
    review(cast, ReviewRequest.objects.filter(term__draft=second.draft).first(), 3)
    outcomes = approve_all(choices, by=cast.ruth)
    assert [outcome.is_done for outcome in outcomes] == [True, False, True]
    assert "has changed since you opened it" in outcomes[1].sentence
    assert Approval.objects.filter(voided_at=None).count() == 2


def test_one_decided_already_and_one_that_nobody_sees_are_told(cast: Cast) -> None:
    first, second, _ = three(cast)
    approve(first, cast.ruth)
    gone = Choice(999_999, "x")
    outcomes = approve_all([choice(first), gone, choice(second)], by=cast.ruth)
    assert [(outcome.is_done, outcome.sentence) for outcome in outcomes] == [
        (False, "You have decided already; your approval stands."),
        (True, "Draft 1 is approved."),
        (False, "There is no such deal."),
    ]


def test_what_comes_later_is_not_approved_early(cast: Cast) -> None:
    later = {"number": 2, "approver": "approver_executive", "count": 1}
    publish_rules(cast, steps={**DEFAULT_STEPS, "VP": [*DEFAULT_STEPS["VP"], later]})
    submission = make_waiting(cast)
    (outcome,) = approve_all([choice(submission)], by=cast.eva)
    assert not outcome.is_done and "No step of this deal waits for you" in outcome.sentence


def test_nobody_approves_a_deal_in_which_they_wrote(cast: Cast) -> None:
    submission = make_waiting(cast)
    chosen = choice(submission)
    DraftAuthor.objects.create(draft=submission.draft, user=cast.ruth)
    (outcome,) = approve_all([chosen], by=cast.ruth)
    assert not outcome.is_done and "Nobody approves a deal" in outcome.sentence
    assert not Approval.objects.exists()


def test_a_deal_named_twice_is_approved_once(cast: Cast) -> None:
    submission = make_waiting(cast)
    assert len(approve_all([choice(submission)] * 2, by=cast.ruth)) == 1
    assert Approval.objects.count() == 1


def test_too_many_at_once_are_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="at most"):
        approve_all([Choice(serial, "x") for serial in range(MOST_AT_ONCE + 1)], by=cast.ruth)
    assert not Deal.objects.exists()
