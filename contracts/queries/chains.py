"""The chain of a deal's events, inside a query."""

from django.db.models import CharField, OuterRef, Value
from django.db.models.functions import Cast, Concat


def chain_of(deal: str) -> Concat:
    """What `Deal.chain` is for the deal whose key the outer query's column `deal` holds."""
    return Concat(Value("deal:"), Cast(OuterRef(deal), CharField()))
