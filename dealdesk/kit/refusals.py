"""The refusals that verbs raise, and the middleware that turns them into pages."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dealdesk.kit.states import IllegalMove


class Forbidden(PermissionDenied):
    """The person may see the thing but not do this; the text says why and who may."""


class Refused(Exception):
    """The request cannot be carried out as it stands; the text says what to do. Nothing was changed."""


class RefusalPages:
    """Show IllegalMove and Refused as a 409 page with the sentence, instead of a server error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, IllegalMove | Refused):
            return render(request, "409.html", {"sentence": str(exception)}, status=409)
        return None
