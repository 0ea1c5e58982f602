"""What axe finds in an open page."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page

AXE_OPTIONS: dict[str, Any] = {
    "resultTypes": ["violations"],
    "preload": False,
    "rules": {"target-size": {"enabled": True}},
}


def look_at(page: Page) -> Page:
    """A stop on somebody's way: what they have come to is loaded, and is no barrier."""
    page.wait_for_load_state()
    page.evaluate(AXE_SCRIPT)
    assert_no_barrier(page)
    return page


def assert_no_barrier(page: Page, part: str = "html") -> None:
    found = AxeResults(page.evaluate("([part, options]) => axe.run(part, options)", [part, AXE_OPTIONS]))
    assert not found.violations_count, found.generate_report()
