"""Asking the owner, answering at the top of the deal's page, and what the queues say meanwhile."""

import pytest
from django.test import Client

from reviews.models import Ask, Question, ReviewRequest
from tests.make import Cast, make_submission, review_all
from tests.make_talk import request_of
from tests.reviews.browser import browser_of, text_of

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def asked(cast: Cast) -> ReviewRequest:
    return request_of(make_submission(cast.maya, "payment-terms"), "payment-terms")


@pytest.fixture
def maya(cast: Cast) -> Client:
    return browser_of(cast.maya)


def test_a_reviewer_asks_and_the_owner_answers_on_the_deals_page(
    cast: Cast, finance: Client, maya: Client, asked: ReviewRequest
) -> None:
    address, deal_page = f"/reviews/{asked.pk}/question/", asked.term.draft.deal.get_absolute_url()
    assert address in text_of(finance.get(f"/reviews/{asked.pk}/"))
    page = finance.post(address, {"text": f"Who is their bank? {HOSTILE}"}, follow=True)
    assert page.redirect_chain[-1][0] == f"/reviews/{asked.pk}/"
    assert "Waits for Maya Lindqvist since" in text_of(page)
    question = Question.objects.get()
    top = text_of(maya.get(deal_page))
    assert "1 question for Maya Lindqvist" in top and "Max Finance, Finance" in top and HOSTILE not in top
    assert f'action="/questions/{question.pk}/answer/"' in top
    done = maya.post(f"/questions/{question.pk}/answer/", {"text": "Nordbank itself."}, follow=True)
    text = text_of(done)
    assert "Answered. Max Finance is told" in text and "1 question for" not in text
    assert "1 earlier question" in text and "Nordbank itself." in text
    assert "Nordbank itself." in text_of(finance.get(f"/reviews/{asked.pk}/"))


def test_the_queue_says_since_when_it_waits_for_the_owner(
    cast: Cast, finance: Client, asked: ReviewRequest
) -> None:
    assert "Waits for Maya Lindqvist since" not in text_of(finance.get("/reviews/"))
    finance.post(f"/reviews/{asked.pk}/question/", {"text": "Who is their bank?"})
    assert "Waits for Maya Lindqvist since" in text_of(finance.get("/reviews/"))
    finance.post(f"/reviews/{asked.pk}/question/", {"withdraw": "1"})
    assert "Waits for Maya Lindqvist since" not in text_of(finance.get("/reviews/"))


def test_an_approver_asks_before_deciding(cast: Cast, maya: Client) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    review_all(cast, submission, level=4)
    deal, mark = submission.draft.deal, browser_of(cast.mark)
    address = f"/deals/{deal.number}/question/"
    assert address in text_of(mark.get(f"/deals/{deal.number}/approval/"))
    assert mark.post(address, {"text": "Why 120 days?"}).headers["Location"].endswith("/approval/")
    assert Ask.objects.get(person=cast.mark).paused_at is not None
    assert "Waits for an answer" in text_of(mark.get("/approvals/"))
    assert "Why 120 days?" in text_of(maya.get(deal.get_absolute_url()))
    maya.post(f"/questions/{Question.objects.get().pk}/answer/", {"text": "Their board."})
    text = text_of(mark.get(f"/deals/{deal.number}/approval/"))
    assert "Asked and answered" in text and "Their board." in text
    assert "Waits for an answer" not in text_of(mark.get("/approvals/"))


def test_bad_input_keeps_what_was_typed(finance: Client, maya: Client, asked: ReviewRequest) -> None:
    address = f"/reviews/{asked.pk}/question/"
    assert finance.post(address, {"text": " "}).status_code == 422
    long = finance.post(address, {"text": "x" * 2001})
    assert long.status_code == 422 and "x" * 2001 in text_of(long)
    finance.post(address, {"text": "Who is their bank?"})
    answer = f"/questions/{Question.objects.get().pk}/answer/"
    empty = maya.post(answer, {"text": ""})
    assert empty.status_code == 422 and "Write the answer." in text_of(empty)
    assert "Who is their bank?" in text_of(maya.get(answer))


def test_answering_twice_is_answering_once(
    finance: Client, maya: Client, cast: Cast, asked: ReviewRequest
) -> None:
    finance.post(f"/reviews/{asked.pk}/question/", {"text": "Who is their bank?"})
    answer = f"/questions/{Question.objects.get().pk}/answer/"
    for _ in range(2):
        assert maya.post(answer, {"text": "Nordbank."}).status_code == 302
    late = browser_of(cast.desk).post(answer, {"text": "Another bank."})
    assert late.status_code == 422 and "answered or taken back already" in text_of(late)
    assert "Another bank.</textarea>" in text_of(late)
    assert Question.objects.get().answer == "Nordbank."


WHO = {"mark": 403, "auditor": 403, "ruth": 403, "tom": 404, "outsider": 404}


def test_others_neither_ask_nor_answer(cast: Cast, finance: Client, asked: ReviewRequest) -> None:
    finance.post(f"/reviews/{asked.pk}/question/", {"text": "Who is their bank?"})
    question = Question.objects.get()
    for who, status in WHO.items():
        browser = browser_of(getattr(cast, who))
        for address in (f"/reviews/{asked.pk}/question/", f"/questions/{question.pk}/answer/"):
            assert browser.get(address).status_code == status, (who, address)
            assert browser.post(address, {"text": "Hm."}).status_code == status, (who, address)
    assert (
        browser_of(cast.leads["FIN"]).post(f"/reviews/{asked.pk}/question/", {"withdraw": "1"}).status_code
        == 403
    )
    assert finance.post(f"/deals/{asked.term.draft.deal.number}/question/", {"text": "?"}).status_code == 409
