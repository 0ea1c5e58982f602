"""Targets of the strategy, as a table of those in force and a table of what was before."""

from django.core.paginator import Page
from django.urls import reverse
from django.utils import timezone

from contracts.models import RevenueTarget
from dealdesk.kit.spans import in_full
from insights.presentation.figures import DASH
from insights.presentation.paging import turns
from insights.presentation.tables import Cell, Table, numbers, texts

WHAT = {
    "new_products": "Value of deals that sell one of the product lines named.",
    "new_customers": "Value of each customer’s first signed deal, and of new business.",
    "standard_terms": "Value of deals without a non-standard term.",
    "long_contracts": "Value of contracts of more than 24 months.",
}


def in_force_table(targets: dict[str, RevenueTarget], *, may_edit: bool) -> Table:
    columns = [*texts("Measure"), *numbers("Target"), *texts("Set by")]
    if may_edit:
        columns += texts("Change")
    return Table(
        code="targets",
        title="In force",
        columns=columns,
        rows=[
            _in_force(measure, str(label), targets.get(measure), may_edit)
            for measure, label in RevenueTarget.Measure.choices
        ],
    )


def _in_force(measure: str, label: str, target: RevenueTarget | None, may_edit: bool) -> list[Cell]:
    change = [Cell("Change" if target else "Set", url=f"{reverse('insights:targets')}?measure={measure}#set")]
    lines = f" New are: {', '.join(target.lines)}." if target and target.lines else ""
    return [
        Cell(label, note=WHAT[measure] + lines),
        Cell(f"{target.share} %", target.share) if target else Cell("not set", ""),
        Cell(target.set_by.name, note=_at(target)) if target else Cell(DASH, ""),
        *(change if may_edit else []),
    ]


def history_table(page: Page[RevenueTarget]) -> Table:
    """Newest first."""
    return Table(
        code="history",
        title="All that was set",
        columns=[*texts("Measure"), *numbers("Target"), *texts("Product lines", "Set by", "When")],
        rows=[
            [
                Cell(target.get_measure_display()),
                Cell(f"{target.share} %", target.share),
                Cell(", ".join(target.lines) or DASH),
                Cell(target.set_by.name),
                Cell(_at(target), target.set_at.isoformat(timespec="minutes")),
            ]
            for target in page
        ],
        silence="No target was set yet. The dashboard shows the mix without one.",
        turns=turns(page),
    )


def _at(target: RevenueTarget) -> str:
    return in_full(timezone.localtime(target.set_at))
