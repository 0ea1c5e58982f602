"""One's own account: profile, password, and the browsers in which one is signed in."""

from copy import copy

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.actions import change_password, edit_profile, end_session, follow_session
from accounts.forms.passwords import ChangePasswordForm
from accounts.forms.people import ProfileForm
from accounts.queries import sign_ins_of
from accounts.requests import SignedInRequest


@require_http_methods(["GET", "POST"])
def profile(request: SignedInRequest) -> HttpResponse:
    """Name, title, time zone, and whether to be mailed."""
    form = ProfileForm(request.POST if request.method == "POST" else None, instance=copy(request.user))
    if not form.is_valid():
        return render(request, "accounts/profile.html", {"form": form}, status=422 if form.is_bound else 200)
    edit_profile(request.user, **form.cleaned_data)
    messages.success(request, "Saved.")
    return redirect("accounts:profile")


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password_change(request: SignedInRequest) -> HttpResponse:
    """A new password; every other browser is signed out."""
    form = ChangePasswordForm(request.user, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "registration/password_change_form.html", {"form": form}, status=status)
    key = request.session.session_key or ""
    change_password(request.user, form.cleaned_data["new_password1"], session_key=key)
    update_session_auth_hash(request, request.user)
    follow_session(key, request.session.session_key or "")
    messages.success(request, "Your password is changed, and your other browsers are signed out.")
    return redirect("accounts:sessions")


@require_GET
def sessions(request: SignedInRequest) -> HttpResponse:
    """Where the person is signed in."""
    facts = {"sessions": sign_ins_of(request.user), "current_key": request.session.session_key}
    return render(request, "accounts/sessions.html", facts)


@require_POST
def sign_out_elsewhere(request: SignedInRequest, id: int) -> HttpResponse:
    """Sign that browser out."""
    sign_in = get_object_or_404(request.user.sign_ins, pk=id)
    end_session(sign_in, by=request.user)
    messages.success(request, f"{sign_in.browser or 'That browser'} is signed out.")
    return redirect("accounts:sessions")
