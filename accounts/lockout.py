"""The page after too many failed sign-ins, with when to try again."""

import math
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

SECONDS_A_MINUTE = 60


def locked_out(
    request: HttpRequest, _refused: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """429 with the minutes until the lock-out ends; a try in between does not make it longer."""
    seconds = seconds_left((credentials or {}).get("username", ""))
    minutes = max(1, math.ceil(seconds / SECONDS_A_MINUTE))
    page = render(request, "accounts/locked_out.html", {"minutes": minutes}, status=429)
    page.headers["Retry-After"] = str(seconds)
    return page


def seconds_left(username: str) -> int:
    """Seconds from the last counted failure for this address until its cool-off ends."""
    cool_off: float = settings.AXES_COOLOFF_TIME.total_seconds()
    last = AccessAttempt.objects.filter(username=username).aggregate(last=Max("attempt_time"))["last"]
    if last is None:
        return int(cool_off)
    return max(1, math.ceil(cool_off - (timezone.now() - last).total_seconds()))
