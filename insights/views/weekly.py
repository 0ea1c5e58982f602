from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.permissions import require
from accounts.requests import SignedInRequest
from insights.filters import Filter
from insights.periods import Quarter
from insights.presentation.week import parts_of
from insights.queries.week import week_of


@require_GET
def weekly(request: SignedInRequest) -> HttpResponse:
    """What the Monday mail says, as of now and to print."""
    require(request.user, "insight.read")
    week = week_of(request.user, timezone.now())
    shown = {"week": week, "parts": parts_of(week), "chosen": Filter(Quarter.of(week.on))}
    return render(request, "insights/weekly.html", shown)
