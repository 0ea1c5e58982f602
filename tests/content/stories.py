"""Reads the sample playbook and the demo company, and replays each deal's drafts on paper."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from contracts.standing import Standing, standing_of

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "dealdesk" / "demo" / "content"
LABELS = ("standard", "A", "B", "C", "D")

Json = dict[str, Any]
Cell = tuple[str, str]
"""Term type and function code."""


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


PLAYBOOK = read(ROOT / "contracts" / "sample" / "playbook.json")
TYPES: dict[str, Json] = {kind["code"]: kind for kind in PLAYBOOK["types"]}
PEOPLE: dict[str, Json] = {person["email"]: person for person in read(CONTENT / "people.json")}
FUNCTIONS: dict[str, Json] = {team["code"]: team for team in read(CONTENT / "functions.json")}
CUSTOMERS: dict[str, Json] = {customer["key"]: customer for customer in read(CONTENT / "customers.json")}
DEALS: list[Json] = [deal for path in sorted(CONTENT.glob("deals_*.json")) for deal in read(path)]


@dataclass(frozen=True)
class Position:
    wording: str
    value: Decimal | None
    is_pre_approved: bool
    functions: list[str]


@dataclass(frozen=True)
class Kind:
    functions: list[str]
    better: str | None

    @property
    def is_compared_by_value(self) -> bool:
        return self.better is not None

    def is_at_least_as_good(self, value: Decimal, limit: Decimal) -> bool:
        return value <= limit if self.better == "lower" else value >= limit


def positions(kind: Json) -> list[Json]:
    """The standard position and then the ladder, best for us first."""
    return [{**kind["standard"], "pre_approved": True, "functions": []}, *kind["ladder"]]


def as_decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def standing(code: str, term: Json) -> Standing:
    kind = TYPES[code]
    rungs = [
        Position(rung["wording"], as_decimal(rung["value"]), rung["pre_approved"], rung["functions"])
        for rung in positions(kind)
    ]
    better = kind["comparable"]["better"] if kind["comparable"] else None
    words = words_of(code, term)
    return standing_of(Kind(kind["functions"], better), rungs, wording=words, value=as_decimal(term["value"]))


def words_of(code: str, term: Json) -> str:
    if term["wording"] is not None:
        return str(term["wording"])
    return str(positions(TYPES[code])[LABELS.index(term["rung"])]["wording"])


@dataclass(frozen=True)
class Stage:
    """One draft: its terms by type, the cells that must be answered, and the answers that it has."""

    draft: Json
    terms: dict[str, Json]
    required: frozenset[Cell]
    answers: dict[Cell, list[Json]]

    @property
    def missing(self) -> frozenset[Cell]:
        return self.required - self.answers.keys()


def stages(deal: Json) -> Iterator[Stage]:
    """Replay the drafts: an answer stays until its term is changed or removed."""
    terms: dict[str, Json] = {}
    answers: dict[Cell, list[Json]] = {}
    for draft in deal["drafts"]:
        fresh = {term["type"]: term for term in [*draft.get("terms", []), *draft.get("add", [])]}
        changed = {**draft.get("change", {}), **fresh}
        gone = set(draft.get("remove", [])) | set(changed)
        terms = {code: term for code, term in terms.items() if code not in draft.get("remove", [])} | changed
        answers = {cell: given for cell, given in answers.items() if cell[0] not in gone}
        for review in deal["reviews"]:
            if review["draft"] == draft["number"]:
                answers.setdefault((review["type"], review["function"]), []).append(review)
        required = frozenset(
            (code, function) for code, term in terms.items() for function in standing(code, term).functions
        )
        yield Stage(draft, terms, required, answers)


def last_stage(deal: Json) -> Stage:
    return list(stages(deal))[-1]


def facts(deal: Json) -> Json:
    """The last draft in the form that the scoring engine reads; the hardest of two answers counts."""
    stage = last_stage(deal)
    cells = []
    for (code, function), given in sorted(stage.answers.items()):
        hardest = max(given, key=lambda review: review["level"])
        cell = {"t": code, "f": function, "g": hardest["level"] * 10, "c": hardest["confidence"]}
        cell["one"] = [hours * 60 for hours in hardest["once_hours"]]
        cell["rec"] = [hours * 60 for hours in hardest["monthly_hours"]]
        if hardest["verdict"] == "blocker":
            cell["b"] = 1
        if hardest["residual_level"]:
            cell |= {"gr": hardest["residual_level"] * 10, "acc": int(hardest["condition_accepted"])}
        cells.append(cell)
    return {
        "spec": "DD:1.0",
        "policy": "dd-default-1",
        "value": deal["value_minor"],
        "months": deal["months"],
        "cells": cells,
        "required": sorted(map(list, stage.required)),
    }
