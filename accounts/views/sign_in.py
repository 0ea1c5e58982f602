from axes.helpers import get_client_ip_address
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import end_session, note_sign_in
from accounts.browsers import browser_called
from accounts.forms.sign_in import SignInForm
from accounts.models import SignInSession, User
from accounts.requests import SignedInRequest


@login_not_required
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Let somebody in by e-mail and password; too many failures are answered by accounts.lockout."""
    if request.user.is_authenticated:
        return redirect(where_to(request))
    form = SignInForm(request, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if request.method == "POST" else 200
        facts = {"form": form, "next": next_of(request)}
        return render(request, "accounts/sign_in.html", facts, status=status)
    _let_in(request, form.get_user(), stays=form.cleaned_data["stays"])
    return redirect(where_to(request))


@require_POST
def sign_out(request: SignedInRequest) -> HttpResponse:
    """End the session of this browser."""
    known = SignInSession.objects.filter(user=request.user, session_key=request.session.session_key).first()
    if known is not None:
        end_session(known, by=request.user)
    logout(request)
    messages.success(request, "You are signed out.")
    return redirect("accounts:sign_in")


def _let_in(request: HttpRequest, person: User, *, stays: bool) -> None:
    login(request, person)
    if not stays:
        request.session.set_expiry(0)  # until the browser is closed
    request.session.save()
    note_sign_in(
        person,
        session_key=request.session.session_key or "",
        browser=browser_called(request.headers.get("User-Agent", "")),
        address=get_client_ip_address(request),
    )


def next_of(request: HttpRequest) -> str:
    """Where the person wanted to go, if that is an address of ours; else nothing."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else ""


def where_to(request: HttpRequest) -> str:
    return next_of(request) or resolve_url("home")
