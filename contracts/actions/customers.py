from django.db import transaction

from accounts.models import User
from accounts.permissions import require
from activity.record import record
from contracts.models import Customer
from dealdesk.kit.refusals import Refused


@transaction.atomic
def create_customer(
    name: str, *, by: User, segment: str = "", country: str = "", industry: str = ""
) -> Customer:
    """Add a customer. Raises Refused when one of that name, in any case, exists."""
    require(by, "customer.edit")
    if Customer.objects.filter(name__iexact=name.strip()).exists():
        raise Refused(f"There is already a customer called “{name.strip()}”. Choose it from the list.")
    customer = Customer.objects.create(
        name=name.strip(), segment=segment, country=country.upper(), industry=industry
    )
    record(
        "customer.created", chain=customer.chain, by=by, keys={"customer": customer.pk}, name=customer.name
    )
    return customer
