"""What a policy's rules may ask about a deal, its customer and its terms, whatever its reviews say.

The names are those of the catalogue in reviews/engine/rules; what is not known stays out, which the rules
take as "cannot be ruled out".
"""

import datetime as dt
from decimal import Decimal
from typing import Any

from accounts.models import User
from contracts.models import Deal, Draft, DraftState, Rung, Term
from dealdesk.kit.money import major_units
from reviews.engine.rules.numbers import as_json as as_number
from reviews.facts import UnknownCurrency, company_currency, company_value
from reviews.models import PolicyVersion

PAYMENT_TERMS = "payment-terms"
"""Code of the term type whose value is the days that the customer has to pay."""


def deal_facts(draft: Draft, policy: PolicyVersion, *, by: User) -> dict[str, Any]:
    """Facts of the draft as it stands; `by` submits it, whose roles count beside the owner's. Money in major
    units of the company's currency, left out where the policy has no rate for the deal's."""
    deal, customer = draft.deal, draft.deal.customer
    value = _company_value(deal, policy)
    terms = list(draft.terms.select_related("type", "rung").prefetch_related("type__rungs"))
    nonstandard = [term for term in terms if not term.is_standard]
    facts = {
        "value": None if value is None else as_number(value),
        "value_per_year": None if value is None else as_number(round(value * 12 / deal.months, 2)),
        "currency": deal.currency,
        "months": deal.months,
        "discount": None if deal.discount is None else as_number(deal.discount),
        "kind": deal.kind,
        "segment": customer.segment or None,
        "country": customer.country or None,
        "new_customer": not has_bought(deal),
        "product_lines": sorted(deal.product_lines),
        "channel": deal.channel,
        "paper": deal.paper,
        "lead_source": deal.lead_source or None,
        "payment_days": _payment_days(draft, terms),
        "nonstandard_terms": len(nonstandard),
        "nonstandard_types": sorted({term.type.code for term in nonstandard}),
        "requester_roles": sorted(by.roles | deal.owner.roles),
        "terms": [_term(term) for term in terms],
    }
    return {name: fact for name, fact in facts.items() if fact is not None}


def _company_value(deal: Deal, policy: PolicyVersion) -> Decimal | None:
    try:
        minor = company_value(deal.committed_value, deal.currency, policy)
    except UnknownCurrency:
        return None
    return major_units(minor, company_currency(policy))


def days_to_quarter_end(day: dt.date) -> int:
    """Calendar days to the last day of the calendar quarter; 0 on that day."""
    month = (day.month - 1) // 3 * 3 + 3
    first_after = dt.date(day.year + month // 12, month % 12 + 1, 1)
    return (first_after - day).days - 1


def has_bought(deal: Deal) -> bool:
    """Has the customer signed another deal with us before?"""
    others = deal.customer.deals.exclude(pk=deal.pk)
    return others.filter(drafts__state=DraftState.SIGNED).exists()


def _payment_days(draft: Draft, terms: list[Term]) -> int | float | None:
    """From the term where there is one, so that nobody types it twice; else our standard position."""
    asked = [term.value for term in terms if term.type.code == PAYMENT_TERMS]
    if asked:
        return None if asked[0] is None else as_number(asked[0])
    standard = Rung.objects.filter(
        type__playbook=draft.playbook_id, type__code=PAYMENT_TERMS, position=0
    ).first()
    return as_number(standard.value) if standard is not None and standard.value is not None else None


def _term(term: Term) -> dict[str, Any]:
    rungs = list(term.type.rungs.all())
    return {
        "key": term.key,
        "type": term.type.code,
        "category": term.type.category,
        "name": term.type.name,
        "value": None if term.value is None else as_number(term.value),
        "change": _change(term, rungs),
        "standard": term.is_standard,
        "rung": len(rungs) if term.rung is None else term.rung.position,
        "obligations": term.obligation_count,
        "functions": sorted(term.functions),
    }


def _change(term: Term, rungs: list[Rung]) -> int | float | None:
    """How far the ask lies from our standard in the direction that is worse for us; never negative."""
    standard = rungs[0].value if rungs else None
    if term.value is None or standard is None:
        return None
    worse = term.value - standard if term.type.better == "lower" else standard - term.value
    return as_number(max(worse, Decimal(0)))
