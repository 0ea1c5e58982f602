from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from contracts.policy import may_change
from dealdesk.kit.refusals import Refused
from reviews.actions import accept_counter
from reviews.presentation.terms import offer_of
from reviews.queries.offers import offers_for


@require_http_methods(["GET", "HEAD", "POST"])
def counter_accept(request: SignedInRequest, id: int) -> HttpResponse:
    """Ask whether to take the wording that a function offers; POST makes the next draft with it."""
    counter = get_object_or_404(offers_for(request.user), pk=id)
    draft = counter.review.request.term.draft
    may_change(draft.deal, "counter.accept", by=request.user)
    if request.method == "POST" and counter.accepted_by_id == request.user.pk:
        return redirect("contracts:draft", draft.deal.serial)  # sent twice
    if request.method != "POST":
        if counter.accepted_at is not None:
            raise Refused("This offer was accepted already. Open the deal to see the next draft.")
        shown = {"deal": draft.deal, "draft": draft, "offer": offer_of(counter), "counter": counter}
        return render(request, "reviews/counter_accept.html", shown)
    following = accept_counter(counter, by=request.user)
    term = counter.review.request.term.type.name
    messages.success(request, f"Draft {following.number} has the offered wording for {term}. Submit it next.")
    return redirect("contracts:draft", draft.deal.serial)
