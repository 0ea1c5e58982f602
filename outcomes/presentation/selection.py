"""Who is signed at all, by gate: the part of the deals from which outcomes can come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dealdesk.kit.bands import BAND_BY_CODE


@dataclass(frozen=True)
class SelectionLine:
    gate: str
    submitted: int
    signed: int
    share: str
    overrides: int


def selection_lines(rows: Sequence[Mapping[str, Any]]) -> tuple[SelectionLine, ...]:
    """`rows` as outcomes.queries.selection counts them."""
    return tuple(
        SelectionLine(
            gate=BAND_BY_CODE[row["gate"]].word if row["gate"] in BAND_BY_CODE else "Reviews missing",
            submitted=row["submitted"],
            signed=row["signed"],
            share=f"{100 * row['signed'] / row['submitted']:.0f} %",
            overrides=row["overrides"],
        )
        for row in rows
    )
