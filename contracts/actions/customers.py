from django.db import IntegrityError, transaction

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
    name = name.strip()
    taken = Refused(f"There is already a customer called “{name}”. Choose it from the list.")
    if Customer.objects.filter(name__iexact=name).exists():
        raise taken
    try:
        with transaction.atomic():
            customer = Customer.objects.create(
                name=name, segment=segment, country=country.upper(), industry=industry
            )
    except IntegrityError as twice:
        raise taken from twice
    record(
        "customer.created", chain=customer.chain, by=by, keys={"customer": customer.pk}, name=customer.name
    )
    return customer
