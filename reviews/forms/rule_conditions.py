"""A condition of a rule as a row of the form: what was typed, and the document that it means."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from reviews.engine.rules import FactKind
from reviews.engine.rules.fact_kinds import FLAG, NUMBER, OPERATORS
from reviews.forms.rule_kinds import (
    TERM_KINDS,
    Options,
    Subject,
    is_listing,
    operators,
    value_choices,
    with_choices,
)

NUMBER_TYPED = re.compile(r"-?\d{1,15}(?:[.,]\d{1,9})?")
ALL_OPERATORS = tuple(dict.fromkeys(name for names in OPERATORS.values() for name in names))
MOST_ROWS = 30
TESTS = 2
"""A range has two tests."""


@dataclass
class TestRow:
    """An operator with its value, as typed; several values are joined by commas."""

    operator: str = ""
    value: str = ""
    id: str = ""

    @property
    def values(self) -> list[str]:
        return [part.strip() for part in self.value.split(",") if part.strip()]


@dataclass
class WhereRow:
    """Picks terms by one fact of a term."""

    fact: str = ""
    test: TestRow = field(default_factory=TestRow)

    @property
    def kind(self) -> FactKind | None:
        return with_choices(TERM_KINDS.get(self.fact))

    @property
    def operators(self) -> Options:
        return operators(self.kind)

    @property
    def choices(self) -> Options:
        return value_choices(self.kind)


@dataclass
class ConditionRow:
    subject: str = ""
    term: str = ""
    tests: list[TestRow] = field(default_factory=lambda: [TestRow()])
    where: list[WhereRow] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def means(self) -> Subject:
        return Subject(self.subject)

    @property
    def kind(self) -> FactKind | None:
        return self.means.kind

    @property
    def operators(self) -> Options:
        return operators(self.kind)

    @property
    def choices(self) -> Options:
        return value_choices(self.kind)

    @property
    def is_blank(self) -> bool:
        return not self.subject

    def number(self, row: int) -> None:
        """Give each value its name in the form; a number is offered a second test, for a range."""
        is_range = self.kind is not None and self.kind.type == NUMBER
        self.tests += [TestRow() for _ in range(TESTS - len(self.tests) if is_range else 0)]
        for place, test in enumerate(self.tests):
            test.id = f"c{row}-value{place}"
        for place, inner in enumerate(self.where):
            inner.test.id = f"c{row}-w{place}-value0"

    @property
    def may_pick(self) -> bool:
        return self.means.looks_at_terms or self.means.form == "count"

    def as_document(self) -> dict[str, Any]:
        subject = self.means
        document: dict[str, Any] = {"fact": subject.name or self.subject}
        if subject.is_of_term:
            document = {"term": self.term, "of": subject.name}
        elif subject.form == "count":
            document = {"aggregate": "count"}
        elif subject.looks_at_terms:
            document = {"aggregate": subject.form, "of": subject.name}
        if self.where and self.may_pick:
            document["where"] = [
                {"fact": row.fact, **_tested([row.test], row.kind)} for row in self.where if row.fact
            ]
        return {**document, **_tested(self.tests, self.kind)}


def row_of(document: Mapping[str, Any]) -> ConditionRow:
    """The row of a condition, whatever it holds."""
    of = str(document.get("of", ""))
    if "term" in document:
        subject = f"term:{of}"
    elif "aggregate" in document:
        subject = f"{document['aggregate']}:{of}"
    else:
        subject = f"fact:{document.get('fact', '')}"
    where = document.get("where")
    rows = [entry for entry in where if isinstance(entry, Mapping)] if isinstance(where, list) else []
    return ConditionRow(
        subject=subject,
        term=str(document.get("term", "")),
        tests=_tests_of(document),
        where=[WhereRow(str(row.get("fact", "")), _tests_of(row)[0]) for row in rows],
    )


def rows_in(posted: QueryDict) -> list[ConditionRow]:
    """The rows as they were sent."""
    return [
        ConditionRow(
            subject=posted.get(f"c{row}-subject", ""),
            term=posted.get(f"c{row}-term", ""),
            tests=_posted_tests(posted, f"c{row}"),
            where=[
                WhereRow(posted.get(f"c{row}-w{inner}-fact", ""), _posted_test(posted, f"c{row}-w{inner}", 0))
                for inner in range(MOST_ROWS)
                if f"c{row}-w{inner}-fact" in posted
            ],
        )
        for row in range(MOST_ROWS)
        if f"c{row}-subject" in posted
    ]


def _posted_tests(posted: QueryDict, name: str) -> list[TestRow]:
    rows = [_posted_test(posted, name, place) for place in range(len(ALL_OPERATORS))]
    first, *others = rows
    return [first, *(row for row in others if row.value)]


def _posted_test(posted: QueryDict, name: str, place: int) -> TestRow:
    values = (value.strip() for value in posted.getlist(f"{name}-value{place}"))
    joined = ", ".join(value for value in values if value)
    return TestRow(posted.get(f"{name}-op{place}", ""), joined)


def _tests_of(document: Mapping[str, Any]) -> list[TestRow]:
    found = [TestRow(name, _typed(document[name])) for name in ALL_OPERATORS if name in document]
    return found or [TestRow()]


def _typed(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_typed(entry) for entry in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _tested(tests: list[TestRow], kind: FactKind | None) -> dict[str, Any]:
    """Operators with their values. What is no number stays a text, of which the reader complains."""
    return {
        test.operator: [_value(value, kind) for value in test.values]
        if is_listing(test.operator)
        else _single(test.value, kind)
        for test in tests
        if test.operator
    }


def _single(typed: str, kind: FactKind | None) -> Any:
    if kind is not None and kind.type == NUMBER:
        return number_of(typed)
    return _value(typed.strip(), kind)


def _value(typed: str, kind: FactKind | None) -> Any:
    if kind is None:
        return typed
    if kind.type == FLAG and typed in ("true", "false"):
        return typed == "true"
    return number_of(typed) if kind.type == NUMBER else typed


def number_of(typed: str) -> int | float | str:
    """A number with point or comma; what is none is given back as it was typed."""
    text = typed.strip()
    if not NUMBER_TYPED.fullmatch(text):
        return text
    plain = text.replace(",", ".")
    number = float(plain)
    return int(number) if number.is_integer() and "." not in plain else number
