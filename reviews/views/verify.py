from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from dealdesk.kit.often import asks_too_often
from reviews.forms.verification import CodeForm, tidy_code
from reviews.queries.clearances import standing_clearance

MOST_A_MINUTE = 30
"""Codes have 60 random bits; this only keeps guessing from costing us anything."""


@login_not_required
@require_GET
@never_cache
def verify(request: HttpRequest, code: str = "") -> HttpResponse:
    """Anyone learns whether the clearance with a code stands; unknown and voided codes look alike."""
    form = CodeForm(request.GET if "code" in request.GET else {"code": code} if code else None)
    if not code:
        if form.is_valid() and (tidy := tidy_code(form.cleaned_data["code"])):
            return redirect("reviews:verify", tidy)
        return render(request, "reviews/verify.html", {"form": form}, status=422 if form.errors else 200)
    if asks_too_often(request, "verify", most_a_minute=MOST_A_MINUTE):
        return render(request, "reviews/verify.html", {"form": form, "is_too_often": True}, status=429)
    shown = {"form": form, "code": code, "is_answer": True, "clearance": standing_clearance(tidy_code(code))}
    return render(request, "reviews/verify.html", shown)
