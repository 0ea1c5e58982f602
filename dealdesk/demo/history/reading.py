"""Reads the files of the history; README.md says what stands in them."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from dealdesk.demo.content import Json

FOLDER = Path(__file__).parent


def _read(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


@cache
def lines() -> list[Json]:
    """The deals, one line each."""
    found: list[Json] = _read("deals.json")
    return found


@cache
def customers() -> list[Json]:
    found: list[Json] = _read("customers.json")
    return found


@cache
def asks() -> Json:
    """What customers ask, by term type: words, values by rung, and the reps' reasons."""
    found: Json = _read("asks.json")
    return found


@cache
def remarks() -> Json:
    """What functions say of it before and after signing."""
    found: Json = _read("remarks.json")
    return found
