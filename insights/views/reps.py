from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.permissions import require
from accounts.requests import SignedInRequest
from insights.filters import Filter
from insights.presentation.paging import paged
from insights.presentation.reps import reps_page
from insights.queries.reps import names_of, rep_rows
from insights.queries.turned_out import clean_deals
from insights.statistics.reps import shrunk
from insights.views.answering import Answer, answer


@require_GET
def reps(request: SignedInRequest) -> Answer:
    """Reps at 90 days: recognition first, then whom the rule names."""
    require(request.user, "rep_insight.read")
    chosen = Filter.from_query(request.GET, timezone.localdate())
    clean = paged(clean_deals(request.user, chosen, chosen.year_first_on, chosen.last_on), request.GET)
    rows = rep_rows(chosen)
    found = shrunk(rows)
    names = names_of([one.key for one in found if one.is_named or one.is_better])
    return answer(request, reps_page(chosen, clean, rows, found, names), chosen)
