"""Whoever types something wrong is told what to do, and types nothing twice."""

import pytest
from playwright.sync_api import expect

from contracts.models import Deal
from reviews.models import Review, ReviewRequest
from tests.browser.answering import answer_on_the_page, choices
from tests.browser.windows import Windows
from tests.make import Cast, make_customer, make_submission

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_deal_with_mistakes_keeps_what_was_typed(cast: Cast, windows: Windows) -> None:
    make_customer(cast.maya)
    page = windows.open(cast.maya)
    page.goto("/deals/new/")
    page.get_by_role("combobox", name="Customer").fill("Nordbnk")
    page.get_by_label("What the deal is about").fill("<b>Relay</b> & more")
    page.get_by_label("Expansion").check()
    page.get_by_label("Committed value").fill("a lot")
    page.get_by_label("Currency").select_option("GBP")
    page.get_by_role("button", name="Open the deal").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link", name="Length: Write how many months")).to_be_visible()
    expect(page.get_by_role("combobox", name="Customer")).to_have_value("Nordbnk")
    expect(page.get_by_label("What the deal is about")).to_have_value("<b>Relay</b> & more")
    expect(page.get_by_label("Expansion")).to_be_checked()
    expect(page.get_by_label("Committed value")).to_have_value("a lot")
    expect(page.get_by_label("Currency")).to_have_value("GBP")
    summary.get_by_role("link", name="Committed value").click()
    expect(page.get_by_label("Committed value")).to_be_focused()
    assert not Deal.objects.exists()


def test_a_review_with_mistakes_keeps_what_was_typed(cast: Cast, windows: Windows) -> None:
    make_submission(cast.maya, "payment-terms")
    page = windows.open(cast.members["FIN"])
    page.goto(f"/reviews/{ReviewRequest.objects.get().pk}/")
    answer_on_the_page(page, 3, "With conditions")
    page.get_by_label("If all goes well").fill("8")
    page.get_by_label("If it goes badly").fill("2")
    page.get_by_label("Your reasons").fill("They pay late every year.")
    page.keyboard.press("Control+Enter")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Fill in all three")
    expect(summary.get_by_role("link", name="Condition")).to_be_visible()
    expect(choices(page, "How hard is this").nth(2)).to_be_checked()
    expect(page.get_by_role("radio", name="With conditions")).to_be_checked()
    expect(page.get_by_label("If all goes well")).to_have_value("8")
    expect(page.get_by_label("If it goes badly")).to_have_value("2")
    expect(page.get_by_label("Your reasons")).to_have_value("They pay late every year.")
    assert not Review.objects.exists()
