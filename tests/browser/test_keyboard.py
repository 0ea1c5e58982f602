"""A reviewer who has no mouse: queue and reviews by keys alone."""

import pytest
from playwright.sync_api import Page, expect

from reviews.models import Review, ReviewRequest
from tests.browser.windows import Windows
from tests.make import Cast, make_submission

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRST_DEAL = ("liquidated-damages", "exit-services", "warranty", "acceptance", "delivery-date")
SECOND_DEAL = ("uptime", "data-location", "custom-features", "dedicated-staff", "continuity")
LEVELS = (3, 1, 2, 4, 2, 5, 3, 1, 2, 4)
MOST_TABS = 60


def test_a_reviewer_clears_a_queue_of_ten_by_keyboard_alone(cast: Cast, windows: Windows) -> None:
    make_submission(cast.maya, *FIRST_DEAL)
    make_submission(cast.tom, *SECOND_DEAL, customer="Harbour Clinics")
    max_ = cast.members["DEL"]
    page = windows.open(max_)
    page.goto("/reviews/")
    links = page.locator("[data-queue] a")
    expect(links).to_have_count(10)
    expect(links.first).to_be_focused()
    for key in "jjk":
        page.keyboard.press(key)
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    for count, level in enumerate(LEVELS):
        expect(page.get_by_role("form", name="Delivery’s review")).to_be_visible()
        answer_by_keys(page, level, is_thorough=count == 0)
        with page.expect_navigation():
            page.keyboard.press("Control+Enter")
    expect(page.get_by_text("That was the last one.")).to_be_visible()
    expect(page.get_by_role("heading", name="Nobody waits for you")).to_be_visible()
    answers = Review.objects.filter(reviewer=max_).order_by("answered_at")
    assert tuple(answer.level for answer in answers) == LEVELS
    assert answers[0].once == (480, 960, 2400)
    assert answers[0].condition == "They name one contact."
    assert not ReviewRequest.objects.open().filter(function__code="DEL").exists()


def answer_by_keys(page: Page, level: int, *, is_thorough: bool) -> None:
    keys = page.keyboard
    keys.press(str(level))
    if is_thorough:
        tab_to(page, "once_low")
        for hours in ("8", "16", "40"):
            keys.type(hours)
            keys.press("Tab")
    tab_to(page, "confidence")
    keys.press("Space")
    tab_to(page, "verdict")
    keys.press("Space")
    if is_thorough:
        keys.press("ArrowDown")
        tab_to(page, "condition")
        keys.type("They name one contact.")


def tab_to(page: Page, field: str) -> None:
    for _ in range(MOST_TABS):
        if page.evaluate("document.activeElement.name") == field:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{MOST_TABS} times Tab do not lead to {field}")
