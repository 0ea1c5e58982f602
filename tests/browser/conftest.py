"""One Chromium and one server for the whole session; a window for everybody who takes part in a story."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

import dev
from tests.browser.windows import Windows
from tests.processes import broker, spawn, wait_for

__all__ = ["broker", "spawn", "wait_for"]

PATIENCE = 15_000
"""Milliseconds to wait for something on a page; reached only when it never comes."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser that dev.py chose; an empty choice means that there is none."""
    program = os.environ["CHROMIUM_PATH"] if "CHROMIUM_PATH" in os.environ else dev.find_browser()
    if not program:
        give_up = pytest.fail if os.environ.get("CI", "").lower() in ("1", "true") else pytest.skip
        give_up(f"There is no Chromium here: {dev.GET_A_BROWSER}.")
    expect.set_options(timeout=PATIENCE)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, beside which Django refuses its ORM unless told.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(chromium: Browser, django_db_setup: None) -> Iterator[str]:
    """Address of a server on the test database. Unlike `live_server` it leaves the rows to the tests."""
    server = LiveServer("localhost")
    yield server.url
    server.stop()


@pytest.fixture
def windows(chromium: Browser, site: str) -> Iterator[Windows]:
    """Opens windows, and in the end none of them may have complained."""
    opened = Windows(chromium, site)
    yield opened
    opened.close()
    assert opened.complaints == []
