"""Comments on the deal's page, on the review page and on a thread's own page."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from contracts.models import Term
from reviews.actions import comment, make_next_draft
from reviews.models import Comment, Submission
from tests.make import Cast, make_deal, make_submission, make_term
from tests.make_talk import make_offer, request_of
from tests.reviews.browser import browser_of, text_of

HOSTILE = "<script>alert(1)</script>\n<img src=x onerror=alert(2)>"


@pytest.fixture
def term(submission: Submission) -> Term:
    return submission.draft.terms.get(type__code="payment-terms")


@pytest.fixture
def maya(cast: Cast) -> Client:
    return browser_of(cast.maya)


def test_a_comment_is_written_and_read_on_the_deals_page(
    cast: Cast, maya: Client, finance: Client, term: Term
) -> None:
    deal_page = term.draft.deal.get_absolute_url()
    assert "Talk about Payment terms" in text_of(finance.get(deal_page))
    page = finance.post(f"/terms/{term.pk}/thread/", {"text": "Why 120 days?"})
    assert page.headers["Location"] == f"/terms/{term.pk}/thread/#comment-{Comment.objects.get().pk}"
    text = text_of(maya.get(deal_page))
    assert "1 comment on Payment terms" in text and "Why 120 days?" in text


def test_the_deal_is_talked_about_as_a_whole(cast: Cast, maya: Client, term: Term) -> None:
    deal = term.draft.deal
    page = maya.post(f"/deals/{deal.number}/thread/", {"text": "Signing slips."}, follow=True)
    assert "Comments on the deal" in text_of(page) and "Signing slips." in text_of(page)
    assert "1 comment on the deal" in text_of(maya.get(deal.get_absolute_url()))


def test_with_htmx_only_the_thread_is_exchanged(cast: Cast, maya: Client, term: Term) -> None:
    htmx: Any = {"HX-Request": "true"}
    said = maya.post(f"/terms/{term.pk}/thread/", {"text": "Why?"}, headers=htmx)
    text = text_of(said)
    assert text.startswith(f'<details class="thread" id="talk-{term.pk}" open>')
    assert "Your comment is saved." in text and "<html" not in text
    wrong = maya.post(f"/terms/{term.pk}/thread/", {"text": "@Nobody look"}, headers=htmx)
    assert wrong.status_code == 422
    assert "Nobody here is called “nobody”" in text_of(wrong) and "@Nobody look</textarea>" in text_of(wrong)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": ""}, "Write what you want to say."),
        ({"text": "Hello @Nobody"}, "Nobody here is called “nobody”"),
        ({"text": "Hello", "to": "Nobody At All"}, "Nobody here is called “nobody at all”"),
        ({"text": "Hello", "about": "999999"}, None),
        ({"text": "x" * 4001}, "at most 4000 characters"),
    ],
)
def test_a_wrong_comment_keeps_what_was_typed(
    maya: Client, term: Term, typed: dict[str, str], sentence: str | None
) -> None:
    page = maya.post(f"/terms/{term.pk}/thread/", typed)
    if sentence is None:  # without offers there is no such field
        assert page.status_code == 302
        return
    assert page.status_code == 422 and sentence in text_of(page)
    assert typed["text"] in page.content.decode() and typed.get("to", "") in text_of(page)
    assert not Comment.objects.exists()


def test_hostile_words_stay_words_and_keep_their_lines(cast: Cast, maya: Client, term: Term) -> None:
    comment(term, HOSTILE, by=cast.members["FIN"])
    for address in (term.draft.deal.get_absolute_url(), f"/terms/{term.pk}/thread/"):
        page = maya.get(address).content.decode()
        assert "<script>alert(1)" not in page and "<img src=x" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;\n&lt;img" in page


def test_who_may_write_who_may_read_and_who_sees_nothing(cast: Cast, term: Term) -> None:
    deal = term.draft.deal
    for address in (f"/terms/{term.pk}/thread/", f"/deals/{deal.number}/thread/"):
        auditor, stranger = browser_of(cast.auditor), browser_of(cast.tom)
        assert auditor.get(address).status_code == 200
        assert "Write a comment" not in text_of(auditor.get(address))
        assert auditor.post(address, {"text": "Hello"}).status_code == 403
        assert stranger.get(address).status_code == 404
        assert stranger.post(address, {"text": "Hello"}).status_code == 404
    assert not Comment.objects.exists()


def test_the_thread_of_words_still_being_written_is_not_found(cast: Cast, maya: Client, term: Term) -> None:
    following = make_next_draft(term.draft, by=cast.maya)
    copy = following.terms.get(copied_from=term)
    new = make_term(following, "renewal", by=cast.maya)
    finance = browser_of(cast.members["FIN"])
    for hidden in (copy, new):
        assert finance.get(f"/terms/{hidden.pk}/thread/").status_code == 404
        assert finance.post(f"/terms/{hidden.pk}/thread/", {"text": "?"}).status_code == 404
    assert maya.get(f"/terms/{new.pk}/thread/").status_code == 409
    assert maya.post(f"/terms/{copy.pk}/thread/", {"text": "They insist."}).status_code == 302
    assert "They insist." in text_of(finance.get(f"/terms/{term.pk}/thread/"))


def test_somebody_drawn_in_before_anything_was_submitted_reads_the_thread(cast: Cast, maya: Client) -> None:
    deal = make_deal(cast.maya)
    maya.post(f"/deals/{deal.number}/thread/", {"text": "You know them.", "to": "Olga Outsider"})
    olga = browser_of(cast.outsider)
    assert "You know them." in text_of(olga.get(f"/deals/{deal.number}/thread/"))
    assert olga.get(deal.get_absolute_url()).status_code == 404


def test_the_review_page_has_the_terms_thread(cast: Cast, finance: Client, term: Term) -> None:
    comment(term, "They insist.", by=cast.maya)
    asked = request_of(term.draft.submission, "payment-terms")
    assert "They insist." in text_of(finance.get(f"/reviews/{asked.pk}/"))


def test_an_offer_is_asked_about_in_the_thread(cast: Cast, maya: Client, term: Term) -> None:
    offer = make_offer(cast, request_of(term.draft.submission, "payment-terms"))
    address = f"/terms/{term.pk}/thread/?about={offer.pk}"
    assert f"{address}#write" in text_of(maya.get(term.draft.deal.get_absolute_url()))
    assert f'<option value="{offer.pk}" selected>The offer of Finance' in text_of(maya.get(address))
    maya.post(f"/terms/{term.pk}/thread/", {"text": "Would 60 do?", "about": offer.pk})
    assert Comment.objects.get().counter == offer
    deal_page = text_of(browser_of(cast.members["FIN"]).get(term.draft.deal.get_absolute_url()))
    assert "Finance’s offer" in deal_page and f'<option value="{offer.pk}" selected>' in deal_page


def test_a_long_thread_shows_its_end_and_the_rest_in_pages(cast: Cast, maya: Client, term: Term) -> None:
    for number in range(1, 36):
        comment(term, f"Word number {number}.", by=cast.maya)
    deal_page = text_of(maya.get(term.draft.deal.get_absolute_url()))
    assert "35 comments on Payment terms" in deal_page and "Word number 35." in deal_page
    assert "Word number 31." not in deal_page and "All 35 comments" in deal_page
    last, first = (text_of(maya.get(f"/terms/{term.pk}/thread/{page}")) for page in ("", "?page=1"))
    assert "Word number 35." in last and "Word number 30." not in last
    assert "Word number 30." in first and "Word number 31." not in first


def test_the_page_asks_the_database_no_more_for_many_comments(cast: Cast, maya: Client) -> None:
    def queries(talkative: bool) -> int:
        submission = make_submission(cast.maya, "payment-terms", "liability-cap", "renewal")
        for term in submission.draft.terms.all():
            for number in range(6 if talkative else 1):
                person = (cast.maya, cast.members["FIN"], cast.desk)[number % 3]
                comment(term, f"{number} @Mark Manager @Max Finance", by=person)
        with CaptureQueriesContext(connection) as captured:
            maya.get(submission.draft.deal.get_absolute_url())
        return len(captured)

    queries(False)
    assert queries(True) <= queries(False)
