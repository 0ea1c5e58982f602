"""Every kind of page: axe finds no barrier in light and dark, nothing is cut off, nothing complains."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import Browser, Page, expect
from pytest_django import DjangoDbBlocker

from tests.browser.barriers import assert_no_barrier
from tests.browser.company import Company
from tests.browser.place import Place
from tests.browser.places import PLACES
from tests.browser.windows import DESKTOP, PHONE, Windows, cookie_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

ONLY_TAKE_WHAT_IS_SENT = {
    *("accounts:end_session", "accounts:holiday_add", "accounts:holiday_remove", "accounts:invite_again"),
    *("accounts:absence_end", "accounts:others_absence_end"),
    *("accounts:person_reactivate", "accounts:person_roles", "accounts:sign_out"),
    *("activity:read_all", "activity:read_notification"),
    *("contracts:concern_answer", "contracts:concern_assign", "contracts:term_add", "contracts:term_count"),
    *("outcomes:check_in_nothing", "outcomes:incident_strike", "outcomes:propose_calibration"),
    *("outcomes:obligation_finish", "outcomes:obligation_waive", "outcomes:obligation_hand_over"),
    *("outcomes:obligation_reopen", "outcomes:renewal_open", "outcomes:renewal_settle"),
    *("reviews:assign", "reviews:lab_cancel", "reviews:lab_resume"),
    *("reviews:policy_propose", "reviews:policy_rule_move", "reviews:policy_text_findings"),
    *("reviews:channel_test", "reviews:condition_accept", "reviews:glass_decline"),
}
LEAD_ELSEWHERE_OR_ARE_PARTS = {
    *("home", "healthz", "outcomes:after_signature", "reviews:gate", "reviews:certificate_pdf")
}
DOWNLOADS = {
    "insights:csv",
    "outcomes:import_sample",
    "reviews:lab_csv",
    "reviews:policy_export",
    "reviews:policy_draft_export",
    "reviews:policy_schema",
}
SAME_ADDRESS_AS_ANOTHER = {"reviews:certificate", "reviews:recompute"}
NOT_PAGES = DOWNLOADS | ONLY_TAKE_WHAT_IS_SENT | LEAD_ELSEWHERE_OR_ARE_PARTS | SAME_ADDRESS_AS_ANOTHER


@pytest.fixture(scope="module")
def company(
    chromium: Browser, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Company]:
    """Told once for all pages, which are only looked at; the rows are gone afterwards."""
    with django_db_blocker.unblock():
        yield Company()
        call_command("flush", interactive=False, verbosity=0)


class Readers:
    """One window for each person who looks at a page, kept from page to page."""

    def __init__(self, company: Company, windows: Windows) -> None:
        self.windows = windows
        people = {place.who: place.reader(company) for place in PLACES}
        self._signed_in = {who: cookie_of(person) if person else None for who, person in people.items()}
        self._pages: dict[str, Page] = {}

    def page_of(self, who: str) -> Page:
        if who not in self._pages:
            self._pages[who] = self.windows.open(self._signed_in[who])
        return self._pages[who]


@pytest.fixture(scope="module")
def readers(chromium: Browser, site: str, company: Company) -> Iterator[Readers]:
    windows = Windows(chromium, site)
    yield Readers(company, windows)
    windows.close()


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_page_has_no_barrier(company: Company, readers: Readers, place: Place) -> None:
    """In light at a desk, in dark on a phone; what differs between the two is covered both ways."""
    page = readers.page_of(place.who)
    page.set_viewport_size(DESKTOP["viewport"])
    page.emulate_media(color_scheme="light")
    answer = page.goto(place.path.format(**company.places))
    assert answer is not None and answer.status == place.status
    if place.then:
        place.then(page)
    page.evaluate(AXE_SCRIPT)
    assert_no_barrier(page)
    page.set_viewport_size(PHONE["viewport"])
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]
    assert_no_barrier(page)
    assert readers.windows.new_complaints() == []


def test_side_bar_has_no_barrier_in_dark_nor_as_the_menu_of_a_phone(readers: Readers) -> None:
    page = readers.page_of("maya")
    page.set_viewport_size(DESKTOP["viewport"])
    page.emulate_media(color_scheme="dark")
    page.goto("/deals/")
    page.evaluate(AXE_SCRIPT)
    assert_no_barrier(page, "#nav")
    page.set_viewport_size(PHONE["viewport"])
    page.emulate_media(color_scheme="light")
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("link", name="Playbook")).to_be_in_viewport()
    assert_no_barrier(page, "#nav")


def test_every_address_of_a_page_is_among_the_places(company: Company) -> None:
    paths = (place.path.format(**company.places).partition("?")[0] for place in PLACES)
    seen = {resolve(path).view_name for path in paths}
    every = {name for name in names_in(get_resolver()) if not name.startswith("api:")}
    assert every - seen == NOT_PAGES


def names_in(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{space}{entry.name}"
        else:
            yield from names_in(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
