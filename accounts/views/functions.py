"""The functions that deliver: the list, each one's page, and its holidays."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.actions import add_holiday, remove_holiday, save_function
from accounts.forms.functions import WEEKDAYS, FunctionForm, HolidayForm
from accounts.models import Function
from accounts.permissions import may, require
from accounts.queries import functions_with_people, story_of
from accounts.requests import SignedInRequest
from accounts.story import days_of
from dealdesk.kit.refusals import Refused


@require_GET
def functions(request: SignedInRequest) -> HttpResponse:
    """All functions with lead, size, cost, capacity and promise."""
    require(request.user, "function.read")
    facts = {
        "functions": functions_with_people(),
        "currency": settings.COMPANY_CURRENCY,
        "leads": may(request.user, "bottleneck.read"),
    }
    return render(request, "accounts/functions.html", facts)


@require_http_methods(["GET", "POST"])
def function(request: SignedInRequest, code: str) -> HttpResponse:
    """Read about a function; the deal desk also changes it."""
    require(request.user, "function.read" if request.method == "GET" else "function.edit")
    shown = get_object_or_404(Function.objects.select_related("lead"), code=code)
    form = FunctionForm(
        request.POST if request.method == "POST" else None,
        function=shown,
        currency=settings.COMPANY_CURRENCY,
    )
    if form.is_valid():
        try:
            save_function(shown, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Saved.")
            return redirect("accounts:function", code)
    return _page(request, shown, form=form)


@require_POST
def holiday_add(request: SignedInRequest, code: str) -> HttpResponse:
    require(request.user, "function.edit")
    shown = get_object_or_404(Function.objects.select_related("lead"), code=code)
    form = HolidayForm(request.POST)
    if form.is_valid():
        try:
            add_holiday(shown, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("on", str(refusal))
        else:
            messages.success(request, "The holiday is added.")
            return redirect("accounts:function", code)
    return _page(request, shown, holiday_form=form)


@require_POST
def holiday_remove(request: SignedInRequest, code: str, id: int) -> HttpResponse:
    require(request.user, "function.edit")
    shown = get_object_or_404(Function, code=code)
    remove_holiday(get_object_or_404(shown.holidays, pk=id), by=request.user)
    messages.success(request, "The holiday is removed.")
    return redirect("accounts:function", code)


def _page(request: SignedInRequest, shown: Function, **forms: Any) -> HttpResponse:
    may_edit = may(request.user, "function.edit")
    currency = settings.COMPANY_CURRENCY
    is_refused = any(form.is_bound for form in forms.values())
    facts = {
        "function": shown,
        "currency": currency,
        "may_edit": may_edit,
        "working_days": ", ".join(name for day, name in WEEKDAYS if day in shown.working_days),
        "members": shown.members.filter(is_active=True),
        "holidays": shown.holidays.filter(on__gte=timezone.localdate()),
        "form": FunctionForm(function=shown, currency=currency) if may_edit else None,
        "holiday_form": HolidayForm(),
        **forms,
        "days": days_of(story_of(shown.chain)),
    }
    return render(request, "accounts/function.html", facts, status=422 if is_refused else 200)
