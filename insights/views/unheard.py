from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.permissions import require
from accounts.requests import SignedInRequest
from insights.filters import Filter
from insights.presentation.paging import paged
from insights.presentation.unheard import unheard_page
from insights.queries.unheard import churn_by_concern, contracts_of, unheard, unheard_concerns
from insights.views.answering import Answer, answer


@require_GET
def unheard_renewals(request: SignedInRequest) -> Answer:
    """Concerns that wait while the customer's contract runs out."""
    require(request.user, "insight.read")
    today = timezone.localdate()
    chosen = Filter.from_query(request.GET, today)
    concerns = paged(unheard_concerns(request.user, chosen, today), request.GET)
    contracts = contracts_of(list(concerns.object_list))
    page = unheard_page(chosen, unheard(chosen, today), churn_by_concern(chosen), concerns, contracts, today)
    return answer(request, page, chosen)
