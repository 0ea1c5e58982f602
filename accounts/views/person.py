"""One person: what the deal desk keeps about them, their roles, and whether they may come in."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.absences import absences_of
from accounts.actions import change_roles, deactivate_person, edit_person, reactivate_person
from accounts.forms.fields import ROLE_TASKS
from accounts.forms.people import PersonForm, RolesForm
from accounts.models import Role, User
from accounts.permissions import may, require
from accounts.queries import people, story_of
from accounts.requests import SignedInRequest
from accounts.story import days_of
from dealdesk.kit.refusals import Refused


@require_http_methods(["GET", "POST"])
def person(request: SignedInRequest, id: int) -> HttpResponse:
    """Read about a person; the deal desk also changes name, title, time zone and reporting line."""
    require(request.user, "people.read" if request.method == "GET" else "people.edit")
    shown = get_object_or_404(people(), pk=id)
    form = PersonForm(request.POST if request.method == "POST" else None, instance=copy(shown))
    if form.is_valid():
        try:
            edit_person(shown, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Saved.")
            return redirect("accounts:person", id)
    return _page(request, shown, form=form)


@require_POST
def person_roles(request: SignedInRequest, id: int) -> HttpResponse:
    """Give and take roles."""
    require(request.user, "people.edit")
    shown = get_object_or_404(people(), pk=id)
    form = RolesForm(request.POST)
    if form.is_valid():
        try:
            change_roles(shown, form.cleaned_data["roles"], by=request.user)
        except Refused as refusal:
            form.add_error("roles", str(refusal))
        else:
            messages.success(request, "The roles are saved and count from now on.")
            return redirect("accounts:person", id)
    return _page(request, shown, roles_form=form)


@require_http_methods(["GET", "POST"])
def person_deactivate(request: SignedInRequest, id: int) -> HttpResponse:
    """Ask first what closing the account brings about, then do it."""
    require(request.user, "people.edit")
    shown = get_object_or_404(people(), pk=id)
    if request.method == "GET":
        facts = {"person": shown, "reports": shown.reports.filter(is_active=True).count()}
        return render(request, "accounts/deactivate.html", facts)
    deactivate_person(shown, by=request.user)
    messages.success(request, f"{shown} is signed out everywhere and cannot sign in any more.")
    return redirect("accounts:person", id)


@require_POST
def person_reactivate(request: SignedInRequest, id: int) -> HttpResponse:
    require(request.user, "people.edit")
    shown = get_object_or_404(User, pk=id)
    reactivate_person(shown, by=request.user)
    messages.success(request, f"{shown} can sign in again.")
    return redirect("accounts:person", id)


def _page(request: SignedInRequest, shown: User, **forms: Any) -> HttpResponse:
    held = [grant.role for grant in shown.grants.all()]
    is_refused = any(form.is_bound for form in forms.values())
    facts = {
        "person": shown,
        "form": PersonForm(instance=copy(shown)),
        "roles_form": RolesForm(initial={"roles": held}),
        **forms,
        "role_labels": [Role(role).label for role in held],
        "role_tasks": ROLE_TASKS,
        "may_edit": may(request.user, "people.edit"),
        "absences": absences_of(shown),
        "days": days_of(story_of(shown.chain)),
    }
    return render(request, "accounts/person.html", facts, status=422 if is_refused else 200)
