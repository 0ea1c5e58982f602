"""A deal's page: what each reader finds on it, in every state of the draft."""

import pytest

from accounts.models import User
from contracts.actions import edit_term, raise_concern, remove_term
from contracts.models import Draft
from reviews.actions import make_next_draft, rescore, submit_draft, withdraw_draft
from reviews.models import Decision, ReviewRequest, Submission
from tests.make import (
    Cast,
    approve,
    make_deal,
    make_submission,
    make_term,
    review,
    review_all,
)
from tests.reviews.browser import browser_of, text_of


def address(submission: Submission, rest: str = "") -> str:
    return f"/deals/{submission.draft.deal.number}/{rest}"


def page_of(person: User, submission: Submission, rest: str = "") -> str:
    response = browser_of(person).get(address(submission, rest))
    assert response.status_code == 200
    return text_of(response)


def request_of(submission: Submission, function: str, code: str) -> ReviewRequest:
    return ReviewRequest.objects.get(
        term__draft=submission.draft, function__code=function, term__type__code=code
    )


def test_the_rep_finds_facts_score_terms_gate_and_activity(cast: Cast) -> None:
    submission = make_submission(cast.maya, "uptime", "payment-terms")
    review(cast, request_of(submission, "FIN", "payment-terms"), level=4, once=(600, 900, 1500))
    rescore(submission.pk)
    text = page_of(cast.maya, submission)
    for sentence in (
        "€600,000",
        "€300,000",
        "24 months",
        "15 Jan 2027",
        "Customer’s wording",
        "Supplier accepts what the customer asks about payment-terms",
        "Their auditors ask for it.",
        "Our standard position",
        "The gate waits for reviews",
        "Expected cost",
        "10 / 15 / 25",
    ):
        assert sentence in text, sentence
    assert "<b>4</b> Hard" in text
    assert "<b>Maya Lindqvist</b> submitted draft 1" in text
    assert "between 35" in text and "until 4 reviews more are in" in text


def test_each_missing_review_says_who_and_until_when(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    text = page_of(cast.maya, submission)
    assert "Finance reviews Payment terms" in text
    assert "Lea Finance, " in text
    assert "Not reviewed yet." in text


def test_a_blocker_stands_first_with_its_reason_and_the_way_out(cast: Cast) -> None:
    submission = make_submission(cast.maya, "uptime")
    asked = request_of(submission, "SUP", "uptime")
    review(cast, asked, level=5, verdict="blocker", reasons="Nobody is awake at night.")
    rescore(submission.pk)
    text = page_of(cast.maya, submission)
    assert text.index("Nobody is awake at night.") < text.index("Delivery reviews Uptime")
    assert "ask Max Support to lift the blocker" in text
    assert "Blocked by Support" in text
    assert 'href="#term-1">Read the term' in text


def test_the_rep_may_accept_offered_wording_and_others_see_who_may(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    asked = request_of(submission, "FIN", "payment-terms")
    offer = review(cast, asked, verdict="counter_proposal", counter_wording="Net 60 days after receipt.")
    link = f'href="/counters/{offer.counter.pk}/accept/"'
    assert link in page_of(cast.maya, submission)
    others = page_of(cast.mark, submission)
    assert link not in others and "Maya Lindqvist can accept it." in others


def test_a_condition_is_shown_with_whether_its_level_counts(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    stated = review(
        cast,
        request_of(submission, "FIN", "payment-terms"),
        level=4,
        verdict="conditions",
        condition="Yearly in advance.",
        residual_level=2,
    )
    assert "Level 2 counts once a second member of Finance accepts." in page_of(cast.maya, submission)
    form = f'action="/answers/{stated.pk}/condition/"'
    assert form in page_of(cast.leads["FIN"], submission)
    assert form not in page_of(cast.maya, submission)
    assert form not in page_of(cast.members["FIN"], submission)


def test_answers_of_others_stay_hidden_until_ones_own_is_in(cast: Cast) -> None:
    submission = make_submission(cast.maya, "uptime")
    asked = request_of(submission, "SUP", "uptime")
    review(cast, asked, level=5, verdict="blocker", reasons="Nobody is awake at night.")
    rescore(submission.pk)
    text = page_of(cast.members["DEL"], submission)
    for told in ("Nobody is awake", "a blocker", "Blocked by Support", "100.0", "By term", "level 5"):
        assert told not in text, told
    assert "Has answered. You see it once your own review is in." in text
    assert "Hidden until your review is in." in text
    review(cast, request_of(submission, "DEL", "uptime"))
    assert "Nobody is awake at night." in page_of(cast.members["DEL"], submission)


def test_changes_since_the_previous_draft_are_told_word_by_word(cast: Cast) -> None:
    submission = make_submission(cast.maya, "uptime", "payment-terms", "renewal")
    review_all(cast, submission)
    following = make_next_draft(Draft.objects.get(pk=submission.draft_id), by=cast.maya)
    changed = following.terms.get(type__code="payment-terms")
    edit_term(changed, by=cast.maya, wording=changed.wording.replace("accepts", "grants"), reason="")
    remove_term(following.terms.get(type__code="renewal"), by=cast.maya)
    make_term(following, "liability-cap", by=cast.maya)
    submission = submit_draft(following, by=cast.maya)
    text = page_of(cast.maya, submission)
    assert "Draft 1 → draft 2" in text
    assert "<del>accepts</del><ins>grants</ins>" in text.replace("</del> <ins>", "</del><ins>")
    assert ">Withdrawn<" in text and ">New<" in text
    assert "1 unchanged keeps its reviews" in text
    assert "kept from draft 1" in text
    earlier = page_of(cast.maya, submission, "?draft=1")
    assert "This is an earlier draft." in earlier
    assert "Draft 1 is not the current one" in earlier
    assert "Make draft" not in earlier


def test_open_concerns_lead_to_their_answer(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms", kind="renewal")
    raise_concern(
        submission.draft.deal.customer,
        text="Incident updates reach us too late",
        by=cast.maya,
        raised_on=submission.at.date(),
        severity="high",
    )
    text = page_of(cast.maya, submission)
    assert "Incident updates reach us too late" in text
    assert f'href="/customers/{submission.draft.deal.customer_id}/#concern-' in text
    assert "Answer" in text


@pytest.mark.parametrize("role", ["maya", "mark", "ruth", "desk", "auditor"])
def test_verbs_are_offered_to_those_who_may(cast: Cast, role: str) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    text = page_of(getattr(cast, role), submission)
    may = role in ("maya", "desk")
    for verb in ("withdraw", "next-draft"):
        assert (f'href="{address(submission, verb)}/"' in text) is may, verb


def test_a_draft_being_written_leads_to_the_editor_and_to_submission(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    text = text_of(browser_of(cast.maya).get(f"/deals/{deal.number}/"))
    assert f'href="/deals/{deal.number}/draft/"' in text
    assert f'href="/deals/{deal.number}/submit/"' in text
    assert "Submit the draft first" in text


def test_a_draft_that_was_sent_back_shows_who_and_why(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms", "renewal")
    review_all(cast, submission, level=4)
    approver = cast.mark if submission.scores.get(is_latest=True).gate == "MGR" else cast.ruth
    approve(submission, approver, Decision.SEND_BACK, "What do we get for it?")
    text = page_of(cast.maya, submission)
    assert f"Sent back by {approver.name}" in text and "What do we get for it?" in text


def test_a_withdrawn_draft_can_be_followed_by_the_next(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    withdraw_draft(submission.draft, by=cast.maya)
    text = page_of(cast.maya, submission)
    assert "Draft 1 is withdrawn" in text and "Make draft 2" in text


def test_the_deal_of_another_rep_is_not_there(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    for stranger in (cast.tom, cast.outsider):
        assert browser_of(stranger).get(address(submission)).status_code == 404
    assert browser_of(cast.maya).get(address(submission, "?draft=9")).status_code == 404
    assert browser_of(cast.maya).get(address(submission, "?draft=x")).status_code == 404


def test_the_rep_learns_which_one_change_lowers_the_band(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms", "renewal")
    review(cast, request_of(submission, "FIN", "payment-terms"), level=5, verdict="blocker", reasons="No.")
    rescore(submission.pk)
    text = page_of(cast.maya, submission)
    told = text.split("Deal shaper")[1].split("</section>")[0]
    assert "Payment terms" in told and "The blocker goes" in told and "Blocked 100.0" in told
    assert "Deal shaper" not in page_of(cast.mark, submission)


def test_terms_that_nobody_was_asked_about_are_not_called_settled(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    make_term(deal.current_draft, "payment-terms", by=cast.maya)
    text = text_of(browser_of(cast.maya).get(f"/deals/{deal.number}/"))
    assert "Asks FIN" in text and 'aria-label="Settled"' not in text
