"""A deal's page at its limits: hostile words, many terms, a long history."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.actions import rescore, submit_draft
from reviews.models import ReviewRequest
from tests.make import Cast, make_deal, make_submission, make_term, review, sample_types
from tests.reviews.browser import browser_of
from tests.reviews.test_deal_page import address, page_of


def test_hostile_words_are_shown_as_words(cast: Cast) -> None:
    deal = make_deal(cast.maya, customer="<script>alert(1)</script>", name="</h1><img src=x>")
    make_term(deal.current_draft, "uptime", by=cast.maya, wording="<b onclick=alert(2)>" + "W" * 5000)
    submission = submit_draft(deal.current_draft, by=cast.maya)
    asked = ReviewRequest.objects.filter(term__draft=submission.draft).first()
    review(cast, asked, verdict="blocker", reasons="<script>alert(3)</script>")
    text = page_of(cast.maya, submission)
    for markup in ("<script>alert", "<img src=x>", "<b onclick"):
        assert markup not in text
    assert "&lt;script&gt;alert(3)" in text


def test_the_page_asks_the_database_no_more_for_many_terms(cast: Cast) -> None:
    codes = [described["code"] for described in sample_types()]
    few, many = make_submission(cast.maya, *codes[:5]), make_submission(cast.maya, *codes[:25])
    counts = []
    for submission in (few, many):
        for asked in ReviewRequest.objects.filter(term__draft=submission.draft)[::2]:
            review(cast, asked, verdict="blocker", reasons="No.")
        rescore(submission.pk)
        browser = browser_of(cast.maya)
        with CaptureQueriesContext(connection) as asked_queries:
            browser.get(address(submission))
        counts.append(len(asked_queries))
    assert counts[1] <= counts[0]
    assert counts[1] <= 56


def test_activity_is_paged(cast: Cast) -> None:
    codes = [described["code"] for described in sample_types()]
    submission = make_submission(cast.maya, *codes[:20])
    first = page_of(cast.maya, submission)
    assert "opened the deal" not in first
    before = first.split("before=")[1].split("#")[0]
    assert "opened the deal" in page_of(cast.maya, submission, f"?before={before}")
    for nonsense in ("x", "-1", "0", "9" * 40):
        page_of(cast.maya, submission, f"?before={nonsense}")
