"""A QR code as strokes of one SVG path, so that neither a style nor an image is needed."""

from dataclasses import dataclass
from itertools import groupby

import segno

QUIET_ZONE = 4
"""Blank modules around the code, as the standard asks."""


@dataclass(frozen=True)
class QrCode:
    """`size` modules a side, the quiet zone included; `runs` are dark stretches (column, row, length)."""

    size: int
    runs: tuple[tuple[int, int, int], ...]

    @property
    def path(self) -> str:
        return "".join(f"M{column} {row}.5h{length}" for column, row, length in self.runs)


def qr_code(text: str) -> QrCode:
    matrix = segno.make(text, error="m", micro=False).matrix
    runs: list[tuple[int, int, int]] = []
    for row, modules in enumerate(matrix):
        column = 0
        for is_dark, stretch in groupby(modules):
            length = len(list(stretch))
            if is_dark:
                runs.append((column + QUIET_ZONE, row + QUIET_ZONE, length))
            column += length
    return QrCode(len(matrix) + 2 * QUIET_ZONE, tuple(runs))
