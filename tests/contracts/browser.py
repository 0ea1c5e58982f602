"""Who looks at a page, and what the page says."""

import html
import re

from django.http import HttpResponseBase
from django.test import Client

from accounts.models import User
from contracts.forms.term import said_of
from contracts.models import Term

HTMX = {"HX-Request": "true"}


def browser_of(person: User) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def words_of(response: HttpResponseBase) -> str:
    """The text of a page as it is read, tags taken out, blanks folded."""
    text = re.sub(r"<(script|style|template)\b.*?</\1>", " ", source_of(response), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def source_of(response: HttpResponseBase) -> str:
    return getattr(response, "content", b"").decode()


def posted(term: Term, **changes: object) -> dict[str, object]:
    """What the term's form sends when somebody changes only this."""
    return {**said_of(term), **changes}
