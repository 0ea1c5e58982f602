"""Where a term stands in the playbook: standard, on a rung of the ladder, or beyond it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol


class RungLike(Protocol):
    wording: str
    value: Decimal | None
    is_pre_approved: bool
    functions: list[str]


class TypeLike(Protocol):
    functions: list[str]

    @property
    def is_compared_by_value(self) -> bool: ...

    def is_at_least_as_good(self, value: Decimal, limit: Decimal) -> bool: ...


@dataclass(frozen=True)
class Standing:
    """`rung` is the position of the first rung that covers the term, or None when it lies beyond all.

    `functions` are the codes of those who must review it; empty for a standard term.
    """

    rung: int | None
    is_standard: bool
    functions: tuple[str, ...]


def standing_of(
    type_: TypeLike, rungs: Sequence[RungLike], *, wording: str, value: Decimal | None
) -> Standing:
    """Compare a term with the ladder, best position first.

    A type with a comparable value is compared by value where the term has one; everything else by its
    words, with case and white space folded. A rung without functions of its own asks the type's.
    """
    for index, rung in enumerate(rungs):
        if _covers(type_, rung, wording, value):
            if rung.is_pre_approved:
                return Standing(index, True, ())
            return Standing(index, False, tuple(sorted(rung.functions or type_.functions)))
    return Standing(None, False, tuple(sorted(type_.functions)))


def _covers(type_: TypeLike, rung: RungLike, wording: str, value: Decimal | None) -> bool:
    if type_.is_compared_by_value and value is not None and rung.value is not None:
        return type_.is_at_least_as_good(value, rung.value)
    if value != rung.value and value is not None:
        return False
    return fold(wording) == fold(rung.wording)


def fold(wording: str) -> str:
    """The words alone: case, runs of white space and closing stops do not make a new clause."""
    return " ".join(wording.casefold().split()).rstrip(" .;")
