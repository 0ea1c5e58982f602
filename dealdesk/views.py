from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from accounts.models import Role
from accounts.permissions import may
from accounts.requests import SignedInRequest
from activity.pulse import pulses

OK, SILENT = "ok", "silent"
LEADS_THE_COMPANY = frozenset({Role.APPROVER_VP, Role.APPROVER_EXECUTIVE})


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """Where the person's own work waits."""
    if may(request.user, "deal.create"):
        return redirect("reviews:deals")
    if may(request.user, "review.record"):
        return redirect("reviews:queue")
    if not LEADS_THE_COMPANY.isdisjoint(request.user.roles):
        return redirect("insights:dashboard")
    if may(request.user, "approval.decide"):
        return redirect("reviews:approvals")
    return redirect("reviews:deals")


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while database and Redis answer, else 503; says when relay and worker were last seen alive."""
    found = {"database": _database(), "redis": _redis()}
    is_well = set(found.values()) == {OK}
    seen = pulses() if found["redis"] == OK else {}
    return JsonResponse({**found, **seen}, status=200 if is_well else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        return SILENT
    return OK


def _redis() -> str:
    try:
        cache.set("healthz", "1", 10)
    except RedisError:
        return SILENT
    return OK
