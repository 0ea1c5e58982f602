"""Pain by band over time: value signed each month, stacked by the band of the gate that was passed."""

from datetime import date

from django.conf import settings

from dealdesk.kit.bands import BANDS
from dealdesk.kit.counting import counted
from dealdesk.kit.money import in_short, major_units
from dealdesk.kit.months import months_after
from insights.filters import QUARTERS_A_YEAR, Filter
from insights.periods import MONTHS_A_QUARTER
from insights.presentation.panels import Panel, csv_url, deals_url, definition_url, number_table
from insights.presentation.plots.axes import plain
from insights.presentation.plots.stacks import stack_plot
from insights.presentation.tables import Cell, numbers, numbers_in, texts
from insights.queries.signing import SignedBand, signed_bands

CODE = "bands"
NOTHING = SignedBand(0, 0)
MILLION = 1_000_000


def bands_panel(chosen: Filter) -> Panel:
    """The twelve months that end with the period."""
    found, currency = signed_bands(chosen), settings.COMPANY_CURRENCY
    months = months_of(chosen)
    values = [
        [
            float(major_units(found.get((month, band.code), NOTHING).value, currency)) / MILLION
            for band in BANDS
        ]
        for month in months
    ]
    deals = sum(entry.deals for entry in found.values())
    return Panel(
        code=CODE,
        heading="Pain by band over time",
        lead=f"Value signed each month, {currency} M, by the band that was approved",
        n=f"n = {counted(deals, 'deal')}",
        definition_url=definition_url(CODE),
        csv_url=csv_url(CODE, chosen),
        deals_url=deals_url(chosen, of="band"),
        span="span-6 print-wide",
        look="insights/charts/stacks.html",
        plot=stack_plot(
            f"Signed value by band, month by month to {months[-1]:%B %Y}",
            _said(found, months, currency),
            [f"{month:%b}" for month in months],
            [(band.tone, band.word) for band in BANDS],
            values,
            word=plain,
        ),
        table=number_table(
            "Value signed by band and month",
            [*texts("Month"), *numbers("Deals"), *numbers_in(currency, *(band.word for band in BANDS))],
            [_row(month, found, chosen) for month in months],
        ),
        silence="" if deals else "Nothing was signed in these twelve months.",
    )


def months_of(chosen: Filter) -> list[date]:
    return [months_after(chosen.year_first_on, count) for count in range(QUARTERS_A_YEAR * MONTHS_A_QUARTER)]


def _row(month: date, found: dict[tuple[date, str], SignedBand], chosen: Filter) -> list[Cell]:
    currency, name = settings.COMPANY_CURRENCY, f"{month:%Y-%m}"
    row = {band.code: found.get((month, band.code), NOTHING) for band in BANDS}
    deals = sum(entry.deals for entry in row.values())
    cells = [Cell(f"{month:%b %Y}", name), _linked(str(deals), deals, deals, chosen, month=name)]
    for code, entry in row.items():
        text, raw = in_short(entry.value, currency), major_units(entry.value, currency)
        cells.append(_linked(text, raw, entry.deals, chosen, month=name, band=code))
    return cells


def _linked(text: str, raw: object, deals: int, chosen: Filter, **behind: str) -> Cell:
    if not deals:
        return Cell("–", 0)
    return Cell(text, raw, url=deals_url(chosen, of="band", **behind))


def _said(found: dict[tuple[date, str], SignedBand], months: list[date], currency: str) -> str:
    lines = []
    for month in months:
        hard = sum(found.get((month, band.code), NOTHING).value for band in BANDS[2:])
        whole = sum(found.get((month, band.code), NOTHING).value for band in BANDS)
        if whole:
            lines.append(f"{month:%B}: {in_short(whole, currency)}, of it {in_short(hard, currency)}")
    return f"Value signed, and of it in the bands High and above. {'; '.join(lines)}."
