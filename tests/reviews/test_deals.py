"""The list of deals: who holds each, what comes next, found and paged in SQL."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contracts.models import Draft
from reviews.actions import clear_draft, mark_signed, rescore, submit_draft
from reviews.models import ReviewRequest, Submission
from reviews.presentation.deals_page import ROWS_A_PAGE
from tests.make import Cast, approve, make_deal, make_submission, make_term, review, review_all
from tests.reviews.browser import browser_of, text_of


def rows_of(response: object) -> dict[str, str]:
    """Customer to the heading under which the row stands."""
    groups = response.context["page"].groups  # type: ignore[attr-defined]
    return {row.customer: group.heading for group in groups for row in group.rows}


def held_by(response: object, customer: str) -> tuple[str, str]:
    groups = response.context["page"].groups  # type: ignore[attr-defined]
    row = next(row for group in groups for row in group.rows if row.customer == customer)
    return row.holder.name, row.step.text


def standard(cast: Cast, customer: str) -> Submission:
    deal = make_deal(cast.maya, customer=customer)
    make_term(deal.current_draft, "payment-terms", by=cast.maya, value=30)
    submission = submit_draft(deal.current_draft, by=cast.maya)
    rescore(submission.pk)
    return submission


def test_deals_are_grouped_by_who_must_act(cast: Cast) -> None:
    make_deal(cast.maya, customer="Being written")
    make_submission(cast.maya, "payment-terms", customer="With Finance")
    blocked = make_submission(cast.maya, "payment-terms", customer="Blocked")
    review_all(cast, blocked, verdict="blocker", reasons="No.")
    offered = make_submission(cast.maya, "payment-terms", "renewal", customer="Offered")
    review(
        cast,
        ReviewRequest.objects.filter(term__draft=offered.draft, function__code="FIN").first(),
        verdict="counter_proposal",
        counter_wording="Net 60.",
    )
    approving = make_submission(cast.maya, "payment-terms", customer="With Mark")
    review_all(cast, approving, level=4)
    standard(cast, "Gate open")
    clear_draft(Draft.objects.get(pk=standard(cast, "Cleared").draft_id), by=cast.maya)
    page = browser_of(cast.maya).get("/deals/")
    assert rows_of(page) == {
        "Being written": "Needs you",
        "Blocked": "Needs you",
        "Offered": "Needs you",
        "Gate open": "Needs you",
        "With Finance": "Waiting for others",
        "With Mark": "Waiting for others",
        "Cleared": "Clear to sign",
    }
    assert held_by(page, "Being written") == ("You", "Finish draft 1")
    assert held_by(page, "Blocked") == ("You", "Finance blocks Payment terms")
    assert held_by(page, "Offered") == ("You", "Answer the wording that Finance offers for Payment terms")
    assert held_by(page, "Gate open") == ("You", "All checks have passed: clear it to sign")
    assert held_by(page, "With Finance") == ("Finance", "Lea Finance reviews Payment terms")
    assert held_by(page, "With Mark") == ("Mark Manager", "The rep’s manager approves; all reviews are in")
    assert "7 open, €4.2 M in all. 4 need you." in text_of(page)


def test_an_approved_deal_comes_back_to_its_owner(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    review_all(cast, submission, level=4)
    approve(submission, cast.mark)
    page = browser_of(cast.maya).get("/deals/?state=needs")
    assert held_by(page, "Nordbank Savings & Trust")[1] == "All checks have passed: clear it to sign"


def test_a_sent_back_deal_quotes_why(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    review_all(cast, submission, level=4)
    approve(submission, cast.mark, "send_back", "What do we get for it?")
    page = browser_of(cast.maya).get("/deals/")
    assert (
        held_by(page, "Nordbank Savings & Trust")[1] == "Mark Manager sent it back: “What do we get for it?”"
    )


def test_signed_and_rejected_deals_are_found_under_their_tabs(cast: Cast) -> None:
    signed = Draft.objects.get(pk=standard(cast, "Signed one").draft_id)
    clear_draft(signed, by=cast.maya)
    mark_signed(signed, signed_on=timezone.localdate(), by=cast.maya)
    rejected = make_submission(cast.maya, "payment-terms", customer="Rejected one")
    review_all(cast, rejected, level=4)
    approve(rejected, cast.mark, "reject", "Never.")
    browser = browser_of(cast.maya)
    assert rows_of(browser.get("/deals/")) == {}
    assert rows_of(browser.get("/deals/?state=signed")) == {"Signed one": "Done"}
    ended = browser.get("/deals/?state=ended")
    assert held_by(ended, "Rejected one") == ("Rejected", "Mark Manager: “Never.”")


def test_my_deals_are_mine_and_all_deals_are_those_i_may_see(cast: Cast) -> None:
    make_deal(cast.maya, customer="Of Maya")
    make_deal(cast.tom, customer="Of Tom")
    assert set(rows_of(browser_of(cast.maya).get("/deals/"))) == {"Of Maya"}
    assert set(rows_of(browser_of(cast.maya).get("/deals/?scope=all"))) == {"Of Maya"}
    assert set(rows_of(browser_of(cast.mark).get("/deals/"))) == {"Of Maya", "Of Tom"}
    assert set(rows_of(browser_of(cast.auditor).get("/deals/"))) == {"Of Maya", "Of Tom"}
    assert set(rows_of(browser_of(cast.outsider).get("/deals/"))) == set()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=quillon", {"Quillon"}),
        ("q=LANTERN", {"Aurelia"}),
        ("q=nothing", set()),
        ("kind=renewal", {"Quillon"}),
        ("kind=nonsense", {"Quillon", "Aurelia"}),
        ("state=nonsense", {"Quillon", "Aurelia"}),
        ("owner=999999", {"Quillon", "Aurelia"}),
        ("owner=x&page=-3&state=&kind=", {"Quillon", "Aurelia"}),
        ("q=%00", {"Quillon", "Aurelia"}),
        ("state=review", set()),
    ],
)
def test_the_list_is_narrowed_by_what_it_knows_and_nothing_else(
    cast: Cast, query: str, found: set[str]
) -> None:
    make_deal(cast.maya, customer="Quillon", kind="renewal")
    make_deal(cast.maya, customer="Aurelia", name="Project Lantern")
    assert set(rows_of(browser_of(cast.desk).get(f"/deals/?scope=all&{query}"))) == found


def test_a_deal_is_found_by_its_number(cast: Cast) -> None:
    deal = make_deal(cast.maya, customer="Quillon")
    make_deal(cast.maya, customer="Aurelia")
    for words in (deal.number, str(deal.serial), deal.number.lower()):
        assert set(rows_of(browser_of(cast.maya).get("/deals/", {"q": words}))) == {"Quillon"}


def test_a_reviewer_sees_no_score_of_what_they_still_have_to_review(cast: Cast) -> None:
    submission = make_submission(cast.maya, "uptime")
    asked = ReviewRequest.objects.get(term__draft=submission.draft, function__code="SUP")
    review(cast, asked, level=5, verdict="blocker", reasons="Nobody is awake.")
    rescore(submission.pk)
    text = text_of(browser_of(cast.members["DEL"]).get("/deals/"))
    assert "after your review" in text and "100.0" not in text and "blocks" not in text
    assert "100.0" in text_of(browser_of(cast.maya).get("/deals/"))


def test_only_those_who_may_are_offered_a_new_deal(cast: Cast) -> None:
    assert 'href="/deals/new/"' in text_of(browser_of(cast.maya).get("/deals/"))
    assert "No open deals" in text_of(browser_of(cast.maya).get("/deals/"))
    auditors = text_of(browser_of(cast.auditor).get("/deals/"))
    assert 'href="/deals/new/"' not in auditors and "No deals to see" in auditors


def test_long_lists_are_paged(cast: Cast) -> None:
    for number in range(ROWS_A_PAGE + 2):
        make_deal(cast.maya, customer=f"Customer {number}", expected_signing_on=dt.date(2027, 1, 1))
    browser = browser_of(cast.maya)
    first, second = browser.get("/deals/"), browser.get("/deals/?page=2")
    assert len(rows_of(first)) == ROWS_A_PAGE and len(rows_of(second)) == 2
    assert not set(rows_of(first)) & set(rows_of(second))
    assert "page=2" in first.context["page"].older_url and not second.context["page"].older_url
    assert rows_of(browser.get("/deals/?page=99999")) == {}


def test_the_list_asks_the_database_no_more_for_many_rows(cast: Cast) -> None:
    counts = []
    for rows in (3, 12):
        while Submission.objects.count() < rows:
            submission = make_submission(cast.maya, "uptime", customer=f"C{Submission.objects.count()}")
            asked = ReviewRequest.objects.filter(term__draft=submission.draft).first()
            review(cast, asked, verdict="counter_proposal", counter_wording="Less.")
            rescore(submission.pk)
        browser = browser_of(cast.maya)
        with CaptureQueriesContext(connection) as queries:
            assert len(rows_of(browser.get("/deals/?state=review"))) == rows
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[1] <= 25


def test_hostile_names_are_shown_as_words(cast: Cast) -> None:
    make_deal(cast.maya, customer="<script>alert(1)</script>", name="<img src=x onerror=alert(2)>")
    text = text_of(browser_of(cast.maya).get("/deals/", {"q": '"><script>alert(3)</script>', "scope": "all"}))
    assert "<script>alert" not in text
    assert "<img src=x" not in text_of(browser_of(cast.maya).get("/deals/"))
