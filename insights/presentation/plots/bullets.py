"""How far, against a plan: bars with a line. Words stand beside them in HTML."""

from collections.abc import Sequence
from dataclasses import dataclass

FULL = 100.0
SPARE = 10.0
"""Room behind the longest bar, in per cent."""


@dataclass(frozen=True)
class Bullet:
    """`share` and `plan` are per cents, already rounded as shown; `plan` None where none is set."""

    label: str
    share: int
    plan: int | None
    url: str = ""

    @property
    def gap(self) -> int:
        return self.share - (self.plan or 0)

    @property
    def is_met(self) -> bool:
        return self.plan is not None and self.share >= self.plan

    @property
    def gap_word(self) -> str:
        if self.plan is None:
            return ""
        return f"+{self.gap}" if self.gap >= 0 else f"−{-self.gap}"


@dataclass(frozen=True)
class BulletPlot:
    width: float
    bullets: tuple[Bullet, ...]


def bullet_plot(bullets: Sequence[Bullet]) -> BulletPlot:
    longest = max((max(each.share, each.plan or 0) for each in bullets), default=0)
    return BulletPlot(min(FULL, max(longest + SPARE, FULL / 2)), tuple(bullets))
