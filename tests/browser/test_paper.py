"""Figures that somebody takes to a meeting on paper: nothing sticks out, and it says what it is of."""

import pytest
from playwright.sync_api import Page, expect

from insights.actions.folding import fold
from tests.browser.windows import Windows
from tests.make import Cast
from tests.make_outcomes import make_signed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT_AREA = 688
"""Width of A4 upright between the margins of static/css/print.css, in CSS pixels."""

STICKING_OUT = """
() => [...document.querySelectorAll("main .card table")].filter(table => {
  const own = table.getBoundingClientRect(), around = table.closest(".card").getBoundingClientRect();
  return own.width && own.right > around.right;
}).map(table => table.caption.textContent)
"""


@pytest.fixture
def signed(cast: Cast) -> None:
    """So that there are rows under each figure that a deal just signed can fill."""
    for value in (90_000_000, 987_654_321_00):
        handover = make_signed(cast, "payment-terms", committed_value=value, product_lines=["Relay"])
        fold(handover.deal_id)


def on_paper(page: Page, address: str) -> None:
    page.goto(address)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": TEXT_AREA, "height": 1017})


def test_tables_stay_inside_their_cards(cast: Cast, windows: Windows, signed: None) -> None:
    page = windows.open(cast.anders)
    for address in ("/insights/", "/insights/functions/", "/insights/deals/?of=signed"):
        on_paper(page, address)
        expect(page.locator("main .card table").last).to_be_visible()  # on the screen it is folded away
        assert page.evaluate(STICKING_OUT) == [], address


def test_a_narrowed_page_says_on_paper_to_what(cast: Cast, windows: Windows, signed: None) -> None:
    page = windows.open(cast.anders)
    on_paper(page, "/insights/types/?line=Relay&kind=new_business")
    expect(page.get_by_label("Product line")).to_be_hidden()
    expect(page.get_by_text("Only deals of the line Relay, of the kind new business.")).to_be_visible()
