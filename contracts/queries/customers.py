from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from contracts.models import Concern, Customer, Deal

MOST_NAMES = 300


def find_customers(words: str = "") -> QuerySet[Customer]:
    """Customers by name; `words` are sought in name, segment and industry, or are the country's code."""
    found = Customer.objects.order_by("name", "id")
    if not words:
        return found
    return found.filter(
        Q(name__icontains=words)
        | Q(segment__icontains=words)
        | Q(industry__icontains=words)
        | Q(country__iexact=words)
    )


def counted_customers(customers: QuerySet[Customer], user: User) -> QuerySet[Customer]:
    """With `deal_count` (deals that the person may see) and `open_concerns`."""
    return customers.annotate(
        deal_count=_count_of(Deal.objects.visible_to(user)),
        open_concerns=_count_of(Concern.objects.filter(answered_at=None)),
    )


def _count_of(rows: QuerySet[Deal] | QuerySet[Concern]) -> Coalesce:
    counted = rows.filter(customer=OuterRef("pk")).order_by().values("customer").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), 0)


def customer_deals(customer: Customer, user: User) -> QuerySet[Deal]:
    """The customer's deals that the person may see, newest first."""
    return Deal.objects.visible_to(user).filter(customer=customer).select_related("owner")


def customer_names() -> list[str]:
    """Names to choose from while typing: the first of a long list; any other may be typed in full."""
    return list(Customer.objects.order_by("name").values_list("name", flat=True)[:MOST_NAMES])
