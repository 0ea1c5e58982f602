"""Submit, withdraw, and make the next draft: asked first, done once."""

from accounts.models import Membership
from contracts.actions import edit_deal, publish_playbook
from contracts.models import Draft, DraftState
from reviews.actions import make_next_draft, submit_draft
from reviews.models import ReviewRequest, Submission
from tests.make import Cast, approve, make_deal, make_submission, make_term, review, review_all, sample_types
from tests.make_rules import publish_rules, rule, step
from tests.reviews.browser import browser_of, text_of


def newest(deal_id: int) -> Draft:
    return Draft.objects.get(deal=deal_id, is_current=True)


def test_the_check_page_names_each_function_with_its_terms_and_when_it_answers(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    make_term(deal.current_draft, "uptime", by=cast.maya)
    make_term(deal.current_draft, "payment-terms", by=cast.maya, value=30)
    text = text_of(browser_of(cast.maya).get(f"/deals/{deal.number}/submit/"))
    assert "4 functions will be asked" in text
    for function in ("Delivery", "Support", "Finance", "Security"):
        assert f"Lea {function}" in text
    assert "usually 8 of 8 business hours" in text
    assert "1 term passes without review" in text
    assert ">A VP approves</span>" in text and ">The rep’s manager approves</span>" in text
    assert not Submission.objects.exists()


def test_the_check_page_names_who_will_probably_approve_and_how_long_that_takes(cast: Cast) -> None:
    publish_rules(cast, rule("always", step=step("role:approver_vp")), rule("legal", step=step("lead:LEG")))
    deal = make_deal(cast.maya)
    make_term(deal.current_draft, "uptime", by=cast.maya)
    text = text_of(browser_of(cast.maya).get(f"/deals/{deal.number}/submit/"))
    assert "Ruth Adeyemi; allowed 16 business hours" in text
    assert "Lea Legal; allowed 16 business hours" in text


def test_the_check_page_says_which_approvals_would_be_kept(cast: Cast) -> None:
    publish_rules(
        cast,
        rule("always", step=step("role:approver_vp"), keep={}),
        rule("legal", [{"fact": "months", "above": 1}], step=step("lead:LEG"), keep={}),
    )
    submission = make_submission(cast.maya, "payment-terms")
    review_all(cast, submission)
    approve(submission, cast.ruth)
    approve(submission, cast.leads["LEG"])
    draft = make_next_draft(newest(submission.draft.deal_id), by=cast.maya)
    edit_deal(draft.deal, by=cast.maya, months=36)
    text = text_of(browser_of(cast.maya).get(f"/deals/{draft.deal.number}/submit/"))
    assert "Ruth Adeyemi</b>: Kept, because nothing that it was approved on has changed." in text
    assert "Lea Legal</b>: Asked again, because months went from 24 to 36." in text


def test_posting_submits_and_a_second_click_changes_nothing(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    make_term(deal.current_draft, "payment-terms", by=cast.maya)
    browser = browser_of(cast.maya)
    for _ in range(2):
        assert browser.post(f"/deals/{deal.number}/submit/").url == f"/deals/{deal.number}/"
    assert Submission.objects.count() == 1
    assert ReviewRequest.objects.count() == 1


def test_the_check_page_shows_which_reviews_are_kept(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms", "renewal")
    review_all(cast, submission)
    following = make_next_draft(submission.draft, by=cast.maya)
    make_term(following, "uptime", by=cast.maya)
    text = text_of(browser_of(cast.maya).get(f"/deals/{following.deal.number}/submit/"))
    assert "have not changed since draft 1" in text
    kept = ReviewRequest.objects.filter(term__draft=submission.draft).count()
    assert f"{kept} reviews kept" in text
    submit_draft(following, by=cast.maya)
    assert ReviewRequest.objects.filter(term__draft=following, carried_from__isnull=False).count() == kept


def test_what_was_not_checked_is_not_submitted(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    make_term(deal.current_draft, "payment-terms", by=cast.maya)
    browser = browser_of(cast.maya)
    seen = browser.get(f"/deals/{deal.number}/submit/").context["seen"]
    make_term(deal.current_draft, "liability-cap", by=cast.desk)
    answer = browser.post(f"/deals/{deal.number}/submit/", {"seen": seen})
    assert answer.status_code == 409
    assert "The draft has changed since you checked it." in text_of(answer)
    assert newest(deal.pk).state == DraftState.DRAFTING


def test_an_empty_draft_says_what_to_do_first(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    browser = browser_of(cast.maya)
    text = text_of(browser.get(f"/deals/{deal.number}/submit/"))
    assert "The draft has no terms yet." in text and 'aria-disabled="true"' in text
    answer = browser.post(f"/deals/{deal.number}/submit/")
    assert "This draft has no terms yet." in text_of(answer)


def test_a_function_without_members_is_named_before_and_refused(cast: Cast) -> None:
    Membership.objects.filter(function=cast.functions["FIN"]).delete()
    finance = cast.functions["FIN"]
    finance.lead = None
    finance.save()
    deal = make_deal(cast.maya)
    make_term(deal.current_draft, "payment-terms", by=cast.maya)
    browser = browser_of(cast.maya)
    assert "needs FIN, which has no members" in text_of(browser.get(f"/deals/{deal.number}/submit/"))
    assert browser.post(f"/deals/{deal.number}/submit/").status_code == 409
    assert newest(deal.pk).state == DraftState.DRAFTING


def test_only_the_owner_and_the_deal_desk_submit(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    make_term(deal.current_draft, "payment-terms", by=cast.maya)
    path = f"/deals/{deal.number}/submit/"
    assert browser_of(cast.tom).get(path).status_code == 404
    assert browser_of(cast.mark).get(path).status_code == 403
    assert browser_of(cast.auditor).post(path).status_code == 403
    assert browser_of(cast.desk).get(path).status_code == 200


def test_withdrawing_asks_first_and_needs_no_reason_before_anybody_reviewed(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    path = f"/deals/{submission.draft.deal.number}/withdraw/"
    browser = browser_of(cast.maya)
    assert "Withdraw draft 1?" in text_of(browser.get(path))
    assert newest(submission.draft.deal_id).state == DraftState.IN_REVIEW
    assert browser_of(cast.mark).post(path).status_code == 403
    for _ in range(2):
        assert browser.post(path).status_code == 302
    assert newest(submission.draft.deal_id).state == DraftState.WITHDRAWN
    assert browser.get(path).status_code == 409


def test_once_somebody_has_reviewed_the_page_asks_why(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    review(cast, ReviewRequest.objects.get(term__draft=submission.draft))
    path, browser = f"/deals/{submission.draft.deal.number}/withdraw/", browser_of(cast.maya)
    assert "Why do you take it back?" in text_of(browser.get(path))
    bare = browser.post(path, {"reason": " "})
    assert bare.status_code == 422 and "Write why you take it back" in text_of(bare)
    assert browser.post(path, {"reason": "Other <dates>."}).status_code == 302
    assert newest(submission.draft.deal_id).state == DraftState.WITHDRAWN
    assert "Other &lt;dates&gt;." in text_of(browser.get(submission.draft.deal.get_absolute_url()))


def test_the_next_draft_is_made_once_and_opens_the_editor(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    deal = submission.draft.deal
    browser = browser_of(cast.maya)
    path = f"/deals/{deal.number}/next-draft/"
    assert "is replaced at once" in text_of(browser.get(path))
    for _ in range(2):
        assert browser.post(path).url == f"/deals/{deal.number}/draft/"
    assert newest(deal.pk).number == 2
    assert Draft.objects.get(deal=deal, number=1).state == DraftState.SUPERSEDED


def test_accepting_an_offer_asks_first_and_makes_the_next_draft_once(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms", "renewal")
    review_all(cast, submission)
    asked = ReviewRequest.objects.get(term__draft=submission.draft, term__type__code="payment-terms")
    words = "Invoices are payable within sixty days of receipt."
    offer = review(cast, asked, verdict="counter_proposal", counter_wording=words).counter
    browser, path = browser_of(cast.maya), f"/counters/{offer.pk}/accept/"
    question = text_of(browser.get(path))
    assert "Accept the wording of Finance?" in question and "draft 2" in question
    assert newest(submission.draft.deal_id).number == 1
    for _ in range(2):
        assert browser.post(path).status_code == 302
    following = newest(submission.draft.deal_id)
    assert following.number == 2
    assert following.terms.get(type__code="payment-terms").wording == words
    assert browser.get(path).status_code == 409


def test_others_do_not_accept_an_offer(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    asked = ReviewRequest.objects.get(term__draft=submission.draft)
    offer = review(cast, asked, verdict="counter_proposal", counter_wording="Net 60.").counter
    path = f"/counters/{offer.pk}/accept/"
    assert browser_of(cast.members["FIN"]).post(path).status_code == 403
    assert browser_of(cast.tom).get(path).status_code == 404


def test_a_newer_playbook_is_told_before_submitting(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    make_term(deal.current_draft, "payment-terms", by=cast.maya)
    path = f"/deals/{deal.number}/submit/"
    told = "A newer playbook was published"
    assert told not in text_of(browser_of(cast.maya).get(path))
    publish_playbook(sample_types(), by=cast.desk)
    assert told in text_of(browser_of(cast.maya).get(path))
