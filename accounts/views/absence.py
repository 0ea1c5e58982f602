"""Out of office: one's own absences, and for the deal desk everybody's."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.absences import absences_of, places_taken_by
from accounts.actions import change_absence, end_absence, plan_absence
from accounts.forms.absences import AbsenceForm
from accounts.models import Delegation, User
from accounts.permissions import require
from accounts.queries import people
from accounts.requests import SignedInRequest
from dealdesk.kit.refusals import Refused


@require_http_methods(["GET", "POST"])
def absence(request: SignedInRequest) -> HttpResponse:
    """What is planned, for whom one stands in, and a form to plan."""
    require(request.user, "absence.plan")
    return _plan(request, request.user, "accounts/absence.html")


@require_http_methods(["GET", "POST"])
def person_absence(request: SignedInRequest, id: int) -> HttpResponse:
    """The same for somebody else, by the deal desk."""
    require(request.user, "absence.plan_for_others")
    return _plan(request, get_object_or_404(people(), pk=id), "accounts/person_absence.html")


@require_http_methods(["GET", "POST"])
def absence_edit(request: SignedInRequest, id: int) -> HttpResponse:
    """Other days, or another stand-in, for oneself."""
    require(request.user, "absence.plan")
    return _edit(request, get_object_or_404(_own(request.user), pk=id))


@require_POST
def absence_end(request: SignedInRequest, id: int) -> HttpResponse:
    """Back early, or not going at all."""
    require(request.user, "absence.plan")
    return _end(request, get_object_or_404(_own(request.user), pk=id))


@require_http_methods(["GET", "POST"])
def others_absence_edit(request: SignedInRequest, id: int) -> HttpResponse:
    require(request.user, "absence.plan_for_others")
    return _edit(request, get_object_or_404(_all(), pk=id))


@require_POST
def others_absence_end(request: SignedInRequest, id: int) -> HttpResponse:
    require(request.user, "absence.plan_for_others")
    return _end(request, get_object_or_404(_all(), pk=id))


def _plan(request: SignedInRequest, giver: User, template: str) -> HttpResponse:
    form = AbsenceForm(request.POST if request.method == "POST" else None, giver=giver)
    if form.is_valid():
        try:
            plan_absence(giver, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The absence is planned.")
            return redirect(_page_of(request.user, giver))
    return render(request, template, _facts(form, giver), status=422 if form.errors else 200)


def _facts(form: AbsenceForm, giver: User) -> dict[str, Any]:
    return {"form": form, "person": giver, "absences": absences_of(giver), "places": places_taken_by(giver)}


def _edit(request: SignedInRequest, shown: Delegation) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    form = AbsenceForm(typed, instance=copy(shown), giver=shown.giver)
    if form.is_valid():
        try:
            change_absence(shown, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The absence is changed.")
            return redirect(_page_of(request.user, shown.giver))
    facts = {"form": form, "absence": shown, "back": _page_of(request.user, shown.giver)}
    return render(request, "accounts/absence_edit.html", facts, status=422 if form.errors else 200)


def _end(request: SignedInRequest, shown: Delegation) -> HttpResponse:
    end_absence(shown, by=request.user)
    messages.success(request, "The absence is ended; nobody stands in any more.")
    return redirect(_page_of(request.user, shown.giver))


def _all() -> QuerySet[Delegation]:
    return Delegation.objects.select_related("giver", "taker")


def _own(user: User) -> QuerySet[Delegation]:
    return _all().filter(giver=user)


def _page_of(user: User, giver: User) -> str:
    if user.pk == giver.pk:
        return reverse("accounts:absence")
    return reverse("accounts:person_absence", args=[giver.pk])
