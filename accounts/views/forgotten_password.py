"""A new password by mail: ask for the link, follow it, choose. GET only looks at the link."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlsafe_base64_decode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from accounts.actions import ask_for_password_link, choose_password
from accounts.forms.passwords import ChoosePasswordForm, ForgottenPasswordForm
from accounts.models import User


@login_not_required
@require_http_methods(["GET", "POST"])
def password_reset(request: HttpRequest) -> HttpResponse:
    """Ask for a link. The answer is the same whether or not somebody has the address."""
    form = ForgottenPasswordForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "registration/password_reset_form.html", {"form": form}, status=status)
    ask_for_password_link(form.cleaned_data["email"])
    return redirect("accounts:password_reset_done")


@login_not_required
@require_GET
def password_reset_done(request: HttpRequest) -> HttpResponse:
    return render(request, "registration/password_reset_done.html")


@login_not_required
@sensitive_post_parameters()
@sensitive_variables("token")
@never_cache
@require_http_methods(["GET", "POST"])
def password_reset_confirm(request: HttpRequest, uidb64: str, token: str) -> HttpResponse:
    """Choose a password by a mailed link, which is good once, for one person, for three days."""
    person = person_of_link(uidb64, token)
    if person is None:
        return render(request, "registration/password_reset_confirm.html", {"validlink": False}, status=410)
    form = ChoosePasswordForm(person, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        facts = {"form": form, "validlink": True}
        return render(request, "registration/password_reset_confirm.html", facts, status=status)
    choose_password(person, form.cleaned_data["new_password1"])
    return redirect("accounts:password_reset_complete")


@login_not_required
@require_GET
def password_reset_complete(request: HttpRequest) -> HttpResponse:
    return render(request, "registration/password_reset_complete.html")


def person_of_link(uidb64: str, token: str) -> User | None:
    """The active person for whom this link was made and still holds."""
    try:
        pk = int(urlsafe_base64_decode(uidb64))
    except (ValueError, OverflowError):
        return None
    person = User.objects.filter(pk=pk, is_active=True).first()
    if person is None or not default_token_generator.check_token(person, token):
        return None
    return person
