"""Reads the demo company's files; content/README.md says what stands in them."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

Json = dict[str, Any]

CONTENT = Path(__file__).parent / "content"
PLAYBOOK = Path(settings.ROOT) / "contracts" / "sample" / "playbook.json"
LABELS = ("standard", "A", "B", "C", "D")
"""Rungs as the stories call them, by position in the playbook."""


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@cache
def people() -> list[Json]:
    found: list[Json] = _read(CONTENT / "people.json")
    return found


@cache
def functions() -> list[Json]:
    found: list[Json] = _read(CONTENT / "functions.json")
    return found


@cache
def customers() -> list[Json]:
    found: list[Json] = _read(CONTENT / "customers.json")
    return found


@cache
def deals() -> list[Json]:
    return [deal for path in sorted(CONTENT.glob("deals_*.json")) for deal in _read(path)]


@cache
def asides() -> dict[str, list[Json]]:
    """What people do beside writing, reviewing and deciding, by the key of the deal."""
    found: dict[str, list[Json]] = _read(CONTENT / "asides.json")
    return found


@cache
def life() -> list[Json]:
    """Stories of the company that belong to no deal."""
    found: list[Json] = _read(CONTENT / "life.json")
    return found


@cache
def term_types() -> list[Json]:
    found: list[Json] = _read(PLAYBOOK)["types"]
    return found


def with_role(role: str) -> list[Json]:
    return [person for person in people() if role in person["roles"]]


def person(email: str) -> Json:
    return next(known for known in people() if known["email"] == email)
