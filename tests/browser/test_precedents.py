"""What earlier deals say follows what a rep types."""

import pytest
from playwright.sync_api import expect

from tests.browser.windows import Windows
from tests.make import Cast, make_deal, make_submission, make_term

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_precedents_change_while_somebody_writes_the_ask(cast: Cast, windows: Windows) -> None:
    asked = make_deal(cast.maya)
    earlier = make_submission(cast.maya, "uptime", customer="Polaris Retail").draft.deal
    term = make_term(asked.current_draft, "uptime", by=cast.maya)
    page = windows.open(cast.maya)
    page.goto(f"/deals/{asked.number}/draft/")
    box = page.locator(f"#t{term.pk}-precedents")
    expect(box).to_contain_text("Asked once; agreed to never.")
    expect(box.get_by_role("link", name=f"{earlier.number} Polaris Retail")).to_be_visible()
    page.get_by_label("The customer’s wording").fill("Penguins inspect every quay at dawn, by lantern.")
    expect(box).to_contain_text("No earlier deal asked for anything like this.")
    box.get_by_role("link", name="Look up others").click()
    expect(page.get_by_label("Type", exact=True)).to_have_value("uptime")
    page.get_by_label("The customer’s wording").fill("Supplier accepts what the customer asks about uptime.")
    expect(page.locator("#precedents")).to_contain_text("Asked once; agreed to never.")
