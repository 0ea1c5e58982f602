"""Windows of a real browser, each with its own person, and what went wrong in them."""

from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

from accounts.actions.sessions import note_sign_in
from accounts.models import User

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}


def cookie_of(person: User) -> dict[str, str]:
    """Sign somebody in, without the page that asks for it."""
    visitor = Client()
    visitor.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    key = visitor.session.session_key or ""
    note_sign_in(person, session_key=key, browser="Chrome on Linux", address="127.0.0.1")
    return {"name": settings.SESSION_COOKIE_NAME, "value": key}


LEFT_BEHIND = ("htmx:sendAbort", "htmx:afterRequest")
"""What htmx says of a request that ends as its page is left; of one that fails it says htmx:sendError too."""


class Windows:
    """`complaints` gathers script errors, broken rules of the Content-Security-Policy and missing files."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.complaints: list[str] = []
        self._contexts: list[BrowserContext] = []

    def open(self, person: User | dict[str, str] | None = None, **look: Any) -> Page:
        """A new window in which the person is signed in already (or whose cookie it is), or nobody."""
        context = self.browser.new_context(
            base_url=self.address, reduced_motion="reduce", **{**DESKTOP, **look}
        )
        self._contexts.append(context)
        if person is not None:
            cookie = person if isinstance(person, dict) else cookie_of(person)
            context.add_cookies([{"url": self.address, **cookie}])
        page = context.new_page()
        page.on("console", self._note_message)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("response", self._note_response)
        return page

    def new_complaints(self) -> list[str]:
        """What was complained about since this was last asked."""
        found, self.complaints = self.complaints, []
        return found

    def close(self) -> None:
        for context in self._contexts:
            context.close()

    def _note_message(self, message: ConsoleMessage) -> None:
        # A page that answers 422 or 404 on purpose is such a message too; files are seen in the responses.
        is_left_behind = message.text.startswith(LEFT_BEHIND)
        is_about_status = "the server responded with a status of" in message.text
        if message.type in ("error", "warning") and not is_about_status and not is_left_behind:
            self.complaints.append(f"{message.location.get('url', '')}: {message.text}")

    def _note_response(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.complaints.append(f"{response.url} answered {response.status}")
