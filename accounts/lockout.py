from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_out(request: HttpRequest, _credentials: Any = None, *args: Any, **kwargs: Any) -> HttpResponse:
    """The page after too many failed sign-ins, with when to try again."""
    return render(request, "accounts/locked_out.html", status=429)
