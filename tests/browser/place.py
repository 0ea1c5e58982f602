"""A page to look at, and what one may do there first."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from accounts.models import User
from tests.browser.company import Company


@dataclass(frozen=True)
class Place:
    """`path` is filled from the company's places; `who` is somebody of the cast, or nobody when empty."""

    name: str
    who: str
    path: str
    then: Callable[[Page], None] | None = None
    status: int = 200

    def reader(self, company: Company) -> User | None:
        group, _, key = self.who.partition(" ")
        found = getattr(company.cast, group) if group else None
        return found[key] if key else found


def press(verb: str) -> Callable[[Page], None]:
    """Press a button that loads the page anew."""

    def do(page: Page) -> None:
        with page.expect_navigation():
            page.get_by_role("button", name=verb).last.click()

    return do


def mistype_the_password(page: Page) -> None:
    page.get_by_label("E-mail").fill("maya.lindqvist@fernhill.example")
    page.get_by_label("Password", exact=True).fill("wrong horse battery")
    press("Sign in")(page)


def invite_maya_again(page: Page) -> None:
    page.get_by_label("E-mail").fill("maya.lindqvist@fernhill.example")
    page.get_by_label("Name", exact=True).fill("Maya Lindqvist")
    press("Send the invitation")(page)


def make_a_token(page: Page) -> None:
    page.get_by_label("What will use it?").fill("The forecast sheet")
    press("Make a token")(page)


def open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")


def ask_for_keys(page: Page) -> None:
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()


def offer_nothing_else(page: Page) -> None:
    page.get_by_role("radio", name="Counter-proposal").check()
    press("Save and go")(page)


def send_back_without_a_word(page: Page) -> None:
    press("Send back")(page)
    open_all(page)


def end_before_beginning(page: Page) -> None:
    """Fill in two days the wrong way round."""
    first, last = page.locator("input[type=date]").all()
    first.fill("2031-01-02")
    last.fill("2031-01-01")
    press(page.locator("[data-primary-submit]").inner_text().strip())(page)


def choose_conditions(page: Page) -> None:
    page.get_by_role("radio", name="With conditions").check()
