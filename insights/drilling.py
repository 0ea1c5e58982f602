"""Which figure somebody looks behind, as the address of the list of deals says."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date

from contracts.models import RevenueTarget
from dealdesk.kit.bands import BAND_BY_CODE
from insights.periods import WEEKS

SIGNED, LOAD, WEEK, BAND, MEASURE = "signed", "load", "week", "band", "measure"
OUTCOME, TYPE, ANSWERS = "outcome", "type", "answers"
AGAINST, LATE, GUT = "against", "late", "gut"
FIGURES = (SIGNED, LOAD, WEEK, BAND, MEASURE, OUTCOME, TYPE, ANSWERS, AGAINST, LATE, GUT)
RIGHT, WRONG = "right", "wrong"
FEELINGS = {RIGHT: "that felt right", WRONG: "that did not feel right"}
OUTCOMES = {"within": "within the predicted P80", "beyond": "beyond it", "bad": "turned out bad"}
LONGEST_CODE = 60
LAST_MONTH = date.max.replace(day=1)
"""No day follows it, so nothing can be counted to its end."""


@dataclass(frozen=True)
class Behind:
    """`of` is the kind of figure; the rest narrows it, empty or None for all. `band` is that of the gate, of
    the score behind the gut test. What the address says and nobody knows is left out, so the list is then
    wider, never wrong."""

    of: str = SIGNED
    function: str = ""
    month: date | None = None
    week: int | None = None
    band: str = ""
    measure: str = ""
    outcome: str = ""
    type: str = ""
    felt: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "Behind":
        week, code = query.get("week", ""), query.get("function", "")
        return cls(
            of=_one_of(query.get("of", ""), FIGURES) or SIGNED,
            function=code if code.isascii() and code.isalpha() and len(code) == 3 else "",
            month=_month(query.get("month", "")),
            week=int(week) if week in {str(number) for number in range(1, WEEKS + 1)} else None,
            band=_one_of(query.get("band", ""), BAND_BY_CODE),
            measure=_one_of(query.get("measure", ""), RevenueTarget.Measure.values),
            outcome=_one_of(query.get("outcome", ""), OUTCOMES),
            type=query.get("type", "").replace("\x00", "")[:LONGEST_CODE],
            felt=_one_of(query.get("felt", ""), FEELINGS),
        )

    @property
    def kept(self) -> dict[str, str]:
        """For links and forms that stay behind the same figure."""
        said = {
            "of": self.of,
            "function": self.function,
            "month": self.month.isoformat()[:7] if self.month else "",
            "week": str(self.week or ""),
            "band": self.band,
            "measure": self.measure,
            "outcome": self.outcome,
            "type": self.type,
            "felt": self.felt,
        }
        return {name: value for name, value in said.items() if value}


def _one_of(value: str, allowed: Container[str]) -> str:
    return value if value in allowed else ""


def _month(text: str) -> date | None:
    year, _, month = text.partition("-")
    if not (len(year) == 4 and len(month) == 2 and (year + month).isascii() and (year + month).isdecimal()):
        return None
    if not (int(year) and 1 <= int(month) <= 12):
        return None
    found = date(int(year), int(month), 1)
    return found if found < LAST_MONTH else None
