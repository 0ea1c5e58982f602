from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.permissions import require
from accounts.requests import SignedInRequest
from insights.filters import Filter
from insights.presentation.culture import DealsBehind, Dials, culture_page
from insights.presentation.paging import rows_shown
from insights.queries.culture import disclosed, gut_rows, late_signing, signed_by_band, submitted_again
from insights.queries.culture_deals import late_terms, lowered_again
from insights.queries.reps import outcome_sums
from insights.statistics.feels_worse import feels_worse
from insights.views.answering import Answer, answer


@require_GET
def culture(request: SignedInRequest) -> Answer:
    """Five dials without a composite, and the gut test."""
    require(request.user, "insight.read")
    today = timezone.localdate()
    chosen = Filter.from_query(request.GET, today)
    first_on, last_on = chosen.year_first_on, chosen.last_on
    sums = outcome_sums(chosen)
    dials = Dials(
        disclosed=disclosed(chosen, first_on, last_on),
        by_band=signed_by_band(chosen, first_on, last_on),
        again=submitted_again(chosen, first_on, last_on),
        late=late_signing(chosen, today),
        worse=feels_worse(sums["n"], sums["y"], sums["yy"]),
    )
    most = rows_shown(request.GET)
    behind = DealsBehind(
        late_terms=late_terms(request.user, chosen, first_on, last_on, most),
        lowered=lowered_again(request.user, chosen, first_on, last_on, most),
    )
    gut = gut_rows(chosen, first_on, last_on)
    return answer(request, culture_page(chosen, dials, gut, behind), chosen)
