"""The catalogue: every fact that a condition may use, with its type, unit and harmful direction."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reviews.engine import limits
from reviews.engine.policy_version import BANDS

NUMBER, TEXT, FLAG, SET, BAND = "number", "text", "flag", "set", "band"
MORE, LESS = "more", "less"

OPERATORS: Final[Mapping[str, tuple[str, ...]]] = {
    NUMBER: ("is", "is_not", "in", "not_in", "at_least", "above", "at_most", "below"),
    TEXT: ("is", "is_not", "in", "not_in"),
    FLAG: ("is",),
    SET: ("has_any", "has_all", "has_none"),
    BAND: ("is", "in", "not_in", "at_least", "at_most"),
}
LISTING: Final = ("in", "not_in", "has_any", "has_all", "has_none")
"""The operators whose value is a list."""


@dataclass(frozen=True)
class FactKind:
    """One fact. `choices` are all its values where they are fixed. `harm` says in which direction it
    gets worse for us: "more", "less", or empty where it has none. `low` and `high` bound a number."""

    name: str
    type: str
    unit: str
    meaning: str
    choices: tuple[str, ...] = ()
    harm: str = ""
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def operators(self) -> tuple[str, ...]:
        return OPERATORS[self.type]


def _text(name: str, meaning: str, *choices: str) -> FactKind:
    return FactKind(name, TEXT, "", meaning, choices)


def _set(name: str, meaning: str, harm: str = "") -> FactKind:
    return FactKind(name, SET, "", meaning, harm=harm)


def _number(
    name: str, unit: str, meaning: str, harm: str = "", low: int | None = None, high: int | None = None
) -> FactKind:
    least, most = (None if limit is None else Decimal(limit) for limit in (low, high))
    return FactKind(name, NUMBER, unit, meaning, harm=harm, low=least, high=most)


SHARE: Final = _number("share", "%", "A function's part of the score, such as share.DEL", MORE, 0, 100)

FACTS: Final[tuple[FactKind, ...]] = (
    _number("score", "points", "The delivery-pain score, to one decimal", MORE, 0, 100),
    FactKind("band", BAND, "", "What the score means, raised by every floor", BANDS, MORE),
    SHARE,
    _number("cost_share", "%", "P80 of the cost of delivering it, of the committed value", MORE, 0),
    _number("margin_erosion", "%", "How much of the margin the terms eat", MORE),
    _number("overload", "%", "The highest load of a function in a month, of its capacity", MORE, 0),
    _number("value", "company currency", "Committed value, in major units", MORE, 0),
    _number("value_per_year", "company currency", "Committed value a year, in major units", MORE, 0),
    _text("currency", "The currency of the deal, such as EUR"),
    _number("months", "months", "Length of the contract", MORE, 0, limits.MOST_MONTHS),
    _number("discount", "%", "Discount on the list price; a surcharge is negative", MORE, None, 100),
    _text("kind", "What kind of deal it is", "new_business", "expansion", "renewal"),
    _text("segment", "The customer's segment"),
    _text("country", "The customer's country"),
    FactKind("new_customer", FLAG, "", "Whether we sell to this customer for the first time"),
    _set("product_lines", "The product lines sold"),
    _text("channel", "How we sell it", "direct", "partner"),
    _number("payment_days", "days", "Days that the customer has to pay", MORE, 0),
    _text("paper", "Whose contract it is", "ours", "customer"),
    _number("nonstandard_terms", "terms", "Number of non-standard terms", MORE, 0),
    _set("nonstandard_types", "Codes of the types of the non-standard terms", MORE),
    _number("open_concerns", "concerns", "Concerns of the customer without an answer", MORE, 0),
    _number("days_to_quarter_end", "days", "From the expected signing; 0 on the last day", LESS, 0, 366),
    _set("requester_roles", "The roles of who asks for the approval"),
    _text("lead_source", "Where the deal came from"),
)

TERM_FACTS: Final[tuple[FactKind, ...]] = (
    _text("type", "Code of the term's type"),
    _text("category", "The category of the term's type"),
    _text("name", "The name of the term"),
    _number("value", "the type's own", "What the customer asks for, as a number"),
    _number("change", "the type's own", "Distance from the standard, in the harmful direction", MORE, 0),
    FactKind("standard", FLAG, "", "Whether the term is the standard or a pre-approved fallback"),
    _number("rung", "", "Its place in the playbook's ladder; 0 is the standard position", MORE, 0),
    _number("level", "", "The highest difficulty that a review gave it", MORE, 1, 5),
    _number("obligations", "obligations", "How many obligations it makes", MORE, 0),
    _set("functions", "Codes of the functions that review it"),
    _number("minutes", "minutes", "The estimated effort", MORE, 0),
)

FACT_BY_NAME: Final[Mapping[str, FactKind]] = {kind.name: kind for kind in FACTS}
TERM_FACT_BY_NAME: Final[Mapping[str, FactKind]] = {kind.name: kind for kind in TERM_FACTS}


def catalogue() -> tuple[FactKind, ...]:
    """All facts of a deal, in the order in which an editor offers them."""
    return FACTS


def term_catalogue() -> tuple[FactKind, ...]:
    """All facts of one term, for `of` and `where`."""
    return TERM_FACTS


def kind_of_fact(name: str) -> FactKind | None:
    """The kind of a deal's fact; `share.DEL` is a share, `share` alone is none."""
    if name.startswith("share."):
        return SHARE if re.fullmatch(limits.FUNCTION_CODE, name.removeprefix("share.")) else None
    return None if name == SHARE.name else FACT_BY_NAME.get(name)
