"""What facts are called in sentences, and numbers with their units."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from reviews.engine.rules.conditions import Condition, said
from reviews.engine.rules.numbers import figures

FACT_WORDS: Final[Mapping[str, str]] = {
    "score": "the score",
    "band": "the band",
    "cost_share": "the P80 cost of delivery, as a part of the value,",
    "margin_erosion": "the part of the margin that the terms eat",
    "overload": "the highest load of a function in a month",
    "value": "the value",
    "value_per_year": "the value per year",
    "currency": "the currency",
    "months": "the length of the contract",
    "discount": "the discount",
    "kind": "the kind of deal",
    "segment": "the customer's segment",
    "country": "the customer's country",
    "product_lines": "the product lines",
    "channel": "the channel",
    "payment_days": "the payment period",
    "paper": "the paper",
    "nonstandard_terms": "the number of non-standard terms",
    "nonstandard_types": "the types of the non-standard terms",
    "open_concerns": "the number of the customer's open concerns",
    "days_to_quarter_end": "the time from signing to the end of the quarter",
    "requester_roles": "the roles of who asks",
    "lead_source": "the source of the lead",
}
PLURAL: Final = ("product_lines", "nonstandard_types", "requester_roles", "functions")
_OF_TERM: Final[Mapping[str, str]] = {
    "change": "distance from the standard",
    "rung": "rung",
    "minutes": "effort in minutes",
    "obligations": "number of obligations",
}
_BEST: Final[Mapping[str, str]] = {"max": "the highest", "min": "the lowest", "sum": "the total"}
_UNITS: Final = ("%", "months", "days")


def subject_of(condition: Condition) -> str:
    """The discount; the value of a non-standard uptime term; the highest level of the non-standard terms."""
    if condition.is_of_term:
        return f"the {_OF_TERM.get(condition.fact, condition.fact)}"
    if condition.fact:
        share = condition.fact.removeprefix("share.")
        return (
            FACT_WORDS[condition.fact] if share == condition.fact else f"the part of the score from {share}"
        )
    noun = "term" if condition.looks_at_standard_terms else "non-standard term"
    of = _OF_TERM.get(condition.of, condition.of)
    if condition.term:
        called = noun.replace("term", f"{condition.term} term")
        return f"the {of} of {'an' if called[0] in 'aeiou' else 'a'} {called}"
    if condition.aggregate == "count":
        return f"the number of {noun}s"
    return f"{_BEST[condition.aggregate]} {of} of the {noun}s"


def unit_of(condition: Condition) -> str:
    """With a blank before it, or nothing."""
    return f" {condition.kind.unit}" if condition.kind.unit in _UNITS else ""


def amount(value: Decimal) -> str:
    """As people read it: 12.5, 100,000."""
    return format(Decimal(figures(value)), ",f")


def any_value(value: object) -> str:
    return (
        amount(value)
        if isinstance(value, Decimal)
        else said(value if isinstance(value, bool) else str(value))
    )
