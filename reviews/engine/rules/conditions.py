"""A condition: one fact of the deal, of a term or over the terms, and what must be true of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from reviews.engine.policy_version import BANDS
from reviews.engine.rules.fact_kinds import (
    BAND,
    MORE,
    NUMBER,
    SET,
    TERM_FACT_BY_NAME,
    TEXT,
    FactKind,
    kind_of_fact,
)
from reviews.engine.rules.numbers import as_json, decimal_of, figures

Single = Decimal | str | bool
Operand = Single | tuple[Single, ...]

COUNT: Final = FactKind("count", NUMBER, "terms", "How many terms", harm=MORE, low=Decimal(0))


@dataclass(frozen=True)
class Test:
    """One operator with its value: a Decimal, a text, a truth, or a tuple of them for `in` and `has_*`."""

    operator: str
    value: Operand

    @property
    def as_json(self) -> object:
        return json_of(self.value)

    def __str__(self) -> str:
        return f"{self.operator.replace('_', ' ')} {said(self.value)}"


@dataclass(frozen=True)
class Condition:
    """Exactly one of `fact` (catalogue name), `term` (type code) and `aggregate` (max, min, sum, count)
    is set. `of` is the term's fact that is looked at, `where` picks terms. All `tests` must hold."""

    fact: str = ""
    term: str = ""
    aggregate: str = ""
    of: str = ""
    where: tuple["Condition", ...] = ()
    tests: tuple[Test, ...] = ()
    is_of_term: bool = False  # a condition inside `where`, about one term

    @cached_property
    def name(self) -> str:
        """What it tests, as `tested` and `unknown` call it: discount, term.uptime.value, max(level)."""
        if self.fact:
            return self.fact
        looked_at = f"term.{self.term}.{self.of}" if self.term else f"{self.aggregate}({self.of})"
        if not self.where:
            return looked_at
        picked = " and ".join(str(condition) for condition in self.where)
        return f"{looked_at} where {picked}"

    @cached_property
    def kind(self) -> FactKind:
        found = COUNT if self.aggregate == "count" else TERM_FACT_BY_NAME.get(self.of or self.fact)
        if self.fact and not self.is_of_term:
            found = kind_of_fact(self.fact)
        if found is None:
            raise LookupError(f"The catalogue has no {self.name}.")
        return found

    @property
    def looks_at_standard_terms(self) -> bool:
        return any(condition.fact == "standard" for condition in self.where)

    def as_document(self) -> dict[str, object]:
        document: dict[str, object] = {
            key: value
            for key, value in (
                ("fact", self.fact),
                ("term", self.term),
                ("aggregate", self.aggregate),
                ("of", self.of),
            )
            if value
        }
        if self.where:
            document["where"] = [condition.as_document() for condition in self.where]
        return {**document, **{test.operator: test.as_json for test in self.tests}}

    def __str__(self) -> str:
        return " ".join((self.name, " and ".join(str(test) for test in self.tests)))


def comparable(type_: str, value: Any) -> Any:
    """A value in the form in which two of one type compare: text without case, bands by their rank."""
    if isinstance(value, tuple) and type_ != SET:
        return tuple(comparable(type_, item) for item in value)
    if type_ == SET:
        return frozenset(item.casefold() for item in value)
    if type_ == TEXT:
        return value.casefold()
    return BANDS.index(value) if type_ == BAND else value


def json_of(value: Operand | None) -> object:
    if isinstance(value, tuple):
        return [json_of(item) for item in value]
    return as_json(value) if isinstance(value, Decimal) else value


def said(value: Operand | None) -> str:
    """A value as a sentence says it."""
    if value is None:
        return "unknown"
    if isinstance(value, tuple):
        return ", ".join(said(item) for item in value) or "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    return figures(value) if isinstance(value, Decimal) else value


def said_json(value: object) -> str:
    """A JSON value of `tested` as a sentence says it."""
    if isinstance(value, list | tuple):
        return ", ".join(said_json(item) for item in value) or "none"
    number = decimal_of(value)
    if number is not None:
        return figures(number)
    return said(value) if isinstance(value, str | bool) else "unknown"


def names_of(conditions: Iterable[Condition]) -> tuple[str, ...]:
    """What they test, each once, in their order."""
    return tuple(dict.fromkeys(condition.name for condition in conditions))
