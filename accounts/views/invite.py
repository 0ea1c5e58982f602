from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import invite_person, repeat_invitation
from accounts.forms.fields import ROLE_TASKS
from accounts.forms.people import InviteForm
from accounts.models import User
from accounts.permissions import require
from accounts.requests import SignedInRequest
from dealdesk.kit.refusals import Refused


@require_http_methods(["GET", "POST"])
def invite(request: SignedInRequest) -> HttpResponse:
    """Invite somebody by mail, with roles and functions."""
    require(request.user, "people.invite")
    form = InviteForm(
        request.POST if request.method == "POST" else None, initial={"time_zone": request.user.time_zone}
    )
    if form.is_valid():
        try:
            person = invite_person(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"An invitation is on its way to {person.email}.")
            return redirect("accounts:person", person.pk)
    facts = {"form": form, "role_tasks": ROLE_TASKS}
    return render(request, "accounts/invite.html", facts, status=422 if form.is_bound else 200)


@require_POST
def invite_again(request: SignedInRequest, id: int) -> HttpResponse:
    """Mail the invitation once more."""
    require(request.user, "people.invite")
    person = get_object_or_404(User, pk=id)
    repeat_invitation(person, by=request.user)
    messages.success(request, f"A fresh invitation is on its way to {person.email}.")
    return redirect("accounts:person", person.pk)
