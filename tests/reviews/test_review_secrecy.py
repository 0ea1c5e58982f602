"""Who may read and answer a review, and what stays hidden until then."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from contracts.actions import edit_term
from contracts.models import Term
from reviews.actions import submit_draft
from reviews.models import Review, ReviewRequest, Submission
from tests.make import Cast, make_deal, make_submission, make_term, review
from tests.reviews.browser import browser_of, text_of
from tests.reviews.review_form import SOUND, asked_of, page_of


def test_first_answers_are_hidden_from_other_functions_until_their_own_is_in(
    cast: Cast, submission: Submission, finance: Client
) -> None:
    review(cast, asked_of(cast, submission, "LEG", "liability-cap"), 5, reasons="Our insurer says no.")
    asked = asked_of(cast, submission, "FIN", "liability-cap")
    before = text_of(finance.get(page_of(asked)))
    assert "Our insurer says no." not in before
    assert "You see it once your own review is in." in before
    after = text_of(finance.post(page_of(asked), {**SOUND, "stay": "1"}, follow=True))
    assert "Our insurer says no." in after


def test_a_colleague_of_the_same_function_is_hidden_until_the_own_answer_is_in(
    cast: Cast, submission: Submission
) -> None:
    asked = asked_of(cast, submission, "FIN", "payment-terms")
    review(cast, asked, 5, reasons="Our bank forbids it.")
    lead = browser_of(cast.leads["FIN"])
    before = text_of(lead.get(page_of(asked)))
    assert "Our bank forbids it." not in before
    assert "A colleague of Finance has answered." in before
    after = text_of(lead.post(page_of(asked), {**SOUND, "stay": "1"}, follow=True))
    assert "Our bank forbids it." in after
    assert Review.objects.filter(request=asked, replaced_at=None).count() == 2


def test_a_second_member_accepts_a_condition_once(cast: Cast, submission: Submission) -> None:
    asked = asked_of(cast, submission, "FIN", "payment-terms")
    given = review(cast, asked, 4, verdict="conditions", condition="A guarantee.", residual_level=2)
    lead = browser_of(cast.leads["FIN"])
    assert "Accept for Finance" in text_of(lead.get(page_of(asked)))
    page = lead.post(f"/answers/{given.pk}/condition/", {"back": "review"}, follow=True)
    assert page.redirect_chain[-1][0] == page_of(asked)
    number = submission.draft.deal.number
    assert f"Accepted: Payment terms of {number} counts as easier now." in text_of(page)
    given.refresh_from_db()
    assert given.condition_accepted_by == cast.leads["FIN"]
    again = lead.post(f"/answers/{given.pk}/condition/")
    assert again.status_code == 409
    assert "The condition was accepted already." in text_of(again)


def test_a_condition_accepted_on_the_deal_leads_back_to_its_term(cast: Cast, submission: Submission) -> None:
    asked = asked_of(cast, submission, "FIN", "liability-cap")
    given = review(cast, asked, 4, verdict="conditions", condition="A guarantee.", residual_level=2)
    page = browser_of(cast.leads["FIN"]).post(f"/answers/{given.pk}/condition/")
    assert page.headers["Location"] == f"/deals/{submission.draft.deal.number}/#term-2"


def test_only_another_member_of_the_function_accepts_its_condition(
    cast: Cast, submission: Submission, finance: Client
) -> None:
    asked = asked_of(cast, submission, "FIN", "liability-cap")
    given = review(cast, asked, 4, verdict="conditions", condition="A guarantee.", residual_level=2)
    address = f"/answers/{given.pk}/condition/"
    assert finance.get(address).status_code == 405
    assert finance.post(address).status_code == 403
    assert browser_of(cast.members["LEG"]).post(address).status_code == 403
    assert browser_of(cast.maya).post(address).status_code == 403
    assert browser_of(cast.members["SUP"]).post(address).status_code == 404
    given.refresh_from_db()
    assert given.condition_accepted_at is None


OTHERS = {"maya": 403, "mark": 403, "ruth": 403, "desk": 403, "auditor": 403, "tom": 404, "outsider": 404}


def test_others_may_neither_read_nor_send_the_form(cast: Cast, submission: Submission) -> None:
    asked = asked_of(cast, submission, "FIN", "payment-terms")
    for who, status in OTHERS.items():
        browser = browser_of(getattr(cast, who))
        assert browser.get(page_of(asked)).status_code == status, who
        assert browser.post(page_of(asked), SOUND).status_code == status, who
    assert not Review.objects.exists()


def test_another_function_is_told_whose_review_it_is(cast: Cast, submission: Submission) -> None:
    asked = asked_of(cast, submission, "FIN", "payment-terms")
    page = browser_of(cast.members["LEG"]).get(page_of(asked))
    assert page.status_code == 403
    assert "This review belongs to Finance. Ask its lead, Lea Finance." in text_of(page)
    assert browser_of(cast.members["FIN"]).get("/reviews/999999/").status_code == 404


def test_hostile_wording_is_shown_as_text(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    term = make_term(deal.current_draft, "payment-terms", by=cast.maya)
    edit_term(term, by=cast.maya, wording="</textarea><script>alert(1)</script>", reason="<img src=x>")
    submit_draft(deal.current_draft, by=cast.maya)
    asked = ReviewRequest.objects.get(term=Term.objects.get(pk=term.pk), function=cast.functions["FIN"])
    page = text_of(browser_of(cast.members["FIN"]).get(page_of(asked)))
    assert "<script>alert" not in page
    assert "<img src=x>" not in page
    assert page.count("&lt;script&gt;alert(1)") == 2


def test_the_page_asks_as_many_questions_of_a_large_draft_as_of_a_small_one(cast: Cast) -> None:
    def queries(*codes: str) -> int:
        submission = make_submission(cast.maya, *codes)
        asked: Any = asked_of(cast, submission, "FIN", "liability-cap")
        review(cast, asked_of(cast, submission, "LEG", "liability-cap"))
        review(cast, asked, by=cast.leads["FIN"])
        browser = browser_of(cast.members["FIN"])
        browser.get(page_of(asked))
        with CaptureQueriesContext(connection) as captured:
            browser.get(page_of(asked))
        return len(captured)

    make_submission(cast.maya, "liability-cap")  # a precedent of both
    few = queries("liability-cap", "payment-terms")
    assert queries("liability-cap", "payment-terms", "renewal", "uptime", "uncapped-heads") == few
