"""Coming in, going out, and being kept out."""

import pytest
from django.conf import LazySettings, settings
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.browser.windows import Windows
from tests.make import PASSWORD, Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def maya(cast: Cast, settings: LazySettings) -> User:
    """Maya with a password, kept in a way that is quick to check."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cast.maya.set_password(PASSWORD)
    cast.maya.save()
    return cast.maya


def test_too_many_wrong_passwords_lock_the_address_out(maya: User, windows: Windows) -> None:
    page = windows.open()
    page.goto("/sign-in/")
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        try_password(page, maya, "wrong horse battery")
        expect(page.get_by_role("alert")).to_contain_text("do not belong together")
        expect(page.get_by_label("E-mail")).to_have_value(maya.email)
    try_password(page, maya, "wrong horse battery")
    expect(page.get_by_role("heading", name="Too many attempts")).to_be_visible()
    page.get_by_role("link", name="Back to sign in").click()
    try_password(page, maya, PASSWORD)
    expect(page.get_by_role("heading", name="Too many attempts")).to_be_visible()


def test_a_session_elsewhere_is_ended_from_the_list(maya: User, windows: Windows) -> None:
    here, elsewhere = windows.open(), windows.open()
    for page in (here, elsewhere):
        page.goto("/sign-in/")
        try_password(page, maya, PASSWORD)
        expect(page.get_by_role("heading", name="My deals")).to_be_visible()
    here.get_by_role("link", name=maya.name).click()
    rows = here.get_by_role("table", name="Sessions").get_by_role("row")
    expect(rows).to_have_count(3)
    expect(rows.filter(has_text="This one")).to_have_count(1)
    here.get_by_role("button", name="Sign out Chrome").click()
    expect(rows).to_have_count(2)
    elsewhere.goto("/deals/")
    expect(elsewhere.get_by_role("heading", name="Sign in")).to_be_visible()
    here.get_by_role("button", name="Sign out", exact=True).click()
    expect(here.get_by_text("You are signed out.")).to_be_visible()
    here.goto("/deals/")
    expect(here.get_by_role("heading", name="Sign in")).to_be_visible()


def try_password(page: Page, person: User, password: str) -> None:
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
