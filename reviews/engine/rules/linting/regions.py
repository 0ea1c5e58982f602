"""What a condition demands of the fact that it looks at, as a set of values."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from reviews.engine.policy_version import BANDS
from reviews.engine.rules.conditions import Condition, Test
from reviews.engine.rules.fact_kinds import BAND, FLAG, LESS, MORE, NUMBER, FactKind
from reviews.engine.rules.linting.picks import ANY_TEXT, EITHER, Picks
from reviews.engine.rules.linting.spans import END, EVERYWHERE, NOWHERE, START, Cut, Spans, joined, snapped

Region = Spans | Picks

_TENTH, _CENT, _ONE = Decimal("0.1"), Decimal("0.01"), Decimal(1)
STEPS: Final[Mapping[str, Decimal]] = {
    "score": _TENTH,
    "share": _TENTH,
    "cost_share": _TENTH,
    "margin_erosion": _TENTH,
    "value": _CENT,
    "value_per_year": _CENT,
    "discount": _CENT,
    "months": _ONE,
    "payment_days": _ONE,
    "nonstandard_terms": _ONE,
    "open_concerns": _ONE,
    "days_to_quarter_end": _ONE,
    "count": _ONE,
    "rung": _ONE,
    "level": _ONE,
    "obligations": _ONE,
}
"""The steps in which a fact comes. Between two of them there is nothing that a rule could miss."""


def step_of(condition: Condition) -> Decimal | None:
    if condition.kind.type != NUMBER or (condition.kind.name == "value" and not _is_of_deal(condition)):
        return None
    return STEPS.get(condition.kind.name)


def domain_of(condition: Condition) -> Region:
    """Every value that the fact can have."""
    kind = condition.kind
    if kind.type == NUMBER:
        return _number_domain(condition)
    if kind.type == FLAG:
        return EITHER
    choices = BANDS if kind.type == BAND else kind.choices
    return Picks(frozenset(choices)) if choices else ANY_TEXT


def region_of(condition: Condition) -> Region:
    """The values with which the condition holds; for sets see boxes.py."""
    found = domain_of(condition)
    for test in condition.tests:
        found = _and(found, _passing(test, condition))
    return found


def harmful_of(condition: Condition) -> Region:
    """The values that are not harmless for it, as evaluation says: those it holds for and what is worse."""
    kind, found = condition.kind, domain_of(condition)
    for test in condition.tests:
        if kind.type == NUMBER:
            harmless = _HARMLESS.get(kind.harm, {}).get(test.operator)
            if harmless:
                found = _and(found, EVERYWHERE - harmless(test.value, step_of(condition)))
        elif kind.type == BAND and test.operator in ("is", "in", "at_least"):
            found = _and(found, Picks(frozenset(BANDS[_first_band(test) :])))
    return found


def _and(one: Region, other: Region) -> Region:
    if isinstance(one, Spans):
        return one & other if isinstance(other, Spans) else one
    return one & other if isinstance(other, Picks) else one


def _is_of_deal(condition: Condition) -> bool:
    return bool(condition.fact) and not condition.is_of_term


def _number_domain(condition: Condition) -> Spans:
    low, high = _limits(condition.kind, condition.aggregate)
    step = step_of(condition)
    first = START if low is None else snapped((low, 0), step)
    last = END if high is None else snapped((high, 1), step)
    return Spans(((first, last),))


def _limits(kind: FactKind, aggregate: str) -> tuple[Decimal | None, Decimal | None]:
    if aggregate != "sum":
        return kind.low, kind.high
    return (Decimal(0) if kind.low is not None and kind.low >= 0 else None), None


def _passing(test: Test, condition: Condition) -> Region:
    kind = condition.kind
    if kind.type == NUMBER:
        return _PASSING[test.operator](test.value, step_of(condition))
    if kind.type == BAND:
        return _bands(test)
    values = test.value if isinstance(test.value, tuple) else (test.value,)
    picked = frozenset(value.casefold() if isinstance(value, str) else value for value in values)
    return Picks(picked, is_all_but=test.operator in ("is_not", "not_in"))


def _bands(test: Test) -> Picks:
    values = test.value if isinstance(test.value, tuple) else (test.value,)
    ranks = [BANDS.index(str(value)) for value in values]
    if test.operator == "at_least":
        return Picks(frozenset(BANDS[ranks[0] :]))
    if test.operator == "at_most":
        return Picks(frozenset(BANDS[: ranks[0] + 1]))
    return Picks(frozenset(BANDS[rank] for rank in ranks), is_all_but=test.operator == "not_in")


def _first_band(test: Test) -> int:
    values = test.value if isinstance(test.value, tuple) else (test.value,)
    return min(BANDS.index(str(value)) for value in values)


def _between(low: Cut, high: Cut, step: Decimal | None) -> Spans:
    return joined([(snapped(low, step), snapped(high, step))])


def _each(values: Any, step: Decimal | None) -> Spans:
    return joined((snapped((value, 0), step), snapped((value, 1), step)) for value in values)


_Maker = Callable[[Any, Decimal | None], Spans]

_PASSING: Final[Mapping[str, _Maker]] = {
    "is": lambda value, step: _each([value], step),
    "is_not": lambda value, step: EVERYWHERE - _each([value], step),
    "in": _each,
    "not_in": lambda values, step: EVERYWHERE - _each(values, step),
    "at_least": lambda value, step: _between((value, 0), END, step),
    "above": lambda value, step: _between((value, 1), END, step),
    "at_most": lambda value, step: _between(START, (value, 1), step),
    "below": lambda value, step: _between(START, (value, 0), step),
}
_HARMLESS: Final[Mapping[str, Mapping[str, _Maker]]] = {
    MORE: {
        "is": _PASSING["below"],
        "in": lambda values, step: _between(START, (min(values), 0), step),
        "at_least": _PASSING["below"],
        "above": _PASSING["at_most"],
    },
    LESS: {
        "is": _PASSING["above"],
        "in": lambda values, step: _between((max(values), 1), END, step),
        "at_most": _PASSING["above"],
        "below": _PASSING["at_least"],
    },
}


__all__ = ["NOWHERE", "STEPS", "Region", "domain_of", "harmful_of", "region_of", "step_of"]
