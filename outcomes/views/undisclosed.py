from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.permissions import require
from accounts.requests import SignedInRequest
from dealdesk.kit.refusals import Refused
from outcomes.actions import add_undisclosed
from outcomes.forms.undisclosed import UndisclosedForm
from outcomes.models import Handover
from outcomes.views.deal_outcomes import signed_contract


@require_http_methods(["GET", "POST"])
def undisclosed_new(request: SignedInRequest, serial: int) -> HttpResponse:
    """Add a term that was found after signing and that nobody had been asked about."""
    handover = signed_contract(request, serial)
    require(request.user, "undisclosed.add")
    form = UndisclosedForm(request.POST if request.method == "POST" else None, handover=handover)
    if form.is_valid() and _is_added(request, handover, form):
        return redirect(reverse("outcomes:deal_outcomes", args=[serial]) + "#undisclosed")
    context = {"form": form, "deal": handover.deal}
    return render(request, "outcomes/undisclosed_new.html", context, status=422 if form.errors else 200)


def _is_added(request: SignedInRequest, handover: Handover, form: UndisclosedForm) -> bool:
    try:
        term = add_undisclosed(handover, by=request.user, **form.asked)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, f"{term.type.name} counts from now on; its functions are asked about it.")
    return True
