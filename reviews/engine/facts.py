"""What a score is computed from: frozen, whole numbers only, checked field by field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from reviews.engine import checks, limits, reading
from reviews.engine.canonical import sha256_hex
from reviews.engine.cell import Cell, Estimate, Key
from reviews.engine.checks import InvalidFacts
from reviews.engine.policy_version import SPEC, Policy
from reviews.engine.reading import MonthLoad, TermFacts

__all__ = ["Cell", "DealFacts", "Estimate", "InvalidFacts", "MonthLoad", "Policy", "TermFacts"]

_NEEDS = ("spec", "policy", "value", "months", "cells", "required")
_MAY_HAVE = ("terms", "cal", "gut", "disputed", "open_concern")


@dataclass(frozen=True)
class DealFacts:
    """One draft, ready to be scored.

    `value`: committed value in minor currency units, without optional years; `months`: its length.
    `required`: the (term, function) pairs that must answer. `terms`: count of obligations and
    category. `cal`: load of each function, month by month from the first. `gut`: recorded, never
    scored. `has_open_concern`: a renewal whose customer waits for an answer.
    """

    policy: str
    value: int
    months: int
    cells: tuple[Cell, ...] = ()
    required: tuple[Key, ...] = ()
    terms: Mapping[str, TermFacts] | None = None
    cal: Mapping[str, tuple[MonthLoad, ...]] | None = None
    gut: bool | None = None
    has_open_concern: bool = False
    spec: str = field(default=SPEC)

    @classmethod
    def from_document(cls, document: object) -> "DealFacts":
        """Read a deal document (docs/scoring.md, section 2); raises InvalidFacts naming the field."""
        said = checks.record(document, "", needs=_NEEDS, may_have=_MAY_HAVE)
        return cls(
            spec=checks.one_of(said["spec"], "spec", (SPEC,)),
            policy=checks.text(said["policy"], "policy", limits.POLICY_ID, "a policy's name"),
            value=checks.whole_number(said["value"], "value", 1, limits.MOST_VALUE),
            months=checks.whole_number(said["months"], "months", 1, limits.MOST_MONTHS),
            cells=reading.cells(said["cells"], said.get("disputed", [])),
            required=reading.pairs(said["required"], "required"),
            terms=reading.terms(said["terms"]) if "terms" in said else None,
            cal=reading.calendars(said["cal"]) if "cal" in said else None,
            gut=checks.flag(said["gut"], "gut") if "gut" in said else None,
            has_open_concern=checks.truth(said.get("open_concern", False), "open_concern"),
        )

    def as_document(self) -> dict[str, object]:
        """The canonical document: cells and pairs sorted, what was not said left out."""
        said: dict[str, object] = {
            "spec": self.spec,
            "policy": self.policy,
            "value": self.value,
            "months": self.months,
            "cells": [cell.as_document() for cell in self.sorted_cells],
            "required": [list(pair) for pair in sorted(self.required)],
        }
        if self.terms is not None:
            said["terms"] = {name: term.as_document() for name, term in self.terms.items()}
        if self.cal is not None:
            said["cal"] = {code: [list(month) for month in months] for code, months in self.cal.items()}
        if self.gut is not None:
            said["gut"] = int(self.gut)
        if self.disputed:
            said["disputed"] = [list(pair) for pair in self.disputed]
        if self.has_open_concern:
            said["open_concern"] = True
        return said

    @cached_property
    def digest(self) -> str:
        """The first 16 hex digits of the SHA-256 of the canonical document."""
        return sha256_hex(self.as_document())[:16]

    @property
    def sorted_cells(self) -> list[Cell]:
        return sorted(self.cells, key=lambda cell: cell.key)

    @property
    def disputed(self) -> tuple[Key, ...]:
        return tuple(cell.key for cell in self.sorted_cells if cell.is_disputed)

    @property
    def missing(self) -> tuple[Key, ...]:
        """The required pairs that have no answer yet."""
        answered = {cell.key for cell in self.cells}
        return tuple(pair for pair in sorted(self.required) if pair not in answered)

    def term(self, name: str) -> TermFacts:
        return (self.terms or {}).get(name, TermFacts())

    def check_under(self, policy: Policy) -> None:
        """Raise InvalidFacts unless this policy knows everything that the facts name."""
        if self.policy != policy.id:
            raise InvalidFacts("policy", f"must be {policy.id}, the policy in force, not {self.policy}")
        for place, code in self._named_functions():
            if code not in policy.rate:
                known = ", ".join(policy.rate)
                raise InvalidFacts(place, f"names the unknown function {code}; known are {known}")
        for name, term in (self.terms or {}).items():
            if term.count > policy.max_n:
                fault = f"must be a whole number from 1 to {policy.max_n}, not {term.count}"
                raise InvalidFacts(f"terms.{name}.n", fault)

    def _named_functions(self) -> list[tuple[str, str]]:
        named = [(f"cells[{row}].f", cell.function) for row, cell in enumerate(self.cells)]
        named += [(f"required[{row}]", pair[1]) for row, pair in enumerate(self.required)]
        return named + [(f"cal.{code}", code) for code in self.cal or {}]
