"""Statistics as people read them, and the sentence where one stays silent."""

from datetime import date

from contracts.models import Deal
from insights.presentation.tables import Cell, Figure
from insights.statistics.feels_worse import FeelsWorse
from insights.statistics.few import TooFew
from insights.statistics.risk import Lift, Risk
from reviews.engine.scoring import tenths_of

DASH = "–"
LEAST_CHANCE = 0.001


def percent(part: float, whole: float) -> str:
    return f"{round(100 * part / whole)} %" if whole else DASH


def share_cell(part: int, whole: int) -> Cell:
    """A share with its n; nothing of nothing is a dash."""
    return Cell(percent(part, whole), round(part / whole, 4) if whole else "", note=f"{part} of {whole}")


def number_cell(number: int) -> Cell:
    return Cell(f"{number:,}", number)


def chance(p_value: float) -> str:
    return f"p = {p_value:.3f}" if p_value >= LEAST_CHANCE else f"p < {LEAST_CHANCE}"


def factor(number: float) -> str:
    return f"{number:.2f}"


def factor_cell(found: FeelsWorse | TooFew, what: str = "deals") -> Cell:
    """FWL with its 90 % range and n; below its minimum it says so."""
    if isinstance(found, TooFew):
        return silent_cell(found, what)
    note = f"{factor(found.low)} to {factor(found.high)}, n = {found.n}"
    return Cell(factor(found.factor), round(found.factor, 4), note=note, tone=_tone(found.low, found.high))


def lift_cell(found: Lift | TooFew, what: str = "deals") -> Cell:
    if isinstance(found, TooFew):
        return silent_cell(found, what)
    note = f"{factor(found.interval.low)} to {factor(found.interval.high)}, n = {found.n}"
    return Cell(factor(found.ratio), round(found.ratio, 4), note=note, tone="bad" if found.is_sure else "")


def risk_note(risk: Risk) -> str:
    low, high = round(100 * risk.interval.low), round(100 * risk.interval.high)
    return f"{risk.bad} of {risk.n}, {low} to {high} %"


def silent_cell(few: TooFew, what: str = "deals") -> Cell:
    return Cell(DASH, "", note=f"Too few to tell: {few.n} of {few.needs} {what}")


def silence(few: TooFew, what: str = "deals") -> str:
    """TooFew's sentence; one side without any case has none to compare with."""
    if few.needs == 1:
        return f"Too few to tell: one side has no {what}."
    return few.sentence(what)


def _tone(low: float, high: float) -> str:
    if low > 1:
        return "bad"
    return "good" if high < 1 else ""


def factor_figure(label: str, found: FeelsWorse | TooFew, what: str = "deals") -> Figure:
    if isinstance(found, TooFew):
        return Figure(label, DASH, "", silence(found, what))
    note = f"{factor(found.low)} to {factor(found.high)}, n = {found.n} {what}"
    return Figure(label, factor(found.factor), "× what was said", note)


def deal_cell(deal: Deal) -> Cell:
    return Cell(deal.number, url=deal.get_absolute_url(), note=deal.customer.name)


def day_cell(day: date) -> Cell:
    return Cell(f"{day.day} {day:%b %Y}", day.isoformat())


def dose_points(dose: int) -> Cell:
    """A dose as the score that it alone would give, in points of 100."""
    shown = f"{tenths_of(dose) / 10:.1f}"
    return Cell(shown, shown)
