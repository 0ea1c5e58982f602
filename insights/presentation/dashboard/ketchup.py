"""Quarter-end ketchup: how much pain is signed in the last two weeks, and what that costs."""

from datetime import date
from functools import lru_cache

from django.conf import settings

from dealdesk.kit.counting import counted
from dealdesk.kit.money import in_short
from insights.filters import Filter
from insights.periods import WEEKS, Quarter
from insights.presentation.panels import (
    NumberTable,
    Panel,
    Remark,
    csv_url,
    deals_url,
    definition_url,
    number_table,
)
from insights.presentation.plots.weeks import week_plot
from insights.presentation.tables import Cell, number, numbers, texts
from insights.presentation.words import in_points, points
from insights.queries.damage import MOST_DEALS, ketchup_damage
from insights.queries.signing import SignedQuarter, signed_quarter
from insights.statistics.few import TooFew
from insights.statistics.ketchup import NEEDS, Ketchup, WeekSum, ketchup, ketchup_of_weeks

CODE = "ketchup"
NOTABLE = 0.05
TENTH_OF_A_PER_CENT = 0.001


def full_quarter(chosen: Filter, today: date) -> Quarter:
    """The period when it is over, else the quarter before it."""
    return chosen.quarter if chosen.last_on < today else chosen.quarter.earlier()


def measured(signed: SignedQuarter) -> Ketchup | TooFew:
    """By the deals while they can be shuffled, else by the sums of the weeks."""
    if signed.singles:
        return _shuffled(signed.singles)
    if signed.deals < NEEDS:
        return TooFew(signed.deals, NEEDS)
    return ketchup_of_weeks(signed.weeks)


@lru_cache(maxsize=64)
def _shuffled(singles: tuple[tuple[int, int], ...]) -> Ketchup | TooFew:
    """The draws are seeded, so the same deals give the same answer."""
    return ketchup(singles)


def ketchup_panel(chosen: Filter, today: date) -> Panel:
    full = signed_quarter(chosen, full_quarter(chosen, today), with_singles=True)
    running = signed_quarter(chosen, chosen.quarter) if chosen.quarter != full.quarter else None
    return panel_of(chosen, full, running, today)


def panel_of(chosen: Filter, full: SignedQuarter, running: SignedQuarter | None, today: date) -> Panel:
    found = measured(full)
    so_far = running.weeks[: running.quarter.week_of(today)] if running else ()
    label = full.quarter.label
    lead = f"Pain signed each week, in points: {label} as bars"
    return Panel(
        code=CODE,
        heading="Quarter-end ketchup",
        lead=f"{lead}, {running.quarter.label} as a line" if running else lead,
        n=f"n = {counted(full.deals, 'deal')} of {label}",
        definition_url=definition_url(CODE),
        csv_url=csv_url(CODE, chosen),
        deals_url=deals_url(chosen, of="week", period=full.quarter.name),
        span="span-5",
        look="insights/charts/weeks.html",
        plot=week_plot(
            "Pain signed in each week of the quarter",
            _said(full, found, so_far),
            [points(week.dose) for week in full.weeks],
            [points(week.dose) for week in so_far],
            even_word=f"if it were even: {in_points(full.dose / WEEKS)} a week",
            mark_word="" if isinstance(found, TooFew) else f"{100 * found.share:.0f} % in two weeks",
        ),
        table=_table(chosen, full, running, len(so_far)),
        silence="" if full.deals or so_far else f"Nothing was signed in {label}.",
        remarks=(_sentence(found, label), *_damage(chosen, full)),
    )


def _sentence(found: Ketchup | TooFew, label: str) -> Remark:
    if isinstance(found, TooFew):
        return Remark(found.sentence())
    chance = "below 0.1 %" if found.p_value < TENTH_OF_A_PER_CENT else f"{100 * found.p_value:.1f} %"
    text = (
        f"{100 * found.share:.0f} % of {label}’s pain in two weeks, {found.ratio:.1f} times an even share. "
        f"By chance alone as much or more: {chance}. "
        f"Gini of the weeks {found.gini:.2f}; even signing of as many deals gives {found.gini_null:.2f}."
    )
    return Remark(text, tone="caution" if found.p_value < NOTABLE else "")


def _damage(chosen: Filter, full: SignedQuarter) -> tuple[Remark, ...]:
    found = ketchup_damage(chosen, full.quarter, full.deals)
    if found is None:
        return (Remark(f"Its damage is reckoned for up to {MOST_DEALS} deals; narrow the page to see it."),)
    if isinstance(found, TooFew):
        return ()
    hours = (
        f"{found.hours_as_signed:,.0f} h over today’s capacity as signed, {found.hours_even:,.0f} h if even"
    )
    if chosen.is_narrowed:
        hours += ", on top of everybody else’s work"
    if found.hours <= 0:
        return (Remark(f"It did no damage: {hours}."),)
    money = in_short(abs(found.money), settings.COMPANY_CURRENCY)
    return (Remark(f"{hours}: {found.hours:,.0f} h more, {money}.", "Damage."),)


def _table(chosen: Filter, full: SignedQuarter, running: SignedQuarter | None, weeks: int) -> NumberTable:
    columns = [*texts("Week"), *numbers(f"{full.quarter.label}, points", "Deals")]
    if running:
        so_far = f"{running.quarter.label} so far"
        columns += [number(so_far, f"{so_far}, points"), *numbers("Deals so far")]
    rows = []
    for index, week in enumerate(full.weeks):
        row = [Cell(str(week.week), week.week), *_cells(chosen, full.quarter, week)]
        if running:
            begun = index < weeks
            row += (
                _cells(chosen, running.quarter, running.weeks[index])
                if begun
                else [Cell("–", ""), Cell("–", "")]
            )
        rows.append(row)
    return number_table("Pain signed each week", columns, rows)


def _cells(chosen: Filter, quarter: Quarter, week: WeekSum) -> list[Cell]:
    url = deals_url(chosen, of="week", week=week.week, period=quarter.name) if week.deals else ""
    return [Cell(in_points(week.dose), points(week.dose), url=url), Cell(str(week.deals), week.deals)]


def _said(full: SignedQuarter, found: Ketchup | TooFew, so_far: tuple[WeekSum, ...]) -> str:
    late = sum(week.dose for week in full.weeks[-2:])
    said = f"Bars: {full.quarter.in_words}. "
    said += f"Weeks 12 and 13 hold {in_points(late)} of {in_points(full.dose)} points"
    if not isinstance(found, TooFew):
        said += f", {100 * found.share:.0f} per cent; an even quarter would have 15 per cent there"
    return f"{said}. Line: weeks 1 to {len(so_far)} of the quarter after." if so_far else f"{said}."
