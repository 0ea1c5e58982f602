"""What outcomes have taught, as a policy version carries it: whole numbers. docs/outcomes.md, section 2."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from reviews.engine import checks, limits
from reviews.engine.checks import InvalidFacts, path

MILLION = 1_000_000
MOST_CORRECTION = 7
"""Tenths of a level by which a reviewer's severity may correct an answer."""
LEAST_HOURS, MOST_HOURS = 500, 2_500
"""Actual over estimated work, per mille, that a calibration may teach."""
_MOST_COUNT = 10**9


@dataclass(frozen=True)
class Hazard:
    """P(bad) = 1 - exp(-(a Ds + b De + c)), doses in units of 1e6 micro-doses; a, b, c in millionths.

    Fitted on `n` outcomes, of which `bad` went badly.
    """

    a: int
    b: int
    c: int
    n: int
    bad: int


@dataclass(frozen=True)
class Blend:
    """The monotone touch-up: `weight` (per mille) of a rising line through `points`, pairs of the hazard's
    own prediction and what came of it, in millionths."""

    weight: int
    points: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Habit:
    """One reviewer against the others: `severity` in tenths of a level (above zero: judges harder than
    others do), `hits` of `n` ranges that held what the work really took, `hours` per mille."""

    severity: int = 0
    hits: int = 0
    n: int = 0
    hours: int = 1_000


@dataclass(frozen=True)
class Learned:
    """`calibration`: the run that proposed it. `uplift`: per mille by function. `habits`: by reviewer."""

    calibration: int = 0
    outcomes: int = 0
    uplift: Mapping[str, int] = field(default_factory=dict)
    habits: Mapping[int, Habit] = field(default_factory=dict)
    hazard: Hazard | None = None
    blend: Blend | None = None

    def habit(self, reviewer: int) -> Habit:
        return self.habits.get(reviewer, NO_HABIT)

    def as_document(self) -> dict[str, Any]:
        """JSON types only; reviewers by their number as text, in order."""
        blend = self.blend
        return {
            "calibration": self.calibration,
            "outcomes": self.outcomes,
            "uplift": dict(sorted(self.uplift.items())),
            "habits": {str(key): asdict(self.habits[key]) for key in sorted(self.habits)},
            "hazard": None if self.hazard is None else asdict(self.hazard),
            "blend": blend and {"weight": blend.weight, "points": [list(point) for point in blend.points]},
        }

    @classmethod
    def from_document(cls, document: object) -> "Learned":
        """Read what `as_document` wrote; nothing for {}. Raises InvalidFacts naming the field."""
        if document == {}:
            return cls()
        names = ("calibration", "outcomes", "uplift", "habits", "hazard", "blend")
        said = checks.record(document, "learned", needs=names)
        return cls(
            calibration=_count(said["calibration"], "learned.calibration"),
            outcomes=_count(said["outcomes"], "learned.outcomes"),
            uplift={code: _hours(value, path("learned.uplift", code)) for code, value in _uplifts(said)},
            habits={_reviewer(key): _habit(entry) for key, entry in _entries(said, "habits")},
            hazard=None if said["hazard"] is None else _hazard(said["hazard"]),
            blend=None if said["blend"] is None else _blend(said["blend"]),
        )


NO_HABIT = Habit()
NOTHING_LEARNED = Learned()


def _entries(said: Mapping[str, object], name: str) -> list[tuple[str, object]]:
    return list(checks.mapping(said[name], path("learned", name)).items())


def _uplifts(said: Mapping[str, object]) -> list[tuple[str, object]]:
    known = "a function's code such as DEL"
    return [
        (checks.text(code, "learned.uplift", limits.FUNCTION_CODE, known), value)
        for code, value in _entries(said, "uplift")
    ]


def _count(value: object, place: str) -> int:
    return checks.whole_number(value, place, 0, _MOST_COUNT)


def _hours(value: object, place: str) -> int:
    return checks.whole_number(value, place, LEAST_HOURS, MOST_HOURS)


def _reviewer(key: str) -> int:
    if not (key.isascii() and key.isdigit()):
        raise InvalidFacts("learned.habits", f"must name reviewers by number, not {checks.shown(key)}")
    return int(key)


def _habit(entry: object) -> Habit:
    place = "learned.habits"
    said = checks.record(entry, place, needs=("severity", "hits", "n", "hours"))
    n = _count(said["n"], f"{place}.n")
    return Habit(
        severity=checks.whole_number(
            said["severity"], f"{place}.severity", -MOST_CORRECTION, MOST_CORRECTION
        ),
        hits=checks.whole_number(said["hits"], f"{place}.hits", 0, n),
        n=n,
        hours=checks.whole_number(said["hours"], f"{place}.hours", 200, 5_000),
    )


def _hazard(entry: object) -> Hazard:
    place = "learned.hazard"
    said = checks.record(entry, place, needs=("a", "b", "c", "n", "bad"))
    rate = {name: checks.whole_number(said[name], f"{place}.{name}", 1, 10**9) for name in ("a", "b", "c")}
    return Hazard(**rate, n=_count(said["n"], f"{place}.n"), bad=_count(said["bad"], f"{place}.bad"))


def _blend(entry: object) -> Blend:
    place = "learned.blend"
    said = checks.record(entry, place, needs=("weight", "points"))
    points = []
    for point in checks.listing(said["points"], f"{place}.points", longest=10_000):
        x, y = checks.listing(point, f"{place}.points", longest=2, exactly=2)
        points.append((_share(x), _share(y)))
    if not points or any(a[0] >= b[0] or a[1] > b[1] for a, b in zip(points, points[1:], strict=False)):
        raise InvalidFacts(f"{place}.points", "must rise from point to point")
    return Blend(checks.whole_number(said["weight"], f"{place}.weight", 0, 1_000), tuple(points))


def _share(value: object) -> int:
    return checks.whole_number(value, "learned.blend.points", 0, MILLION)
