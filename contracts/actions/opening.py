import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from accounts.models import User
from contracts.actions.customers import create_customer
from contracts.actions.deals import create_deal
from contracts.models import Channel, Customer, Deal, Paper


@dataclass(frozen=True)
class NewCustomer:
    """A customer who is written down together with the first deal."""

    name: str
    segment: str = ""
    country: str = ""
    industry: str = ""


@transaction.atomic
def open_deal(
    customer: Customer | NewCustomer,
    *,
    by: User,
    name: str,
    kind: str,
    currency: str,
    committed_value: int,
    months: int,
    expected_signing_on: dt.date,
    delivery_months: int,
    product_lines: Sequence[str] = (),
    lead_source: str = "",
    discount: Decimal | None = None,
    paper: str = Paper.OURS,
    channel: str = Channel.DIRECT,
) -> Deal:
    """Open a deal, and with it the customer when that is a new one: both or neither.

    Raises Refused when the new customer exists already, else as `create_deal` does.
    """
    if isinstance(customer, NewCustomer):
        customer = create_customer(
            customer.name,
            by=by,
            segment=customer.segment,
            country=customer.country,
            industry=customer.industry,
        )
    return create_deal(
        by=by,
        customer=customer,
        name=name,
        kind=kind,
        currency=currency,
        committed_value=committed_value,
        months=months,
        expected_signing_on=expected_signing_on,
        delivery_months=delivery_months,
        product_lines=product_lines,
        lead_source=lead_source,
        discount=discount,
        paper=paper,
        channel=channel,
    )
