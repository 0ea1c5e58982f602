from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from contracts.policy import may_change
from dealdesk.kit.refusals import Refused
from reviews.actions import decline_counter
from reviews.forms.talk import DeclineForm
from reviews.models import CounterProposal
from reviews.presentation.offers import offer_of
from reviews.queries.offers import offers_for


@require_http_methods(["GET", "HEAD", "POST"])
def counter_decline(request: SignedInRequest, id: int) -> HttpResponse:
    """Ask why an offer is not taken; POST declines it with that reason."""
    counter = get_object_or_404(offers_for(request.user), pk=id)
    term = counter.review.request.term
    deal = term.draft.deal
    may_change(deal, "counter.decline", by=request.user)
    if request.method == "POST" and counter.declined_by_id == request.user.pk:
        return redirect(deal)  # sent twice
    if counter.accepted_at or counter.declined_at:
        raise Refused("This offer was answered already. Open the deal to see how.")
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _declined(request, counter, form):
        name = counter.review.reviewer.name
        messages.success(request, f"Declined. {name} is told why, and may make another offer.")
        return redirect(f"{deal.get_absolute_url()}#term-{term.position}")
    shown = {"deal": deal, "offer": offer_of(counter), "counter": counter, "form": form}
    return render(request, "reviews/counter_decline.html", shown, status=422 if form.errors else 200)


def _declined(request: SignedInRequest, counter: CounterProposal, form: DeclineForm) -> bool:
    try:
        decline_counter(counter, form.cleaned_data["reason"], by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
