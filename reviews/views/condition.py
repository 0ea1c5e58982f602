from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from reviews.actions import accept_condition
from reviews.queries.desk import standing_for


@require_POST
def condition_accept(request: HttpRequest, review_id: int) -> HttpResponse:
    """A second member of the function accepts a stated condition; its easier level counts from now on.

    Back to the deal, or to the review page if it was accepted there (`back=review`)."""
    review = get_object_or_404(standing_for(request.user), pk=review_id)
    accept_condition(review, by=request.user)
    term = review.request.term
    messages.success(request, f"Accepted: {term.type.name} of {term.draft.deal.number} counts as easier now.")
    if request.POST.get("back") == "review":
        return redirect("reviews:review", review.request_id)
    return redirect(f"{term.draft.deal.get_absolute_url()}#term-{term.position}")
