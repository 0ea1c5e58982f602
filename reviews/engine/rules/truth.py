"""Does a condition hold for a deal? Yes, no, or perhaps: what is unknown cannot be ruled out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from typing import Any

from reviews.engine.rules.conditions import Condition, Operand, Test, comparable, json_of
from reviews.engine.rules.fact_kinds import LESS, MORE, SET, TERM_FACT_BY_NAME, FactKind
from reviews.engine.rules.known_facts import KnownFacts, Values
from reviews.engine.rules.numbers import total


class Truth(IntEnum):
    NO = 0
    MAYBE = 1
    YES = 2


Chosen = Sequence[tuple[Values, Truth]]
"""The terms that a condition looks at, each with whether it certainly does."""


@dataclass(frozen=True)
class Outcome:
    """`value` is what was looked at, as JSON, None when unknown. `is_harmless`: it does not hold because
    the deal has no such term, or lies on the harmless side of every value that would hold."""

    truth: Truth
    value: object = None
    is_harmless: bool = False


_PASSES: Mapping[str, Callable[[Any, Any], bool]] = {
    "is": lambda value, wanted: value == wanted,
    "is_not": lambda value, wanted: value != wanted,
    "in": lambda value, wanted: value in wanted,
    "not_in": lambda value, wanted: value not in wanted,
    "at_least": lambda value, wanted: value >= wanted,
    "above": lambda value, wanted: value > wanted,
    "at_most": lambda value, wanted: value <= wanted,
    "below": lambda value, wanted: value < wanted,
    "has_any": lambda value, wanted: bool(value & wanted),
    "has_all": lambda value, wanted: value >= wanted,
    "has_none": lambda value, wanted: not value & wanted,
}

# Where a fact gets worse upwards, a value below what an operator wants is harmless; and the reverse.
_HARMLESS: Mapping[str, Mapping[str, Callable[[Any, Any], bool]]] = {
    MORE: {
        "is": lambda value, wanted: value < wanted,
        "in": lambda value, wanted: value < min(wanted),
        "at_least": lambda value, wanted: value < wanted,
        "above": lambda value, wanted: value <= wanted,
    },
    LESS: {
        "is": lambda value, wanted: value > wanted,
        "in": lambda value, wanted: value > max(wanted),
        "at_most": lambda value, wanted: value > wanted,
        "below": lambda value, wanted: value >= wanted,
    },
}
_HARMLESS_SETS: Mapping[str, Callable[[Any, Any], bool]] = {
    "has_any": lambda value, wanted: not value & wanted,
    "has_all": lambda value, wanted: not value >= wanted,
}


def outcome_of(condition: Condition, known: KnownFacts) -> Outcome:
    if condition.fact == "band":
        return _of_band(condition, known)
    if condition.fact:
        return _of_value(condition, known.values.get(condition.fact))
    if known.terms is None:
        return Outcome(Truth.MAYBE)
    picked = [(term, _picks(condition, term)) for term in known.terms]
    chosen = [(term, truth) for term, truth in picked if truth is not Truth.NO]
    return _over_terms(condition, chosen) if condition.aggregate else _of_any_term(condition, chosen)


def holds(test: Test, kind: FactKind, value: Operand) -> bool:
    """Whether one known value passes one operator."""
    return _PASSES[test.operator](comparable(kind.type, value), comparable(kind.type, test.value))


def _of_value(condition: Condition, value: Operand | None) -> Outcome:
    if value is None:
        return Outcome(Truth.MAYBE)
    if all(holds(test, condition.kind, value) for test in condition.tests):
        return Outcome(Truth.YES, json_of(value))
    return Outcome(Truth.NO, json_of(value), _is_harmless(condition, value))


def _is_harmless(condition: Condition, value: Operand) -> bool:
    kind = condition.kind
    sides = _HARMLESS_SETS if kind.type == SET and kind.harm else _HARMLESS.get(kind.harm, {})
    ours = comparable(kind.type, value)
    return any(
        test.operator in sides and sides[test.operator](ours, comparable(kind.type, test.value))
        for test in condition.tests
    )


def _of_band(condition: Condition, known: KnownFacts) -> Outcome:
    """The band can be one of several when it, or what a floor looks at, is unknown."""
    each = [_of_value(condition, band) for band in known.bands]
    if known.band is not None:
        return each[0]
    found = {outcome.truth for outcome in each}
    truth = found.pop() if len(found) == 1 else Truth.MAYBE
    return Outcome(truth, is_harmless=all(outcome.is_harmless for outcome in each))


def _picks(condition: Condition, term: Values) -> Truth:
    """Whether a term is one of those that the condition looks at: non-standard unless `where` says."""
    found = [_of_value(inner, term.get(inner.fact)).truth for inner in condition.where]
    if not condition.looks_at_standard_terms:
        standard = term.get("standard")
        found.append(Truth.MAYBE if standard is None else Truth.NO if standard else Truth.YES)
    if condition.term:
        code = term.get("type")
        found.append(Truth.MAYBE if code is None else _is_same(code, condition.term))
    return min(found, default=Truth.YES)


def _is_same(code: Operand, wanted: str) -> Truth:
    kind = TERM_FACT_BY_NAME["type"]
    return Truth.YES if holds(Test("is", wanted), kind, code) else Truth.NO


def _of_any_term(condition: Condition, chosen: Chosen) -> Outcome:
    """One term is enough. Without any the condition does not hold, and there is nothing to cover."""
    if not chosen:
        return Outcome(Truth.NO, is_harmless=True)
    each = [(_of_value(condition, term.get(condition.of)), picked) for term, picked in chosen]
    truth = max(min(outcome.truth, picked) for outcome, picked in each)
    is_certain = all(picked is Truth.YES for _, picked in each) and all(
        term.get(condition.of) is not None for term, _ in chosen
    )
    return Outcome(
        truth,
        _one_or_all([term[condition.of] for term, _ in chosen]) if is_certain else None,
        is_harmless=all(outcome.is_harmless for outcome, _ in each),
    )


def _one_or_all(values: list[Operand]) -> object:
    """A single term's value as it is; those of several as a list, in an order of their own."""
    if len(values) == 1:
        return json_of(values[0])
    return [json_of(value) for value in sorted(values, key=lambda value: (str(type(value)), value))]


def _over_terms(condition: Condition, chosen: Chosen) -> Outcome:
    if any(picked is Truth.MAYBE for _, picked in chosen):
        return Outcome(Truth.MAYBE)
    if condition.aggregate == "count":
        return _of_value(condition, Decimal(len(chosen)))
    values = [term.get(condition.of) for term, _ in chosen]
    numbers = [value for value in values if isinstance(value, Decimal)]
    if len(numbers) < len(values):
        return Outcome(Truth.MAYBE)
    if condition.aggregate == "sum":
        return _of_value(condition, total(numbers))
    if not numbers:
        return Outcome(Truth.NO, is_harmless=True)
    return _of_value(condition, max(numbers) if condition.aggregate == "max" else min(numbers))
