"""Sets of texts, bands and truths: some values, or all but some."""

from dataclasses import dataclass
from typing import Final

from reviews.engine.rules.conditions import Single


@dataclass(frozen=True)
class Picks:
    """`values`, or with `is_all_but` everything except them."""

    values: frozenset[Single]
    is_all_but: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.values and not self.is_all_but

    def __and__(self, other: "Picks") -> "Picks":
        if self.is_all_but and other.is_all_but:
            return Picks(self.values | other.values, is_all_but=True)
        if self.is_all_but:
            return Picks(other.values - self.values)
        return Picks(self.values - other.values if other.is_all_but else self.values & other.values)

    def __sub__(self, other: "Picks") -> "Picks":
        return self & Picks(other.values, is_all_but=not other.is_all_but)


ANY_TEXT: Final = Picks(frozenset(), is_all_but=True)
EITHER: Final = Picks(frozenset({True, False}))
YES: Final = Picks(frozenset({True}))
NO: Final = Picks(frozenset({False}))
