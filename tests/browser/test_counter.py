"""A function offers other wording; the rep takes it, and nobody answers twice what has not changed."""

import re

import pytest
from playwright.sync_api import Page, expect

from contracts.models import Deal
from reviews.models import ReviewRequest
from tests.browser.answering import answer_on_the_page
from tests.browser.windows import Windows
from tests.make import Cast, make_submission, review

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_accepted_counter_proposal_is_the_only_term_reviewed_again(cast: Cast, windows: Windows) -> None:
    submission = make_submission(cast.maya, "payment-terms", "renewal")
    deal = submission.draft.deal
    review(cast, ReviewRequest.objects.get(term__type__code="renewal"))
    finance = windows.open(cast.members["FIN"])
    offer_a_rung_of_the_ladder(finance)
    accept_the_offer(windows.open(cast.maya), deal)

    draft = Deal.objects.get(pk=deal.pk).current_draft
    assert (draft.number, draft.terms.get(type__code="payment-terms").value) == (2, 60)
    still_open = ReviewRequest.objects.open().filter(term__draft=draft)
    assert [request.term.type.code for request in still_open] == ["payment-terms"]
    finance.goto("/reviews/")
    waiting = finance.locator("[data-queue] > li")
    expect(waiting).to_have_count(1)
    expect(waiting).to_contain_text("Payment terms")
    expect(waiting).to_contain_text("Changed in draft 2")


def offer_a_rung_of_the_ladder(page: Page) -> None:
    """The button fills in the rung's wording; what was chosen before stays."""
    page.goto("/reviews/")
    page.get_by_role("link", name="Payment terms").click()
    answer_on_the_page(page, 4, "Counter-proposal")
    page.get_by_label("Start from the playbook").select_option(label="Fallback B: Net 60, statutory interest")
    page.get_by_role("button", name="Fill in").click()
    expect(page.get_by_label("Wording we can live with")).to_have_value(re.compile("sixty days"))
    page.get_by_label("Your reasons").fill("Sixty days we can finance.")
    page.get_by_role("button", name="Save and go to the next").last.click()
    expect(page.get_by_text("That was the last one.")).to_be_visible()


def accept_the_offer(page: Page, deal: Deal) -> None:
    page.goto(deal.get_absolute_url())
    offer = page.get_by_role("group", name="Counter-proposal by Finance")
    expect(offer).to_contain_text("Sixty days we can finance.")
    offer.get_by_role("link", name="Accept: make draft 2").click()
    page.get_by_role("button", name="Accept: make the next draft").click()
    expect(page.get_by_text("Draft 2 has the offered wording for Payment terms.")).to_be_visible()
    page.get_by_role("link", name="Submit draft 2").click()
    expect(page.get_by_role("heading", name="1 function will be asked")).to_be_visible()
    expect(page.get_by_role("region", name="1 review kept")).to_contain_text("Renewal and notice by Finance")
    page.get_by_role("button", name="Submit draft 2").click()
    expect(page.get_by_text("Draft 2 is submitted.")).to_be_visible()
