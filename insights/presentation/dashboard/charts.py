"""Charts by the name in their address, for their CSV."""

from collections.abc import Callable, Mapping
from datetime import date

from insights.filters import Filter
from insights.presentation.dashboard import answers, bands, hurting, ketchup, load, outcome, revenue
from insights.presentation.panels import Panel

CHARTS: Mapping[str, Callable[[Filter, date], Panel]] = {
    answers.CODE: lambda chosen, _: answers.answers_panel(chosen),
    load.CODE: load.load_panel,
    ketchup.CODE: ketchup.ketchup_panel,
    bands.CODE: lambda chosen, _: bands.bands_panel(chosen),
    revenue.CODE: revenue.revenue_panel,
    outcome.CODE: lambda chosen, _: outcome.outcome_panel(chosen),
    hurting.CODE: lambda chosen, _: hurting.hurting_panel(chosen),
}
