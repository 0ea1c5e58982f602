"""Deals in the form of the golden vectors, small unless told otherwise."""

from typing import Any

Document = dict[str, Any]


def make_cell(term: str = "T1", function: str = "DEL", level: int = 30, **more: Any) -> Document:
    """A sure answer without work. `level` in tenths; `more` overrides the document's own keys."""
    return {"t": term, "f": function, "g": level, "c": 100, "one": [0, 0, 0], "rec": [0, 0, 0], **more}


def make_deal(*cells: Document, missing: tuple[tuple[str, str], ...] = (), **more: Any) -> Document:
    """A deal of 500,000.00 over a year whose `cells` are required, and the `missing` pairs as well."""
    required = [[cell["t"], cell["f"]] for cell in cells] + [list(pair) for pair in missing]
    return {
        "spec": "DD:1.0",
        "policy": "dd-default-1",
        "value": 50_000_000,
        "months": 12,
        "cells": list(cells),
        "required": required,
        **more,
    }
