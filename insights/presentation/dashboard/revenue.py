"""Right revenue: bookings against the strategy's targets, and RAV beside bookings, never alone."""

from datetime import date

from django.conf import settings
from django.urls import reverse

from contracts.models import RevenueTarget
from dealdesk.kit.counting import counted
from dealdesk.kit.money import in_short, major_units
from insights.filters import Filter
from insights.presentation.panels import Panel, Remark, csv_url, deals_url, definition_url, number_table
from insights.presentation.plots.bullets import Bullet, bullet_plot
from insights.presentation.tables import Cell, numbers, numbers_in, texts
from insights.queries.revenue import Mix, Part, revenue_mix
from insights.queries.signing import Booked, booked

CODE = "revenue"


def revenue_panel(chosen: Filter, today: date) -> Panel:
    bookings = booked(chosen)
    mix = revenue_mix(chosen)
    return Panel(
        code=CODE,
        heading="Right revenue",
        lead=_lead(chosen, today),
        n=f"n = {counted(mix.deals, 'deal')}",
        definition_url=definition_url(CODE),
        csv_url=csv_url(CODE, chosen),
        deals_url=deals_url(chosen, of="signed"),
        look="insights/charts/bullets.html",
        plot=bullet_plot([_bullet(part, mix, chosen) for part in mix.parts]),
        table=number_table(
            "Right-revenue mix",
            [
                *texts("Share of bookings"),
                *numbers("Deals"),
                *numbers_in(settings.COMPANY_CURRENCY, "Value"),
                *numbers_in("%", "Now", "Plan"),
            ],
            [_row(part, mix, chosen) for part in mix.parts],
        )
        if mix.deals
        else None,
        silence="" if mix.value else _nothing(chosen, today),
        remarks=_remarks(bookings, mix, chosen, today),
    )


def _nothing(chosen: Filter, today: date) -> str:
    is_over = chosen.last_on < today
    return f"Nothing was signed in {chosen.quarter.label}{'' if is_over else ' yet'}."


def share_of(part: Part, mix: Mix) -> int:
    """Whole per cent of the value of all bookings, half up."""
    return (200 * part.value + mix.value) // (2 * mix.value) if mix.value else 0


def label_of(part: Part) -> str:
    return str(RevenueTarget.Measure(part.measure).label)


def _bullet(part: Part, mix: Mix, chosen: Filter) -> Bullet:
    plan = part.target.share if part.target else None
    url = deals_url(chosen, of="measure", measure=part.measure)
    return Bullet(label_of(part), share_of(part, mix), plan, url)


def _row(part: Part, mix: Mix, chosen: Filter) -> list[Cell]:
    currency, share = settings.COMPANY_CURRENCY, share_of(part, mix)
    url = deals_url(chosen, of="measure", measure=part.measure)
    plan = Cell(f"{part.target.share} %", part.target.share) if part.target else Cell("–", "")
    return [
        Cell(label_of(part)),
        Cell(f"{part.deals:,}", part.deals, url=url),
        Cell(in_short(part.value, currency), major_units(part.value, currency)),
        Cell(f"{share} %", share),
        plan,
    ]


def _lead(chosen: Filter, today: date) -> str:
    lead = f"Share of the bookings of {chosen.quarter.label}; the line is the plan"
    return f"{lead} at its end" if chosen.last_on < today else lead


def _remarks(bookings: Booked, mix: Mix, chosen: Filter, today: date) -> tuple[Remark, ...]:
    if not bookings.deals:
        return ()
    currency, share = settings.COMPANY_CURRENCY, bookings.rav_share
    said = f"Bookings {in_short(bookings.value, currency)}; after the likely cost of what was promised "
    said += (
        f"{in_short(bookings.rav, currency)} of {in_short(bookings.margin_value, currency)} margin are left"
    )
    kept = "." if share is None else f", {round(100 * share)} %."
    remarks = [Remark(said + kept + _left_out(bookings))]
    if any(part.target is None for part in mix.parts):
        remarks.append(_without_target(chosen, today))
    return tuple(remarks)


def _without_target(chosen: Filter, today: date) -> Remark:
    """What is set today changes nothing for a quarter that is over."""
    if chosen.last_on < today:
        return Remark(f"Some measures had no target in {chosen.quarter.label}.")
    return Remark("Some measures have no target yet.", links=_editor())


def _left_out(bookings: Booked) -> str:
    unscored = bookings.deals - bookings.scored
    if not unscored:
        return ""
    verb = "was" if unscored == 1 else "were"
    return f" {counted(unscored, 'deal')} {verb} signed without a score; nobody knows what is left of that."


def _editor() -> tuple[tuple[str, str], ...]:
    return (("Set the targets", reverse("insights:targets")),)
