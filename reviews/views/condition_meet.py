from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from dealdesk.kit.refusals import Refused
from reviews.actions import meet_condition
from reviews.forms.bound import MeetForm
from reviews.models import Condition
from reviews.policy import may_meet_condition
from reviews.presentation.bound_conditions import condition_lines
from reviews.queries.bound_conditions import find_condition


@require_http_methods(["GET", "HEAD", "POST"])
def condition_meet(request: SignedInRequest, id: int) -> HttpResponse:
    """Say that a condition is met, and what shows it."""
    condition = get_object_or_404(find_condition(id, request.user))
    may_meet_condition(condition, by=request.user)
    form = MeetForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _is_met(request, condition, form):
        return redirect(f"{condition.submission.draft.deal.get_absolute_url()}#conditions")
    (line,) = condition_lines([condition], request.user)
    shown = {"line": line, "deal": condition.submission.draft.deal, "form": form}
    return render(request, "reviews/condition_meet.html", shown, status=422 if form.errors else 200)


def _is_met(request: SignedInRequest, condition: Condition, form: MeetForm) -> bool:
    try:
        meet_condition(condition, evidence=form.cleaned_data["evidence"], by=request.user)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, "The condition is met.")
    return True
