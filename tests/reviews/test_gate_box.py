"""The gate on the page: it names its key, asks for itself while the score is due, and clears once."""

import datetime as dt

import pytest
import time_machine

from contracts.actions import answer_concern, raise_concern
from contracts.models import Draft
from reviews.actions import clear_draft, rescore, submit_draft
from reviews.actions.scoring import rescore_renewals
from reviews.gate import gate_of
from reviews.models import Approval, Clearance, Submission
from tests.make import Cast, approve, make_deal, make_submission, make_term, review_all
from tests.reviews.browser import browser_of, text_of

TODAY = dt.date(2026, 12, 8)

HTMX = {"HTTP_HX_REQUEST": "true"}


def standard_submission(cast: Cast) -> Submission:
    """Cleared by nobody's leave: everything in it is standard."""
    deal = make_deal(cast.maya)
    make_term(deal.current_draft, "payment-terms", by=cast.maya, value=30)
    submission = submit_draft(deal.current_draft, by=cast.maya)
    rescore(submission.pk)
    return submission


def test_the_box_asks_again_while_the_score_is_due_and_stops_when_it_is_there(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    path = f"/deals/{submission.draft.deal.number}/gate/"
    browser = browser_of(cast.maya)
    waiting = text_of(browser.get(path, **HTMX))
    assert "The gate waits for the score" in waiting
    assert f'hx-get="{path}?asked=' in waiting
    assert 'hx-trigger="every 2s"' in waiting
    assert f'action="/deals/{submission.draft.deal.number}/score/"' in waiting
    rescore(submission.pk)
    there = text_of(browser.get(path, **HTMX))
    assert "hx-get" not in there and "Compute now" not in there
    assert 'id="score"' in there and 'id="life" hx-swap-oob="true"' in there


def test_the_box_does_not_ask_for_ever(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    path = f"/deals/{submission.draft.deal.number}/gate/"
    browser = browser_of(cast.maya)
    assert "asked=8" in text_of(browser.get(f"{path}?asked=7", **HTMX))
    tired = text_of(browser.get(f"{path}?asked=60", **HTMX))
    assert "hx-get" not in tired and "Compute now" in tired
    assert "hx-get" not in text_of(browser.get(f"{path}?asked=-1", **HTMX))


def test_a_score_that_cannot_be_computed_is_not_waited_for(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms", currency="JPY")
    assert rescore(submission.pk) is None
    text = text_of(browser_of(cast.maya).get(f"/deals/{submission.draft.deal.number}/"))
    assert "The score cannot be computed: The policy has no exchange rate for JPY." in text
    assert "hx-trigger" not in text


def test_without_htmx_the_box_is_the_page(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    number = submission.draft.deal.number
    assert browser_of(cast.maya).get(f"/deals/{number}/gate/").url == f"/deals/{number}/"
    assert browser_of(cast.tom).get(f"/deals/{number}/gate/", **HTMX).status_code == 404


def test_a_closed_gate_has_a_button_that_is_refused_with_its_reason(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    rescore(submission.pk)
    browser, number = browser_of(cast.maya), submission.draft.deal.number
    text = text_of(browser.get(f"/deals/{number}/"))
    assert 'aria-disabled="true" aria-describedby="gate-why"' in text
    assert "Finance has not reviewed Payment terms yet." in text.split('id="gate-why"')[1]
    answer = browser.post(f"/deals/{number}/clearance/", follow=True)
    assert "The gate is closed. Finance has not reviewed Payment terms yet." in text_of(answer)
    assert not Clearance.objects.exists()


def test_an_open_gate_is_cleared_once_however_often_it_is_pressed(cast: Cast) -> None:
    submission = standard_submission(cast)
    browser, number = browser_of(cast.maya), submission.draft.deal.number
    assert "The gate is open" in text_of(browser.get(f"/deals/{number}/"))
    for _ in range(2):
        assert browser.post(f"/deals/{number}/clearance/").url == f"/deals/{number}/clearance/"
    assert Clearance.objects.count() == 1
    assert "Draft 1 and no other, by Maya Lindqvist" in text_of(browser.get(f"/deals/{number}/"))


def test_others_see_the_open_gate_and_who_may_press(cast: Cast) -> None:
    submission = standard_submission(cast)
    number = submission.draft.deal.number
    text = text_of(browser_of(cast.mark).get(f"/deals/{number}/"))
    assert "The gate is open" in text and 'aria-disabled="true"' in text
    assert "It belongs to: Sales rep, Deal desk." in text
    assert browser_of(cast.mark).post(f"/deals/{number}/clearance/").status_code == 403
    assert browser_of(cast.tom).post(f"/deals/{number}/clearance/").status_code == 404


def test_a_draft_that_was_never_submitted_is_not_cleared(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    make_term(deal.current_draft, "payment-terms", by=cast.maya, value=30)
    answer = browser_of(cast.maya).post(f"/deals/{deal.number}/clearance/")
    assert answer.status_code == 409
    assert "so it cannot be cleared" in text_of(answer)


def test_a_step_names_who_has_yet_to_approve(cast: Cast) -> None:
    submission = make_submission(cast.maya, "liability-cap", "uptime", "renewal")
    review_all(cast, submission, level=4, confidence=60)
    assert submission.scores.get(is_latest=True).gate == "EXEC"
    path = f"/deals/{submission.draft.deal.number}/"
    assert "waiting for Anders Holm and Eva Executive" in text_of(browser_of(cast.maya).get(path))
    approve(submission, cast.anders)
    text = text_of(browser_of(cast.maya).get(path))
    assert "waiting for Eva Executive" in text


def test_a_concern_raised_during_the_review_makes_a_new_score_and_ends_approvals(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms", kind="renewal")
    review_all(cast, submission, level=4)
    before = submission.scores.get(is_latest=True)
    assert before.gate == "MGR"
    approve(submission, cast.mark)
    concern = raise_concern(
        submission.draft.deal.customer, text="Late updates", by=cast.maya, raised_on=TODAY, severity="high"
    )
    draft = Draft.objects.get(pk=submission.draft_id)
    assert not gate_of(draft).is_open
    rescore_renewals(concern.pk)
    assert submission.scores.get(is_latest=True).gate == "VP"
    assert not Approval.objects.filter(submission=submission, voided_at=None).exists()
    answer_concern(concern, answer="Hourly updates since May.", evidence="Status page", by=cast.maya)
    rescore_renewals(concern.pk)
    assert submission.scores.get(is_latest=True).gate == "MGR"


def test_a_concern_raised_after_clearing_leaves_the_clearance_alone(cast: Cast) -> None:
    deal = make_deal(cast.maya, kind="renewal")
    make_term(deal.current_draft, "payment-terms", by=cast.maya, value=30)
    submission = submit_draft(deal.current_draft, by=cast.maya)
    rescore(submission.pk)
    clear_draft(Draft.objects.get(pk=submission.draft_id), by=cast.maya)
    raise_concern(deal.customer, text="Late updates", by=cast.maya, raised_on=TODAY, severity="high")
    rescore(submission.pk)
    assert submission.scores.count() == 1
    assert "Clear to sign" in text_of(browser_of(cast.maya).get(f"/deals/{deal.number}/"))


@pytest.mark.parametrize(
    ("asked_at", "said"),
    [
        (dt.datetime(2026, 12, 10, 10, tzinfo=dt.UTC), "tomorrow "),
        (dt.datetime(2026, 12, 11, 15, tzinfo=dt.UTC), "Mon "),
    ],
    ids=["on Thursday", "late on Friday"],
)
def test_a_weekday_keeps_its_capital(cast: Cast, asked_at: dt.datetime, said: str) -> None:
    with time_machine.travel(asked_at):
        submission = make_submission(cast.maya, "payment-terms")
        text = text_of(browser_of(cast.maya).get(f"/deals/{submission.draft.deal.number}/"))
    assert f"{cast.leads['FIN'].name}, {said}" in text
