"""The whole way by plain links and forms: no script runs in any of these windows."""

import pytest
from playwright.sync_api import Page, expect

from contracts.models import Deal, DraftState
from tests.browser.answering import answer_on_the_page
from tests.browser.windows import Windows
from tests.make import Cast, make_deal

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "Invoices are due one hundred days after the end of the month."


def test_submit_review_approve_and_clear_without_script(cast: Cast, windows: Windows) -> None:
    deal = make_deal(cast.maya)
    page = windows.open(cast.maya, java_script_enabled=False)
    write_and_submit(page, deal)
    review_it(windows.open(cast.members["FIN"], java_script_enabled=False))
    compute_the_score(page)
    approve_it(windows.open(cast.mark, java_script_enabled=False))
    page.reload()
    page.get_by_role("button", name="Clear to sign").click()
    expect(page.get_by_text("Draft 1 is clear to sign.")).to_be_visible()
    assert Deal.objects.get(pk=deal.pk).current_draft.state == DraftState.CLEARED


def write_and_submit(page: Page, deal: Deal) -> None:
    page.goto(deal.get_absolute_url())
    page.get_by_role("link", name="Edit draft 1").click()
    page.get_by_label("Add a term from the playbook").fill("Payment terms")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_label("Net days").fill("100")
    page.get_by_label("The customer’s wording").fill(WORDS)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("1 non-standard, 0 standard")).to_be_visible()
    page.get_by_role("link", name="Show the forecast").click()
    expect(page.get_by_role("region", name="Forecast")).to_contain_text("Payment terms")
    page.go_back()
    page.get_by_role("link", name="Submit draft 1").click()
    page.get_by_role("button", name="Submit draft 1").click()
    expect(page.get_by_text("Draft 1 is submitted.")).to_be_visible()


def review_it(page: Page) -> None:
    page.goto("/reviews/")
    page.get_by_role("link", name="Payment terms").click()
    expect(page.get_by_role("region", name="What they ask")).to_contain_text(WORDS)
    answer_on_the_page(page, 4)
    page.get_by_role("button", name="Save and go to the next").last.click()
    expect(page.get_by_text("That was the last one.")).to_be_visible()


def compute_the_score(page: Page) -> None:
    """No worker runs and nothing asks by itself: the page has a button for that."""
    page.reload()
    page.get_by_role("button", name="Compute now").click()
    expect(page.get_by_role("region", name="The gate")).to_contain_text("waiting for Mark Manager")


def approve_it(page: Page) -> None:
    page.goto("/approvals/")
    page.get_by_role("link", name="Nordbank").click()
    page.get_by_role("button", name="Approve", exact=True).first.click()
    expect(page.get_by_text("draft 1: Approved.")).to_be_visible()
