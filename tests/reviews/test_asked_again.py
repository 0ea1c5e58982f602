"""What an approver is told: why the rules ask, what to know, and what changed since last time."""

from contracts.actions import edit_deal
from contracts.models import Draft
from reviews.actions import make_next_draft, submit_draft
from reviews.models import Submission
from tests.make import Cast, approve, make_submission, review_all
from tests.make_rules import publish_rules, rule, step
from tests.reviews.browser import browser_of, text_of


def page_of(cast: Cast, draft: Draft) -> str:
    return text_of(browser_of(cast.ruth).get(f"/deals/{draft.deal.number}/approval/"))


def approved(cast: Cast) -> Submission:
    publish_rules(
        cast,
        rule("discounted", [{"fact": "discount", "above": 10}], step=step("role:approver_vp"), keep={}),
        rule("told", note="Their <board> meets in May."),
    )
    submission = make_submission(cast.maya, "payment-terms", discount="20")
    review_all(cast, submission)
    return submission


def test_the_reason_of_the_rule_and_its_notes_are_read_by_all(cast: Cast) -> None:
    draft = approved(cast).draft
    page = page_of(cast, draft)
    assert "Because of discounted." in page
    assert "Their &lt;board&gt; meets in May." in page
    deal = text_of(browser_of(cast.maya).get(f"/deals/{draft.deal.number}/"))
    assert "Because of discounted." in deal and "Their &lt;board&gt; meets in May." in deal


def test_who_is_asked_again_sees_before_and_after_of_just_what_matters(cast: Cast) -> None:
    submission = approved(cast)
    assert "Asked again" not in page_of(cast, submission.draft)
    approve(submission, cast.ruth)
    draft = make_next_draft(Draft.objects.get(pk=submission.draft_id), by=cast.maya)
    edit_deal(draft.deal, by=cast.maya, discount="25", months=36)
    review_all(cast, submit_draft(draft, by=cast.maya))
    page = page_of(cast, draft)
    assert "Ruth Adeyemi approved draft 1. Asked again, because discount went from 20 to 25." in page
    assert '<td role="cell" data-label="As approved">20</td>' in page
    assert 'data-label="Now">25</td>' in page
    assert ">months</th>" not in page, "the rule looks at the discount alone"
