"""What a browser does on the pages of accounts, for the stories told here."""

from typing import Any

from django.test import Client

from accounts.models import User
from tests.make import PASSWORD

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0"


def try_password(browser: Client, email: str, password: str = PASSWORD, **more: Any) -> Any:
    return browser.post("/sign-in/", {"username": email, "password": password, **more})


def signed_in(person: User, user_agent: str = FIREFOX) -> Client:
    """A browser of its own in which the person came in by the page."""
    browser = Client(headers={"user-agent": user_agent})
    assert try_password(browser, person.email).status_code == 302
    return browser


def is_signed_in(browser: Client) -> bool:
    return bool(browser.get("/profile/").status_code == 200)


def words_of(answer: Any) -> str:
    """The page as one line, so that a sentence is found however the template breaks it."""
    return " ".join(answer.content.decode().split())
