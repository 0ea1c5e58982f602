"""Windows of a real browser, each with its own person, and what went wrong in them."""

from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

from accounts.models import User

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}


class Windows:
    """`complaints` gathers script errors, broken rules of the Content-Security-Policy and missing files."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.complaints: list[str] = []
        self._contexts: list[BrowserContext] = []

    def open(self, person: User | None = None, **look: Any) -> Page:
        """A new window in which the person is signed in already, or nobody."""
        context = self.browser.new_context(
            base_url=self.address, reduced_motion="reduce", **{**DESKTOP, **look}
        )
        self._contexts.append(context)
        if person is not None:
            self.sign_in(context, person)
        page = context.new_page()
        page.on("console", self._note_message)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("response", self._note_response)
        return page

    def sign_in(self, context: BrowserContext, person: User) -> None:
        visitor = Client()
        visitor.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": visitor.cookies[name].value, "url": self.address}])

    def close(self) -> None:
        for context in self._contexts:
            context.close()

    def _note_message(self, message: ConsoleMessage) -> None:
        # A page that answers 422 or 404 on purpose is such a message too; files are seen in the responses.
        is_about_status = "the server responded with a status of" in message.text
        if message.type in ("error", "warning") and not is_about_status:
            self.complaints.append(f"{message.location.get('url', '')}: {message.text}")

    def _note_response(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.complaints.append(f"{response.url} answered {response.status}")
