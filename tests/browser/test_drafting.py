"""A rep's way from the sign-in page to a submitted draft."""

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from contracts.models import Deal, DraftState
from reviews.models import ReviewRequest
from tests.browser.windows import Windows
from tests.make import PASSWORD, Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "Supplier guarantees an availability of 99.99 % in each month, planned maintenance included."


def test_a_rep_signs_in_drafts_and_submits(cast: Cast, windows: Windows) -> None:
    page = windows.open()
    sign_in_by_the_page(page, cast.maya)
    page.get_by_role("link", name="New deal").first.click()
    open_a_deal_with_a_new_customer(page)
    add_term(page, "Payment terms")
    add_term(page, "Renewal and notice")
    page.get_by_role("radio", name="Fallback A").check()
    expect(page.get_by_text("0 non-standard, 2 standard")).to_be_visible()
    expect(page.get_by_text("Nobody: every term is standard or pre-approved.")).to_be_visible()
    write_what_the_customer_asks(page)
    submit_through_the_check_page(page)

    draft = Deal.objects.get(customer__name="Harbour Clinics").current_draft
    assert draft.state == DraftState.IN_REVIEW
    asked = ReviewRequest.objects.filter(term__draft=draft)
    assert {(request.term.type.code, request.function.code) for request in asked} == {
        ("uptime", code) for code in ("DEL", "FIN", "SEC", "SUP")
    }
    assert draft.terms.get(type__code="uptime").wording == WORDS


def sign_in_by_the_page(page: Page, person: User) -> None:
    person.set_password(PASSWORD)
    person.save()
    page.goto("/")
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="My deals")).to_be_visible()


def open_a_deal_with_a_new_customer(page: Page) -> None:
    page.get_by_role("combobox", name="Customer").fill("Harbour Clinics")
    page.get_by_label("This is a new customer").check()
    page.get_by_label("What the deal is about").fill("Relay for the harbour")
    page.get_by_label("New business").check()
    page.get_by_label("Committed value").fill("480,000")
    page.get_by_label("Length").fill("24")
    page.get_by_label("Delivery", exact=True).fill("3")
    page.get_by_label("Expected signing").fill("2027-03-01")
    page.get_by_role("button", name="Open the deal").click()
    expect(page.get_by_role("heading", name="Harbour Clinics")).to_be_visible()
    expect(page.get_by_text("No terms yet")).to_be_visible()


def add_term(page: Page, name: str) -> None:
    page.get_by_label("Add a term from the playbook").fill(name)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(term_called(page, name).get_by_role("button", name="Save")).to_be_visible()


def term_called(page: Page, name: str) -> Locator:
    return page.locator("details.term").filter(has=page.locator("summary", has_text=name))


def write_what_the_customer_asks(page: Page) -> None:
    """Saved as she writes: the counts, those asked and the forecast change while she stays on the page."""
    add_term(page, "Uptime and service credits")
    term = term_called(page, "Uptime and service credits")
    term.get_by_label("Uptime a month").fill("99.99")
    term.get_by_label("The customer’s wording").fill(WORDS)
    term.get_by_label("Their reason").fill("Their wards run on it at night.")
    expect(page.get_by_text("1 non-standard, 2 standard")).to_be_visible()
    asked = page.get_by_role("table", name="Functions that will review this draft")
    expect(asked.get_by_role("rowheader")).to_have_count(4)
    forecast = page.get_by_role("region", name="Forecast")
    expect(forecast.get_by_role("listitem").filter(has_text="Uptime")).to_be_visible()
    term.get_by_role("button", name="Save").click()
    expect(term.get_by_role("status")).to_contain_text("Saved")


def submit_through_the_check_page(page: Page) -> None:
    page.get_by_role("link", name="Submit draft 1").click()
    expect(page.get_by_role("heading", name="4 functions will be asked")).to_be_visible()
    for function in ("Delivery", "Finance", "Security", "Support"):
        row = page.get_by_role("row").filter(has_text=function)
        expect(row).to_contain_text("Uptime and service credits")
    expect(page.get_by_role("region", name="2 terms pass without review")).to_contain_text("Payment terms")
    page.get_by_role("button", name="Submit draft 1").click()
    expect(page.get_by_text("Draft 1 is submitted.")).to_be_visible()
    gate = page.get_by_role("region", name="The gate")
    expect(gate).to_contain_text("Support reviews Uptime and service credits")
    expect(gate.get_by_role("button", name="Clear to sign")).to_have_attribute("aria-disabled", "true")
