from django.db.models import QuerySet

from contracts.models import Deal
from reviews.models import Approval

MOST_SHOWN = 10


def decisions_on(deal: Deal) -> QuerySet[Approval]:
    """The latest decisions on any draft of the deal that do not stand any more."""
    ended = Approval.objects.filter(submission__draft__deal=deal, voided_at__isnull=False)
    found = ended.select_related("approver", "on_behalf_of", "submission__draft")
    return found.order_by("-at", "-id")[:MOST_SHOWN]
