"""What the rule form offers to test, and the words for it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from accounts.models import Role
from dealdesk.kit.bands import BAND_BY_CODE
from reviews.engine.rules import FactKind, catalogue, term_catalogue
from reviews.engine.rules.condition_reading import AGGREGATES, OF_TERM
from reviews.engine.rules.conditions import COUNT
from reviews.engine.rules.fact_kinds import FLAG, LISTING, NUMBER, kind_of_fact

OPERATOR_WORDS: Mapping[str, str] = {
    "is": "is",
    "is_not": "is not",
    "in": "is one of",
    "not_in": "is none of",
    "at_least": "is at least",
    "above": "is above",
    "at_most": "is at most",
    "below": "is below",
    "has_any": "has any of",
    "has_all": "has all of",
    "has_none": "has none of",
}
FACT_WORDS: Mapping[str, str] = {
    "score": "Pain score",
    "band": "Band",
    "cost_share": "Cost of delivery in the value",
    "margin_erosion": "Margin erosion",
    "overload": "Highest load of a function",
    "value": "Committed value",
    "value_per_year": "Value a year",
    "months": "Length of the contract",
    "kind": "Kind of deal",
    "segment": "Customer segment",
    "country": "Customer country",
    "new_customer": "New customer",
    "paper": "Whose paper",
    "channel": "Channel",
    "payment_days": "Days to pay",
    "nonstandard_terms": "Number of non-standard terms",
    "nonstandard_types": "Types of non-standard terms",
    "open_concerns": "Open concerns of the customer",
    "days_to_quarter_end": "Days to the end of the quarter",
    "requester_roles": "Roles of who asks",
}
"""Those whose name does not say it by itself."""

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Score", ("score", "band", "cost_share", "margin_erosion", "overload")),
    ("Customer", ("segment", "country", "new_customer", "open_concerns")),
    ("Non-standard terms", ("nonstandard_terms", "nonstandard_types")),
)
"""Every other fact is one of the deal."""

AGGREGATE_WORDS = {"max": "Highest", "min": "Lowest", "sum": "Sum of"}
VALUE_WORDS: Mapping[str, str] = {
    "new_business": "New business",
    "true": "Yes",
    "false": "No",
    "ours": "Ours",
    "customer": "The customer’s",
    **{code: f"{band.word} ({code})" for code, band in BAND_BY_CODE.items()},
    **{role.value: str(role.label) for role in Role},
}
Options = list[tuple[str, str]]
Groups = list[tuple[str, Options]]


@dataclass(frozen=True)
class Subject:
    """What a row tests: `fact:discount`, `term:value` (of a type), `max:level` or `count` (over terms)."""

    code: str

    @property
    def form(self) -> str:
        return self.code.partition(":")[0]

    @property
    def name(self) -> str:
        return self.code.partition(":")[2]

    @property
    def is_of_term(self) -> bool:
        return self.form == "term"

    @property
    def looks_at_terms(self) -> bool:
        return self.form in ("term", *AGGREGATES)

    @property
    def kind(self) -> FactKind | None:
        if self.form == "fact":
            return with_choices(kind_of_fact(self.name))
        if self.form == "count":
            return COUNT
        return TERM_KINDS.get(self.name) if self.looks_at_terms else None


TERM_KINDS = {kind.name: kind for kind in term_catalogue()}


def with_choices(kind: FactKind | None) -> FactKind | None:
    """The roles are all known, so that they can be ticked."""
    if kind is not None and kind.name == "requester_roles":
        return replace(kind, choices=tuple(Role.values))
    return replace(kind, choices=("true", "false")) if kind is not None and kind.type == FLAG else kind


def subjects(functions: Mapping[str, str]) -> Groups:
    """Everything that can be tested, in groups; `functions` are names by code."""
    grouped = {name for _, names in GROUPS for name in names}
    kinds = [kind.name for kind in catalogue() if kind.name != "share"]
    rest = tuple(name for name in kinds if name not in grouped)
    plain = [(title, _facts(names)) for title, names in (GROUPS[0], ("Deal", rest), *GROUPS[1:])]
    shares = [(f"fact:share.{code}", f"{name}’s share of the score") for code, name in functions.items()]
    over = [
        (f"{aggregate}:{kind.name}", f"{word} {kind.name} over the terms")
        for aggregate, word in AGGREGATE_WORDS.items()
        for kind in term_catalogue()
        if kind.type == NUMBER
    ]
    of_term = [(f"term:{name}", f"A term’s {TERM_WORDS.get(name, name)}") for name in OF_TERM]
    return [
        *plain,
        ("Share of a function", shares),
        ("A non-standard term of one type", of_term),
        ("Over all non-standard terms", [("count:", "Number of terms that…"), *over]),
    ]


TERM_WORDS = {"value": "value", "change": "distance from our standard", "rung": "place in the ladder"}


def term_facts() -> Options:
    """What `where` may ask of a term."""
    return [(kind.name, kind.name.capitalize()) for kind in term_catalogue()]


def operators(kind: FactKind | None) -> Options:
    """Those that fit the kind; all of them while it is not known."""
    fitting = kind.operators if kind else tuple(OPERATOR_WORDS)
    return [(operator, OPERATOR_WORDS[operator]) for operator in fitting]


def value_choices(kind: FactKind | None) -> Options:
    choices = kind.choices if kind else ()
    return [(code, VALUE_WORDS.get(code, code.replace("_", " ").capitalize())) for code in choices]


def is_listing(operator: str) -> bool:
    return operator in LISTING


def word_of(name: str) -> str:
    return FACT_WORDS.get(name, name.replace("_", " ").capitalize())


def _facts(names: tuple[str, ...]) -> Options:
    return [(f"fact:{name}", word_of(name)) for name in names]
