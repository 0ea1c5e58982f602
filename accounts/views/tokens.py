"""One's own API tokens: keys with which programs act as oneself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions import create_token, revoke_token
from accounts.forms.tokens import TokenForm
from accounts.permissions import require
from accounts.queries import tokens_of
from accounts.requests import SignedInRequest
from dealdesk.kit.refusals import Refused


@never_cache
@require_http_methods(["GET", "POST"])
def tokens(request: SignedInRequest) -> HttpResponse:
    """The tokens that stand; POST makes one, whose text is shown in the answer and never again."""
    require(request.user, "token.manage")
    form = TokenForm(request.POST if request.method == "POST" else None)
    shown: dict[str, object] = {}
    if form.is_valid():
        try:
            made, text = create_token(by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            shown, form = {"made": made, "text": text}, TokenForm()
    shown |= {"form": form, "tokens": tokens_of(request.user)}
    return render(request, "accounts/tokens.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def token_revoke(request: SignedInRequest, id: int) -> HttpResponse:
    """Ask, then end a token at once."""
    require(request.user, "token.manage")
    token = get_object_or_404(tokens_of(request.user), pk=id)
    if request.method != "POST":
        return render(request, "accounts/token_revoke.html", {"token": token})
    revoke_token(token, by=request.user)
    messages.success(request, f"“{token}” is revoked. Whatever used it is turned away from now on.")
    return redirect("accounts:tokens")
