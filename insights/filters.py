"""What the dashboards are narrowed by: period, product line, region and kind, kept in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from contracts.models import DealKind
from insights.periods import Quarter
from insights.queries.known import Known, known_slices

EARLIEST_YEAR = 2000
QUARTERS_A_YEAR = 4
LONGEST_ECHO = 40


@dataclass(frozen=True)
class Filter:
    """`line`, `region` (two letters, the customer's country) and `kind` are empty for all. `problems` says
    what of the address could not be used, in sentences; the widest view stands in for it."""

    quarter: Quarter
    line: str = ""
    region: str = ""
    kind: str = ""
    problems: tuple[str, ...] = field(default=(), compare=False)
    known: Known = field(default_factory=Known, compare=False, repr=False)

    @classmethod
    def from_query(cls, query: Mapping[str, str], today: date) -> "Filter":
        """Read from an address such as ?period=2026-Q4&line=Relay&region=DE&kind=renewal."""
        known = known_slices()
        problems: list[str] = []
        return cls(
            quarter=_quarter(query.get("period", ""), Quarter.of(today), problems),
            line=_one_of(query.get("line", ""), known.lines, "product line", problems),
            region=_one_of(query.get("region", ""), known.regions, "region", problems),
            kind=_one_of(query.get("kind", ""), DealKind.values, "kind of deal", problems),
            problems=tuple(problems),
            known=known,
        )

    @property
    def period(self) -> str:
        return self.quarter.name

    @property
    def first_on(self) -> date:
        return self.quarter.first_on

    @property
    def last_on(self) -> date:
        return self.quarter.last_on

    @property
    def year_first_on(self) -> date:
        """First day of the four quarters that end with the period."""
        return self.quarter.earlier(QUARTERS_A_YEAR - 1).first_on

    def quarters_over(self, today: date) -> list[Quarter]:
        """Those of the four quarters up to the period's end that are over, the latest first: one that still
        runs has no last weeks yet."""
        return [each for each in map(self.quarter.earlier, range(QUARTERS_A_YEAR)) if each.last_on < today]

    @property
    def kind_label(self) -> str:
        return str(DealKind(self.kind).label) if self.kind else ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.line or self.region or self.kind)

    @property
    def narrowing(self) -> dict[str, str]:
        """What narrows beside the period, without what does not."""
        said = {"line": self.line, "region": self.region, "kind": self.kind}
        return {name: value for name, value in said.items() if value}

    @property
    def narrowed_in_words(self) -> str:
        """Relay, DE, Renewal: empty when nothing narrows."""
        return ", ".join(filter(None, (self.line, self.region, self.kind_label)))

    def widened(self) -> "Filter":
        """The same period, narrowed by nothing."""
        return replace(self, line="", region="", kind="")

    def as_query(self, **changes: object) -> str:
        """`?period=...`, to hang on an address. Changes replace or add; None or "" leaves a parameter out."""
        said: dict[str, object] = {"period": self.period, **self.narrowing, **changes}
        return "?" + urlencode({name: value for name, value in said.items() if value not in (None, "")})


def _quarter(name: str, current: Quarter, problems: list[str]) -> Quarter:
    if not name:
        return current
    try:
        quarter = Quarter.named(name)
    except ValueError:
        problems.append(f"“{_echo(name)}” is not a quarter like {current.name}, so {current.label} is shown.")
        return current
    if quarter.year < EARLIEST_YEAR or quarter > current:
        problems.append(f"There is nothing to show of {quarter.label}, so {current.label} is shown.")
        return current
    return quarter


def _one_of(value: str, allowed: list[str] | tuple[str, ...], what: str, problems: list[str]) -> str:
    if not value or value in allowed:
        return value
    problems.append(f"No signed deal has the {what} “{_echo(value)}”, so all are shown.")
    return ""


def _echo(text: str) -> str:
    return text if len(text) <= LONGEST_ECHO else f"{text[:LONGEST_ECHO]}…"
