from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from accounts.permissions import may
from activity.pulse import pulses


def home(request: HttpRequest) -> HttpResponse:
    """Where the person's own work waits."""
    if may(request.user, "deal.create"):
        return redirect("reviews:deals")
    if may(request.user, "review.record"):
        return redirect("reviews:queue")
    if may(request.user, "approval.decide"):
        return redirect("reviews:approvals")
    return redirect("reviews:deals")


@login_not_required
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while database and Redis answer; says when relay and worker were last seen alive."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    cache.set("healthz", "1", 10)
    return JsonResponse({"database": "ok", "redis": "ok", **pulses()})
