from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from contracts.models import Concern, Deal
from dealdesk.kit.refusals import Refused
from reviews.actions import accept_concern
from reviews.forms.concern import AcceptForm
from reviews.policy import may_accept_concern
from reviews.views.finding import find_deal


@require_http_methods(["GET", "HEAD", "POST"])
def concern_accept(request: SignedInRequest, serial: int, id: int) -> HttpResponse:
    """An executive accepts in writing that the deal goes on while the customer waits for an answer."""
    deal = find_deal(request.user, serial)
    concern = get_object_or_404(deal.customer.concerns.select_related("owner"), pk=id)
    may_accept_concern(deal, by=request.user)
    form = AcceptForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _is_accepted(request, concern, deal, form):
        return redirect(f"{deal.get_absolute_url()}#concerns")
    shown = {"deal": deal, "concern": concern, "form": form}
    return render(request, "reviews/concern_accept.html", shown, status=422 if form.errors else 200)


def _is_accepted(request: SignedInRequest, concern: Concern, deal: Deal, form: AcceptForm) -> bool:
    try:
        accept_concern(concern, deal, words=form.cleaned_data["words"], by=request.user)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, f"Accepted: the concern no longer holds up {deal.number}.")
    return True
