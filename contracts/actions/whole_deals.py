from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from accounts.models import User
from contracts.actions.opening import NewCustomer, open_deal
from contracts.actions.terms import add_term
from contracts.models import Customer, Deal, TermType


@dataclass(frozen=True)
class NewTerm:
    """A term before it is written; without a wording it starts from the standard position."""

    type_: TermType
    wording: str = ""
    value: Decimal | None = None
    reason: str = ""


@transaction.atomic
def open_deal_with_terms(
    customer: Customer | NewCustomer, terms: Sequence[NewTerm], *, by: User, **facts: Any
) -> Deal:
    """Open a deal together with the terms of its first draft: all or nothing.

    `facts` are those of `open_deal`. Raises what `open_deal` and `add_term` raise.
    """
    deal = open_deal(customer, by=by, **facts)
    draft = deal.current_draft
    for term in terms:
        add_term(draft, type_=term.type_, by=by, wording=term.wording, value=term.value, reason=term.reason)
    return deal
