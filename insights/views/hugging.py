from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.permissions import require
from accounts.requests import SignedInRequest
from insights.filters import Filter
from insights.presentation.hugging import hugging_page
from insights.presentation.paging import paged
from insights.queries.hugging import deals_just_below, sides_of_cuts
from insights.views.answering import Answer, answer


@require_GET
def hugging(request: SignedInRequest) -> Answer:
    """Do scores gather just below the cuts?"""
    require(request.user, "insight.read")
    chosen = Filter.from_query(request.GET, timezone.localdate())
    first_on, last_on = chosen.year_first_on, chosen.last_on
    below = deals_just_below(request.user, chosen, first_on, last_on)
    sides = sides_of_cuts(chosen, first_on, last_on)
    return answer(request, hugging_page(chosen, sides, paged(below, request.GET)), chosen)
