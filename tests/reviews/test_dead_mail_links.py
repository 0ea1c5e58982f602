"""When a link in a mail decides nothing any more, it says why, and nothing changes."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from accounts.actions import deactivate_person
from accounts.models import RoleGrant
from contracts.actions import raise_concern
from reviews.actions import make_next_draft, record_review, submit_draft
from reviews.models import Approval, Ask, ReviewRequest, Submission
from tests.make import Cast, answer, approve, make_submission, review_all
from tests.reviews.mail_links import mail_the_asked, nothing_was_decided, press, stranger, waiting_for_mark

HOUR = dt.timedelta(hours=1)
Asked = tuple[Cast, Submission, str]


@pytest.fixture
def asked(cast: Cast) -> Asked:
    """The cast, what waits for Mark, and the link in his mail."""
    submission = waiting_for_mark(cast)
    return cast, submission, mail_the_asked()["mark.manager@fernhill.example"]


def test_it_works_once(asked: Asked) -> None:
    assert press(asked[2]).status_code == 200
    nothing_was_decided(asked[2], "This link was used.")


def test_after_72_hours_it_is_dead(asked: Asked) -> None:
    with time_machine.travel(timezone.now() + 71 * HOUR, tick=False):
        assert stranger().get(asked[2]).status_code == 200
    with time_machine.travel(timezone.now() + 72 * HOUR + dt.timedelta(seconds=1), tick=False):
        nothing_was_decided(asked[2], "has expired")


def test_after_reassignment_it_is_dead(asked: Asked) -> None:
    Ask.objects.filter(person=asked[0].mark).update(
        ended_at=timezone.now(), ended_because="Handed to Ruth Adeyemi."
    )
    nothing_was_decided(asked[2], "You are no longer asked. Handed to Ruth Adeyemi.")


def test_after_the_decision_was_made_elsewhere_it_is_dead(asked: Asked) -> None:
    approve(asked[1], asked[0].mark)
    nothing_was_decided(asked[2], "You are no longer asked.")


def test_after_somebody_else_rejected_the_draft_it_is_dead(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    review_all(cast, submission, level=5)
    path = mail_the_asked()["anders.holm@fernhill.example"]
    approve(submission, cast.eva, "reject", note="We do not want this.")
    nothing_was_decided(path, "You are no longer asked. Eva Executive rejected the draft.")


def test_with_the_next_draft_it_is_dead_even_for_the_same_person(asked: Asked) -> None:
    cast, submission, path = asked
    draft = make_next_draft(submission.draft, by=cast.maya)
    submit_draft(draft, by=cast.maya)
    review_all(cast, Submission.objects.get(draft=draft), level=4)
    assert Ask.objects.open().filter(person=cast.mark, submission__draft=draft).exists()
    nothing_was_decided(path, "")
    newer = mail_the_asked()["mark.manager@fernhill.example"]
    assert newer != path and press(newer).status_code == 200
    assert Approval.objects.get(voided_at=None).submission.draft == draft


def test_after_the_score_changed_it_is_dead(asked: Asked) -> None:
    cast, submission, path = asked
    request = ReviewRequest.objects.get(term__draft=submission.draft)
    record_review(request, answer(3), by=cast.members["FIN"])
    nothing_was_decided(path, "")
    assert not Approval.objects.exists()


def test_what_must_come_first_is_said(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms", kind="renewal")
    customer = submission.draft.deal.customer
    raise_concern(customer, text="Slow.", by=cast.maya, raised_on=timezone.localdate(), severity="high")
    review_all(cast, submission, level=4)
    path = next(iter(mail_the_asked().values()))
    for answered in (stranger().get(path), press(path)):
        assert answered.status_code == 409
        assert "Not yet" in answered.content.decode() and "waits for an answer" in answered.content.decode()
    assert not Approval.objects.exists()


def test_a_closed_account_decides_nothing(asked: Asked) -> None:
    deactivate_person(asked[0].mark, by=asked[0].desk)
    nothing_was_decided(asked[2], "is closed")
    assert asked[1].draft.deal.number not in stranger().get(asked[2]).content.decode()


def test_who_lost_the_role_decides_nothing(asked: Asked) -> None:
    RoleGrant.objects.filter(user=asked[0].mark).delete()
    nothing_was_decided(asked[2], "")


def test_a_token_is_one_persons_alone(cast: Cast) -> None:
    """Two executives get a link each; with Eva's used up, Anders's decides as Anders and as nobody else."""
    submission = make_submission(cast.maya, "payment-terms")
    review_all(cast, submission, level=5)
    links = mail_the_asked()
    assert links["eva.executive@fernhill.example"] != links["anders.holm@fernhill.example"]
    press(links["eva.executive@fernhill.example"])
    assert [approval.approver for approval in Approval.objects.all()] == [cast.eva]
    nothing_was_decided(links["eva.executive@fernhill.example"], "was used")
    press(links["anders.holm@fernhill.example"])
    assert {approval.approver for approval in Approval.objects.all()} == {cast.eva, cast.anders}


@pytest.mark.parametrize("token", ["x", "A" * 43, "0" * 3000])
def test_a_guessed_token_says_only_that_it_is_none(db: None, token: str) -> None:
    nothing_was_decided(f"/act/{token}/", "not complete, or not one of ours")


def test_guessing_is_braked(db: None) -> None:
    browser = stranger()
    answers = [browser.get("/act/guess/").status_code for _ in range(70)]
    assert answers[0] == 410 and answers[-1] == 429
