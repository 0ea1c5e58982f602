"""An executive finds the month that overflows and the deal behind it, and takes the page to a meeting."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import Function
from insights.actions.folding import fold
from outcomes.models import Handover
from tests.browser.barriers import look_at
from tests.browser.windows import Windows
from tests.make import Cast
from tests.make_outcomes import make_signed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

A4 = 297 / 210
HEAVY = {"once": (60_000, 60_000, 60_000), "monthly": (0, 0, 0)}


@pytest.fixture
def heavy(cast: Cast) -> Handover:
    """A signed deal that takes more of every function than it has."""
    handover = make_signed(
        cast,
        "payment-terms",
        level=1,
        answer=HEAVY,
        customer="Brightwater Utilities",
        committed_value=90_000_000_000,
        delivery_months=3,
        product_lines=["Relay"],
    )
    fold(handover.deal_id)
    Function.objects.update(monthly_capacity=300)
    return handover


def test_from_an_overflowing_month_to_the_deal_behind_it(
    cast: Cast, windows: Windows, heavy: Handover
) -> None:
    page = windows.open(cast.anders)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dashboard")
    narrow_to_a_line(page)
    load = look_at(page).get_by_role("region", name="Forward load")
    expect(load).to_contain_text("is over by 11 %")
    load.get_by_role("link", name=re.compile("over capacity")).first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Deals behind a figure")
    expect(
        look_at(page).get_by_text(f"{timezone.localdate():%B %Y}, signed and in the pipeline")
    ).to_be_visible()
    expect(page.get_by_label("Product line")).to_have_value("")  # all deals fill the month
    expect(page.get_by_role("row").filter(has_text="Brightwater Utilities")).to_contain_text("333.3 h")
    page.get_by_role("link", name="Brightwater Utilities").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Brightwater Utilities")


def narrow_to_a_line(page: Page) -> None:
    page.get_by_label("Product line").select_option("Relay")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page).to_have_url(re.compile(r"line=Relay"))


def test_on_paper_every_number_is_there_and_nothing_to_press(
    cast: Cast, windows: Windows, heavy: Handover
) -> None:
    page = windows.open(cast.anders)
    page.goto("/insights/")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Show", exact=True)).to_be_hidden()
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    load = page.get_by_role("region", name="Forward load", exact=True)
    expect(load.get_by_role("columnheader", name="Chance of overload")).to_be_visible()
    for width in (700, 1030):  # the text area of A4, upright and lying, in CSS pixels
        page.set_viewport_size({"width": width, "height": round(width * A4)})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_what_a_chart_means_is_one_click_away(cast: Cast, windows: Windows, heavy: Handover) -> None:
    page = windows.open(cast.anders, java_script_enabled=False)
    page.goto(f"/insights/?period={quarter_of(timezone.localdate())}")
    page.get_by_role("link", name="What is this? Right revenue").click()
    expect(page).to_have_url(re.compile(r"/insights/definitions/#revenue$"))
    expect(page.get_by_role("region", name="Right revenue")).to_contain_text("more than 24 months")


def quarter_of(day: dt.date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}"
