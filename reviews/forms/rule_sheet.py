"""A rule as a plain form: rows to fill in, to add and to take away, whether or not they make sense yet."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from reviews.engine.rules import Problem
from reviews.engine.rules.fact_kinds import NUMBER
from reviews.forms.rule_conditions import (
    MOST_ROWS,
    ConditionRow,
    WhereRow,
    number_of,
    row_of,
    rows_in,
)
from reviews.forms.rule_effects import CheckRow, StepRow, check_in, check_of, steps_in, steps_of

TEXTS = ("name", "reason", "ladder", "floor", "refuse", "note")
PLACES = re.compile(r"(when|then\.steps)\[(\d+)\]")


@dataclass
class ToleranceRow:
    fact: str
    amount: str = ""


@dataclass
class RuleSheet:
    """`texts` has name, reason, ladder, floor, refuse and note; `problems` those of no row."""

    texts: dict[str, str] = field(default_factory=dict)
    conditions: list[ConditionRow] = field(default_factory=list)
    steps: list[StepRow] = field(default_factory=list)
    check: CheckRow = field(default_factory=CheckRow)
    is_kept: bool = False
    tolerances: list[ToleranceRow] = field(default_factory=list)
    problems: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, rule: Mapping[str, Any]) -> "RuleSheet":
        when, then = rule.get("when"), rule.get("then")
        effects: Mapping[str, Any] = then if isinstance(then, Mapping) else {}
        keep = rule.get("keep")
        kept = keep.items() if isinstance(keep, Mapping) else ()
        return cls(
            texts={name: _text(rule.get(name, effects.get(name))) for name in TEXTS},
            conditions=[row_of(entry) for entry in when if isinstance(entry, Mapping)]
            if isinstance(when, list)
            else [],
            steps=steps_of(effects),
            check=check_of(effects),
            is_kept="keep" in rule,
            tolerances=[ToleranceRow(str(name), _text(amount)) for name, amount in kept],
        )

    @classmethod
    def sent(cls, posted: QueryDict) -> "RuleSheet":
        """What stands in the form, untouched."""
        return cls(
            texts={name: posted.get(name, "") for name in TEXTS},
            conditions=rows_in(posted),
            steps=steps_in(posted),
            check=check_in(posted),
            is_kept="keeps" in posted,
            tolerances=[
                ToleranceRow(posted.get(f"keep{row}-fact", ""), posted.get(f"keep{row}-amount", ""))
                for row in range(MOST_ROWS)
                if f"keep{row}-fact" in posted
            ],
        )

    @property
    def keepable(self) -> list[tuple[str, str, str]]:
        """Each tested number with its tolerance as typed and its unit."""
        typed = {row.fact: row.amount for row in self.tolerances}
        found: dict[str, str] = {}
        for row in self.conditions:
            if row.kind is not None and row.kind.type == NUMBER and not row.where:
                found[name_of(row)] = row.kind.unit
        return [(name, typed.get(name, ""), unit) for name, unit in found.items()] + [
            (row.fact, row.amount, "") for row in self.tolerances if row.fact not in found and row.amount
        ]

    def as_document(self) -> dict[str, Any]:
        texts = {name: " ".join(text.split()) for name, text in self.texts.items()}
        rule: dict[str, Any] = {"name": texts["name"], "reason": texts["reason"]}
        rule["when"] = [row.as_document() for row in self.conditions if not row.is_blank]
        if texts["ladder"]:
            rule["ladder"] = texts["ladder"]
        rule["then"] = self._effects(texts)
        if self.is_kept:
            rule["keep"] = {row.fact: _tolerance(row.amount) for row in self.tolerances if row.amount.strip()}
        return rule

    def _effects(self, texts: Mapping[str, str]) -> dict[str, Any]:
        steps = [row.as_document() for row in self.steps if not row.is_blank]
        then: dict[str, Any] = {}
        if steps:
            then = {"step": steps[0]} if len(steps) == 1 else {"steps": steps}
        if self.check.title or self.check.by.who:
            then["check"] = self.check.as_document()
        return {**then, **{name: texts[name] for name in ("floor", "refuse", "note") if texts[name]}}

    def do(self, command: str) -> None:
        """Add or take away a row: add_condition, add_step, add_where:2, remove_condition:2, remove_step:0."""
        verb, _, place = command.partition(":")
        row = int(place) if place.isascii() and place.isdigit() and len(place) < 4 else 0
        if verb == "add_condition":
            self.conditions.append(ConditionRow())
        elif verb == "add_step":
            self.steps.append(StepRow())
        elif verb == "add_where" and row < len(self.conditions):
            self.conditions[row].where.append(WhereRow())
        elif verb == "remove_condition":
            del self.conditions[row : row + 1]
        elif verb == "remove_step":
            del self.steps[row : row + 1]

    def drop_blank_rows(self) -> None:
        """Before reading it, so that a problem's place is the row's."""
        self.conditions = [row for row in self.conditions if not row.is_blank]
        self.steps = [row for row in self.steps if not row.is_blank]

    @property
    def has_problems(self) -> bool:
        rows: list[ConditionRow | StepRow | CheckRow] = [*self.conditions, *self.steps, self.check]
        return bool(self.problems) or any(row.errors for row in rows)

    @property
    def sentences(self) -> list[str]:
        """Everything that is to be put right, each with where it is."""
        said = [
            sentence if name in ("rule", "keep") else f"{name.capitalize()}: {sentence}"
            for name, sentences in self.problems.items()
            for sentence in sentences
        ]
        titled: list[tuple[str, Sequence[ConditionRow | StepRow]]] = [
            ("Condition", self.conditions),
            ("Approval", self.steps),
        ]
        for title, rows in titled:
            said += [f"{title} {place}: {one}" for place, row in enumerate(rows, 1) for one in row.errors]
        return [*said, *(f"Check: {one}" for one in self.check.errors)]

    def note_problems(self, problems: Sequence[Problem]) -> None:
        """Put each problem beside the row that it is about."""
        for problem in problems:
            self._errors_at(problem.field).append(problem.sentence)

    def _errors_at(self, place: str) -> list[str]:
        found = PLACES.match(place)
        if found is not None:
            rows: Sequence[ConditionRow | StepRow] = self.conditions if found[1] == "when" else self.steps
            if int(found[2]) < len(rows):
                return rows[int(found[2])].errors
        if place.startswith("then.step") and self.steps:
            return self.steps[0].errors
        if place.startswith("then.check"):
            return self.check.errors
        name = place.removeprefix("then.").partition(".")[0]
        return self.problems.setdefault(name if name in (*TEXTS, "keep") else "rule", [])


def name_of(row: ConditionRow) -> str:
    """What the condition is called where tolerances are kept: discount, term.uptime.value, max(level)."""
    subject = row.means
    if subject.is_of_term:
        return f"term.{row.term.casefold()}.{subject.name}"
    return subject.name if subject.form == "fact" else f"{subject.form}({subject.name})"


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _tolerance(typed: str) -> int | float | str:
    text = typed.strip()
    return text.replace(",", ".") if text.endswith("%") else number_of(text)
