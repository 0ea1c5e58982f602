"""Approvals: what waits, the explanation first, and a decision bound to what was shown."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Role, RoleGrant
from contracts.models import Draft, DraftState
from reviews.actions import make_next_draft, publish_policy, rescore
from reviews.actions.policies import DEFAULT_STEPS
from reviews.models import Approval, ReviewRequest, Submission
from tests.make import Cast, approve, make_submission, review, review_all
from tests.reviews.browser import browser_of, text_of


def for_the_vp(cast: Cast, customer: str = "Nordbank Savings & Trust") -> Submission:
    submission = make_submission(cast.maya, "liability-cap", "uptime", customer=customer)
    review_all(
        cast, submission, level=4, once=(60, 600, 6000), verdict="conditions", condition="Only in Europe."
    )
    assert submission.scores.get(is_latest=True).gate == "VP"
    return submission


def address(submission: Submission) -> str:
    return f"/deals/{submission.draft.deal.number}/approval/"


def decide_on_page(cast: Cast, submission: Submission, decision: str, **also: str) -> object:
    browser = browser_of(cast.ruth)
    seen = browser.get(address(submission)).context["page"].token
    return browser.post(address(submission), {"decision": decision, "seen": seen, **also})


def test_the_list_shows_what_waits_with_score_value_and_reason(cast: Cast) -> None:
    submission = for_the_vp(cast)
    make_submission(cast.maya, "uptime", customer="Not yet reviewed")
    text = text_of(browser_of(cast.ruth).get("/approvals/"))
    assert "1 draft waits for your decision" in text
    assert f'href="{address(submission)}">Nordbank Savings &amp; Trust' in text
    assert "A VP approves" in text and "€600 k" in text and "approved as High" in text
    assert "Not yet reviewed" not in text


def test_an_empty_list_says_when_something_comes(cast: Cast) -> None:
    assert "Nothing waits for you" in text_of(browser_of(cast.ruth).get("/approvals/"))


def test_whoever_is_asked_nothing_has_an_empty_list_and_an_auditor_none(cast: Cast) -> None:
    assert "Nothing waits for you" in text_of(browser_of(cast.maya).get("/approvals/"))
    assert 'href="/approvals/"' not in browser_of(cast.maya).get("/deals/").content.decode()
    assert browser_of(cast.auditor).get("/approvals/").status_code == 403


def test_a_later_step_is_shown_apart_until_its_turn_comes(cast: Cast) -> None:
    executive = {"number": 2, "approver": "approver_executive", "count": 1}
    publish_policy(by=cast.desk, steps={**DEFAULT_STEPS, "VP": [*DEFAULT_STEPS["VP"], executive]})
    submission = for_the_vp(cast)
    browser = browser_of(cast.eva)
    assert "After somebody else" in text_of(browser.get("/approvals/"))
    page = text_of(browser.get(address(submission)))
    assert "No step of this deal waits for you." in page and 'value="approve"' not in page
    approve(submission, cast.ruth)
    assert "1 draft waits for your decision" in text_of(browser.get("/approvals/"))


def test_the_list_asks_the_database_no_more_for_many(cast: Cast) -> None:
    counts = []
    for rows in (2, 6):
        while Submission.objects.count() < rows:
            for_the_vp(cast, f"Customer {Submission.objects.count()}")
        browser = browser_of(cast.ruth)
        with CaptureQueriesContext(connection) as asked:
            assert f"{rows} drafts wait" in text_of(browser.get("/approvals/"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_page_explains_before_it_asks(cast: Cast) -> None:
    submission = for_the_vp(cast)
    text = text_of(browser_of(cast.ruth).get(address(submission)))
    order = [
        "all reviews are in",
        "Why ",
        "Expected cost",
        "What it commits us to",
        "Only in Europe.",
        "Others",
    ]
    places = [text.index(sentence) for sentence in [*order, "Your decision on draft 1"]]
    assert places == sorted(places)
    assert "level 4 of 5, hours 1 / 10 / 100" in text
    assert "waiting for Ruth Adeyemi" in text
    assert "It counts for draft 1 and score" in text


def test_a_plain_approval_needs_no_note(cast: Cast) -> None:
    submission = for_the_vp(cast)
    answer = decide_on_page(cast, submission, "approve")
    assert answer.url == "/approvals/"  # type: ignore[attr-defined]
    given = Approval.objects.get(submission=submission)
    assert (given.approver, given.decision) == (cast.ruth, "approve")


@pytest.mark.parametrize("decision", ["approve_with_conditions", "send_back", "reject"])
def test_everything_else_needs_a_note(cast: Cast, decision: str) -> None:
    submission = for_the_vp(cast)
    bare = decide_on_page(cast, submission, decision)
    assert bare.status_code == 422  # type: ignore[attr-defined]
    assert "Write the reason or the condition" in text_of(bare)
    assert not Approval.objects.exists()
    bound = {"condition_owner": str(cast.maya.pk), "condition_days": "10"}
    decide_on_page(cast, submission, decision, note="Only with yearly payment.", **bound)
    assert Approval.objects.get().note == "Only with yearly payment."
    ends = {"send_back": DraftState.SENT_BACK, "reject": DraftState.REJECTED}
    draft = Draft.objects.get(pk=submission.draft_id)
    assert draft.state == ends.get(decision, DraftState.IN_REVIEW)


def test_a_decision_about_what_has_changed_is_refused_and_keeps_the_note(cast: Cast) -> None:
    submission = for_the_vp(cast)
    browser = browser_of(cast.ruth)
    seen = browser.get(address(submission)).context["page"].token
    asked = ReviewRequest.objects.filter(term__draft=submission.draft).first()
    review(cast, asked, level=2, confidence=100)
    rescore(submission.pk)
    note = "Fine, with <care>."
    answer = browser.post(
        address(submission),
        {
            "decision": "approve_with_conditions",
            "seen": seen,
            "note": note,
            "condition_owner": cast.maya.pk,
            "condition_days": 10,
        },
    )
    assert answer.status_code == 422
    text = text_of(answer)
    assert "has changed since you opened it" in text and "Fine, with &lt;care&gt;." in text
    assert answer.context["page"].token != seen
    assert not Approval.objects.exists()


def test_a_decision_without_what_was_seen_is_refused(cast: Cast) -> None:
    submission = for_the_vp(cast)
    answer = browser_of(cast.ruth).post(address(submission), {"decision": "approve"})
    assert answer.status_code == 422 and not Approval.objects.exists()


def test_an_unknown_decision_is_refused(cast: Cast) -> None:
    submission = for_the_vp(cast)
    answer = decide_on_page(cast, submission, "sign_it_all")
    assert "Press one of the four buttons to decide." in text_of(answer)


def test_pressing_approve_twice_gives_one_approval(cast: Cast) -> None:
    submission = for_the_vp(cast)
    browser = browser_of(cast.ruth)
    seen = browser.get(address(submission)).context["page"].token
    for _ in range(2):
        browser.post(address(submission), {"decision": "approve", "seen": seen})
    assert Approval.objects.count() == 1


def test_nobody_decides_on_their_own_deal_nor_on_a_hidden_one(cast: Cast) -> None:
    RoleGrant.objects.create(user=cast.maya, role=Role.APPROVER_VP)
    submission = for_the_vp(cast)
    own = browser_of(cast.maya).get(address(submission))
    assert own.status_code == 403 and "Nobody approves a deal that they own" in text_of(own)
    assert browser_of(cast.auditor).get(address(submission)).status_code == 403
    RoleGrant.objects.create(user=cast.tom, role=Role.APPROVER_MANAGER)
    assert browser_of(cast.tom).get(address(submission)).status_code == 404


def test_a_draft_that_still_waits_for_reviews_cannot_be_decided(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    rescore(submission.pk)
    text = text_of(browser_of(cast.ruth).get(address(submission)))
    assert "Not yet: Finance has not reviewed Payment terms yet." in text
    assert 'value="approve"' not in text


def test_earlier_decisions_stay_to_be_read(cast: Cast) -> None:
    submission = for_the_vp(cast)
    approve(submission, cast.ruth, "approve_with_conditions", "Only until May.")
    asked = ReviewRequest.objects.filter(term__draft=submission.draft).first()
    review(cast, asked, level=4, confidence=95, once=(60, 600, 6000))
    rescore(submission.pk)
    text = text_of(browser_of(cast.ruth).get(address(submission)))
    assert "“Only until May.”" in text and "reviewed" in text.split("“Only until May.”")[1]


def test_the_approver_sees_which_one_change_would_lower_the_band(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    review_all(cast, submission, level=4, confidence=60)
    text = text_of(browser_of(cast.ruth).get(address(submission)))
    told = text.split("Deal shaper")[1].split("</section>")[0]
    assert "Payment terms" in told and "Nobody has to approve" in told
    assert "next-draft" not in told


def test_an_old_notice_leads_to_the_deal_once_the_next_draft_is_written(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    review_all(cast, submission, level=4)
    make_next_draft(Draft.objects.get(pk=submission.draft_id), by=cast.maya)
    answer = browser_of(cast.mark).get(address(submission), follow=True)
    assert answer.redirect_chain == [(f"/deals/{submission.draft.deal.number}/", 302)]
    assert "nothing waits for a decision" in text_of(answer)
