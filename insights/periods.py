"""Calendar quarters, their weeks and months. A period of the dashboards is always a quarter."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dealdesk.kit.months import months_after

WEEKS = 13
MONTHS_A_QUARTER = 3
ORDINALS = ("First", "Second", "Third", "Fourth")
_NAME = re.compile(r"([0-9]{4})-Q([1-4])", re.ASCII)


@dataclass(frozen=True, order=True)
class Quarter:
    """`name` is how an address writes it (2026-Q4), `label` how people do (Q4 2026)."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Quarter":
        return cls(day.year, (day.month - 1) // MONTHS_A_QUARTER + 1)

    @classmethod
    def named(cls, name: str) -> "Quarter":
        """Raises ValueError for anything that is not like 2026-Q4."""
        found = _NAME.fullmatch(name)
        if found is None or int(found[1]) < 1:
            raise ValueError(f"“{name}” is not a quarter; write one like 2026-Q4.")
        return cls(int(found[1]), int(found[2]))

    @property
    def name(self) -> str:
        return f"{self.year:04}-Q{self.number}"

    @property
    def label(self) -> str:
        return f"Q{self.number} {self.year}"

    @property
    def in_words(self) -> str:
        return f"{ORDINALS[self.number - 1]} quarter {self.year}"

    @property
    def first_on(self) -> date:
        return date(self.year, (self.number - 1) * MONTHS_A_QUARTER + 1, 1)

    @property
    def last_on(self) -> date:
        return months_after(self.first_on, MONTHS_A_QUARTER) - timedelta(days=1)

    def earlier(self, count: int = 1) -> "Quarter":
        return Quarter.of(months_after(self.first_on, -MONTHS_A_QUARTER * count))

    def week_of(self, day: date) -> int:
        """1 to 13; the days after the thirteenth week belong to it (docs/outcomes.md, section 4)."""
        return min(WEEKS, 1 + (day - self.first_on).days // 7)

    def day_of(self, day: date) -> int:
        """1 for the quarter's first day, up to 90, 91 or 92."""
        return 1 + (day - self.first_on).days

    def days_of_week(self, week: int) -> tuple[date, date]:
        """First and last day of week 1 to 13."""
        first = self.first_on + timedelta(days=7 * (week - 1))
        return first, self.last_on if week == WEEKS else first + timedelta(days=6)
