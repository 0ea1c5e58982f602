"""What a calibration would change in what is in force, one parameter at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from outcomes.calibration.doses import Deal
from reviews.engine.correcting import effective_confidences
from reviews.engine.learned import Habit, Learned


@dataclass(frozen=True)
class Change:
    """One parameter: `kind` is uplift, severity, hours or confidence; `of` a function's code or a reviewer.

    `n` says on how much it stands, `beside` what else is written with it. `lowers`: some score can fall by
    it; otherwise scores can only rise.
    """

    kind: str
    of: str | int
    n: int
    lowers: bool
    value: int
    beside: Mapping[str, int] = field(default_factory=dict)

    def touches(self, deal: Deal) -> bool:
        return self.of in deal.functions or self.of in deal.reviewers

    def applied(self, learned: Learned) -> Learned:
        if isinstance(self.of, str):
            return replace(learned, uplift={**learned.uplift, self.of: self.value})
        name = "hits" if self.kind == "confidence" else self.kind
        habit = replace(learned.habit(self.of), **{name: self.value}, **self.beside)
        return replace(learned, habits={**learned.habits, self.of: habit})


def uplift_change(code: str, old: int, new: int, n: int) -> Change:
    return Change("uplift", code, n, new < old, new)


def hours_change(reviewer: int, old: Habit, new: int, n: int) -> Change:
    return Change("hours", reviewer, n, new < old.hours, new)


def severity_change(reviewer: int, old: Habit, new: int, n: int) -> Change:
    return Change("severity", reviewer, n, new > old.severity, new)


def confidence_change(reviewer: int, old: Habit, hits: int, n: int) -> Change:
    before, after = effective_confidences(old.hits, old.n), effective_confidences(hits, n)
    lowers = any(now > was for was, now in zip(before, after, strict=True))
    return Change("confidence", reviewer, n, lowers, hits, beside={"n": n})


def changes_confidence(old: Habit, hits: int, n: int) -> bool:
    """Does any confidence that can be stated count otherwise?"""
    return effective_confidences(hits, n) != effective_confidences(old.hits, old.n)
