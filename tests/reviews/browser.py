"""What a browser does on the pages of reviews, for the stories told here."""

from typing import Any

from django.test import Client

from accounts.models import User


def browser_of(person: User) -> Client:
    """A browser in which the person is signed in."""
    browser = Client()
    browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def text_of(response: Any) -> str:
    """The page's markup with white space folded, so that a sentence is found whatever its line breaks."""
    return " ".join(response.content.decode().split())
