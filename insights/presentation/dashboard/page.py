"""The whole dashboard: one sentence, four figures, and the panels."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from accounts.models import User
from dealdesk.kit.counting import counted
from insights.filters import Filter
from insights.periods import WEEKS
from insights.presentation.dashboard import answers, bands, hurting, ketchup, load, outcome, revenue
from insights.presentation.dashboard.waiting import Waiting, waiting_for
from insights.presentation.filter_bar import FilterBar, filter_bar
from insights.presentation.panels import Panel
from insights.presentation.tables import Figure
from insights.presentation.words import COUNTING_ALL, OF_ALL, change, in_points, joined
from insights.queries.forward_load import forward_load
from insights.queries.outcome import Outcomes, all_outcomes, outcomes_by_band
from insights.queries.signing import SignedQuarter, signed_quarter
from insights.statistics.few import TooFew


@dataclass(frozen=True)
class DashboardPage:
    """As templates/insights/dashboard.html reads it."""

    lead: str
    bar: FilterBar
    figures: tuple[Figure, ...]
    waiting: Waiting
    answers: Panel
    panels: tuple[Panel, ...]


def dashboard_page(person: User, chosen: Filter, now: datetime) -> DashboardPage:
    """A number of queries that does not grow with deals."""
    today = timezone.localdate(now)
    waiting, loads, outcomes = waiting_for(person), forward_load(chosen, today), outcomes_by_band(chosen)
    full = signed_quarter(chosen, ketchup.full_quarter(chosen, today), with_singles=True)
    signed = full if full.quarter == chosen.quarter else signed_quarter(chosen, chosen.quarter)
    running = None if signed is full else signed
    before = full if running else signed_quarter(chosen, chosen.quarter.earlier())
    return DashboardPage(
        lead=_lead(chosen, loads, today),
        bar=filter_bar(chosen, today),
        figures=(
            _waiting_figure(waiting, chosen),
            _signed_figure(chosen, signed, before, today),
            _ketchup_figure(full),
            _outcome_figure(all_outcomes(outcomes)),
        ),
        waiting=waiting,
        answers=answers.answers_panel(chosen),
        panels=(
            load.panel_of(loads, chosen),
            ketchup.panel_of(chosen, full, running, today),
            bands.bands_panel(chosen),
            revenue.revenue_panel(chosen, today),
            outcome.panel_of(chosen, outcomes),
            hurting.hurting_panel(chosen),
        ),
    )


def _lead(chosen: Filter, loads: load.Loads, today: date) -> str:
    """Fourth quarter 2026, week 10 of 13. Delivery and Support run over capacity by March."""
    quarter = chosen.quarter
    is_running = quarter.first_on <= today <= quarter.last_on
    when = f", week {quarter.week_of(today)} of {WEEKS}." if is_running else "."
    return f"{quarter.in_words}{when} {_overload(loads)}{f', {COUNTING_ALL}' if chosen.is_narrowed else ''}."


def _overload(loads: load.Loads) -> str:
    over = load.overloaded(loads)
    if not over:
        return "No function runs over capacity in the next six months"
    first = min(months[0].month_on for months in over.values())
    verb = "runs" if len(over) == 1 else "run"
    return f"{joined(list(over))} {verb} over capacity, first in {first:%B}"


def _waiting_figure(waiting: Waiting, chosen: Filter) -> Figure:
    """Of all deals, and it says so where the page is narrowed."""
    label, of_all = "Waiting for me", OF_ALL if chosen.is_narrowed else ""
    if not waiting.count:
        return Figure(label, "0", "approvals", of_all)
    noun = "approval" if waiting.count == 1 else "approvals"
    note = ", ".join(filter(None, (f"{waiting.points} points", of_all)))
    return Figure(label, str(waiting.count), f"{noun}, {waiting.value}", note)


def _signed_figure(chosen: Filter, signed: SignedQuarter, before: SignedQuarter, today: date) -> Figure:
    """Against the quarter before: the whole of it, or up to the same day while the period runs."""
    label, deals, earlier = chosen.quarter.label, counted(signed.deals, "deal"), before.quarter.label
    if chosen.last_on < today:
        compared, part = change(signed.dose, before.dose), earlier
    else:
        day = chosen.quarter.day_of(today)
        compared, part = change(signed.dose_by(day), before.dose_by(day)), f"{earlier} up to the same day"
    note = f"{compared} {part}, {deals}" if compared else deals
    return Figure(f"Pain signed, {label}", in_points(signed.dose), "points", note)


def _ketchup_figure(full: SignedQuarter) -> Figure:
    found, label = ketchup.measured(full), f"Ketchup index, {full.quarter.label}"
    if isinstance(found, TooFew):
        return Figure(label, "–", "", found.sentence())
    note = f"{100 * found.share:.0f} % of pain in the last two weeks, n = {found.n}"
    return Figure(label, f"{found.ratio:.1f}", "× even", note)


def _outcome_figure(whole: Outcomes) -> Figure:
    label = "Within the predicted cost"
    if not whole.n:
        return Figure(label, "–", "", "no 90-day outcome yet")
    share = str(outcome.within_share(whole))
    return Figure(label, share, f"% of {counted(whole.n, 'deal')}", outcome.goal_note(whole))
