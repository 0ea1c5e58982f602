"""Whose address a request comes from when proxies stand before the web server."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class CallerAddress:
    """Put the caller's address into REMOTE_ADDR: the entry of X-Forwarded-For that the outermost of our own
    proxies wrote. Entries before it come from the caller, who may write what they like."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        entries = [entry.strip() for entry in request.headers.get("X-Forwarded-For", "").split(",")]
        proxies: int = settings.PROXY_COUNT
        if proxies and len(entries) >= proxies and entries[-proxies]:
            request.META["REMOTE_ADDR"] = entries[-proxies]
        return self.get_response(request)
