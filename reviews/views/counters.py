from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from contracts.policy import may_change
from dealdesk.kit.refusals import Refused
from reviews.actions import accept_counter
from reviews.models import CounterProposal
from reviews.presentation.offers import offer_of
from reviews.queries.offers import offers_for, offers_left_open, unchanged_copy


@require_http_methods(["GET", "HEAD", "POST"])
def counter_accept(request: SignedInRequest, id: int) -> HttpResponse:
    """Ask whether to take the wording that a function offers; POST puts it into the next draft."""
    counter = get_object_or_404(offers_for(request.user), pk=id)
    term = counter.review.request.term
    draft = term.draft
    may_change(draft.deal, "counter.accept", by=request.user)
    if request.method == "POST" and counter.accepted_by_id == request.user.pk:
        return redirect("contracts:draft", draft.deal.serial)  # sent twice
    if request.method != "POST":
        if counter.accepted_at or counter.declined_at:
            raise Refused("This offer was answered already. Open the deal to see how.")
        return _page(request, counter)
    following = accept_counter(counter, by=request.user)
    said = f"Draft {following.number} has the offered wording for {term.type.name}."
    left = sum(len(offers) for offers in offers_left_open(following).values())
    if left:
        more = "1 more offer waits" if left == 1 else f"{left} more offers wait"
        messages.success(request, f"{said} {more} for your answer.")
        return redirect(draft.deal)
    messages.success(request, f"{said} Submit it next.")
    return redirect("contracts:draft", draft.deal.serial)


def _page(request: SignedInRequest, counter: CounterProposal) -> HttpResponse:
    term = counter.review.request.term
    copy = unchanged_copy(term)
    shown = {
        "deal": term.draft.deal,
        "draft": term.draft,
        "offer": offer_of(counter),
        "counter": counter,
        "copy": copy,
        "verb": f"Accept into draft {copy.draft.number}" if copy else "Accept: make the next draft",
    }
    return render(request, "reviews/counter_accept.html", shown)
