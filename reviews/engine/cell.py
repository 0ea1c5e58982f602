"""One cell: what one function answered about one term."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from reviews.engine import checks, limits
from reviews.engine.checks import InvalidFacts, path

Key = tuple[str, str]


class Estimate(NamedTuple):
    """Minutes of work in three points, low <= likely <= high."""

    low: int
    likely: int
    high: int

    @classmethod
    def from_document(cls, entry: object, field: str) -> "Estimate":
        points = checks.listing(entry, field, longest=3, exactly=3)
        minutes = cls(*(checks.whole_number(point, field, 0, limits.MOST_MINUTES) for point in points))
        if not minutes.low <= minutes.likely <= minutes.high:
            raise InvalidFacts(field, f"must rise from low to likely to high, not {list(minutes)}")
        return minutes


NO_WORK = Estimate(0, 0, 0)


@dataclass(frozen=True)
class Cell:
    """An answer: level in tenths (10-50), confidence in per cent (20-100), work once and a month.

    `blocker`: must not be signed as written. `residual`: the level (tenths) if a stated condition
    holds, which counts once `accepted` by the function that owns the condition. None means that
    the document does not say, which scores as no. `is_disputed`: its reviewers stand two levels apart.
    """

    term: str
    function: str
    level: int
    confidence: int
    once: Estimate = NO_WORK
    monthly: Estimate = NO_WORK
    blocker: bool | None = None
    residual: int | None = None
    accepted: bool | None = None
    is_disputed: bool = False

    @property
    def key(self) -> Key:
        return self.term, self.function

    @property
    def standing_level(self) -> int:
        """The level that counts: the residual one only when its condition is accepted."""
        if self.accepted and self.residual is not None:
            return min(self.level, self.residual)
        return self.level

    @classmethod
    def from_document(cls, entry: object, field: str) -> "Cell":
        """Read {t, f, g, c, one, rec[, b, gr, acc]}; raises InvalidFacts naming the field."""
        said = checks.record(
            entry, field, needs=("t", "f", "g", "c", "one", "rec"), may_have=("b", "gr", "acc")
        )
        cell = cls(
            term=term_name(said["t"], path(field, "t")),
            function=function_code(said["f"], path(field, "f")),
            level=checks.whole_number(said["g"], path(field, "g"), *limits.LEVEL_TENTHS),
            confidence=checks.whole_number(said["c"], path(field, "c"), *limits.CONFIDENCE_PER_CENT),
            once=Estimate.from_document(said["one"], path(field, "one")),
            monthly=Estimate.from_document(said["rec"], path(field, "rec")),
            blocker=checks.flag(said["b"], path(field, "b")) if "b" in said else None,
            residual=checks.whole_number(said["gr"], path(field, "gr"), *limits.LEVEL_TENTHS)
            if "gr" in said
            else None,
            accepted=checks.flag(said["acc"], path(field, "acc")) if "acc" in said else None,
        )
        if cell.accepted and cell.residual is None:
            raise InvalidFacts(path(field, "acc"), "cannot be 1 without a residual level gr")
        return cell

    def as_document(self) -> dict[str, object]:
        said: Mapping[str, object] = {
            "t": self.term,
            "f": self.function,
            "g": self.level,
            "c": self.confidence,
            "one": list(self.once),
            "rec": list(self.monthly),
            "b": None if self.blocker is None else int(self.blocker),
            "gr": self.residual,
            "acc": None if self.accepted is None else int(self.accepted),
        }
        return {key: value for key, value in said.items() if value is not None}


def term_name(value: object, field: str) -> str:
    return checks.text(value, field, limits.NAME, "a term's name of 1 to 80 characters")


def function_code(value: object, field: str) -> str:
    return checks.text(value, field, limits.FUNCTION_CODE, "a function's code such as DEL")
