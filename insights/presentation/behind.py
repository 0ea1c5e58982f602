"""The list of deals behind a figure, as a table with what each brings to it."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.conf import settings
from django.core.paginator import Page
from django.urls import reverse

from accounts.models import Function, User
from contracts.models import Deal, RevenueTarget
from dealdesk.kit.bands import BAND_BY_CODE
from dealdesk.kit.counting import counted
from dealdesk.kit.money import in_short, major_units
from dealdesk.kit.spans import in_hours
from insights.drilling import (
    AGAINST,
    ANSWERS,
    BAND,
    FEELINGS,
    GUT,
    LATE,
    LOAD,
    MEASURE,
    OUTCOME,
    OUTCOMES,
    TYPE,
    WEEK,
    Behind,
)
from insights.filters import Filter
from insights.presentation.figures import day_cell
from insights.presentation.paging import paged
from insights.presentation.tables import (
    SIGNED_ON,
    Cell,
    Column,
    InsightPage,
    Table,
    Turns,
    number,
    numbers,
    numbers_in,
    texts,
)
from insights.presentation.words import in_points, points
from insights.queries.behind import answered, is_of_deals, loading, signed_behind
from insights.queries.cells import type_names
from insights.queries.culture import HARD_BANDS
from outcomes.models import Handover

CODE = "deals"
HARD_WORDS = " or ".join(BAND_BY_CODE[code].word for code in HARD_BANDS)


def behind_page(
    person: User, chosen: Filter, behind: Behind, query: Mapping[str, str], today: date
) -> InsightPage:
    """`query` holds the page's number, or csv for all rows at once."""
    if is_of_deals(behind):
        rows = loading(person, chosen, behind) if behind.of == LOAD else answered(person, chosen, behind)
        page = paged(rows, query)
        columns, cells = _of_deals(list(page), behind)
    else:
        page = paged(signed_behind(person, chosen, behind, today), query)
        columns, cells = _of_handovers(list(page), behind)
    count = page.paginator.count
    title = title_of(chosen, behind)
    table = Table(
        code=CODE,
        title=counted(count, "deal"),
        columns=columns,
        rows=cells,
        silence="No deal stands behind this figure.",
        turns=_turns(page, chosen, behind),
    )
    parent = reverse("insights:dashboard") + chosen.as_query()
    return InsightPage(
        name=CODE,
        title="Deals behind a figure",
        lead=title,
        tables=[table],
        parent_url=parent,
        parent_label="Dashboard",
    )


def title_of(chosen: Filter, behind: Behind) -> str:
    """Delivery in February 2027: signed, and likely to be."""
    year = f"{chosen.year_first_on:%B %Y} to {chosen.last_on:%B %Y}"
    said = {
        LOAD: lambda: f"Work for {_function(behind)}{_month(behind)}, signed and in the pipeline",
        ANSWERS: lambda: f"Reviews that {_function(behind)} answered in {chosen.quarter.label}",
        WEEK: lambda: f"Signed in {_week(behind)}{chosen.quarter.label}",
        BAND: lambda: f"Signed{_band(behind)}{_month(behind) or f', {year}'}",
        MEASURE: lambda: f"Signed in {chosen.quarter.label}{_measure(behind)}",
        OUTCOME: lambda: f"Signed{_band(behind)}, {year}, with a 90-day outcome{_outcome(behind)}",
        TYPE: lambda: f"Signed, {year}, with {_type(behind)}",
        AGAINST: lambda: f"Signed as {HARD_WORDS}, {year}",
        LATE: lambda: f"Signed in weeks 12 and 13 of the quarters that are over, {year}",
        GUT: lambda: f"Signed{_score(behind)}, {year}, with a feeling and a 90-day outcome{_felt(behind)}",
    }
    found = said.get(behind.of)
    return f"{found() if found else f'Signed in {chosen.quarter.label}'}."


def _function(behind: Behind) -> str:
    found = Function.objects.filter(code=behind.function).first()
    return found.name if found else "all functions"


def _month(behind: Behind) -> str:
    return f" in {behind.month:%B %Y}" if behind.month else ""


def _week(behind: Behind) -> str:
    return f"week {behind.week} of " if behind.week else ""


def _band(behind: Behind) -> str:
    return f" as {BAND_BY_CODE[behind.band].word}" if behind.band else ""


def _score(behind: Behind) -> str:
    return f" with a score of {BAND_BY_CODE[behind.band].span}" if behind.band else ""


def _felt(behind: Behind) -> str:
    return f": those {FEELINGS[behind.felt]}" if behind.felt else ""


def _measure(behind: Behind) -> str:
    label = RevenueTarget.Measure(behind.measure).label if behind.measure else ""
    return f", counted under “{label}”" if label else ""


def _outcome(behind: Behind) -> str:
    return f": {OUTCOMES[behind.outcome]}" if behind.outcome else ""


def _type(behind: Behind) -> str:
    return (
        f"“{type_names([behind.type]).get(behind.type, behind.type)}”"
        if behind.type
        else "non-standard terms"
    )


def _of_deals(deals: Sequence[Deal], behind: Behind) -> tuple[list[Column], list[list[Cell]]]:
    if behind.of == LOAD:
        columns = [*texts("Deal", "Owner"), *numbers_in("h", "Signed work", "Likely work, if it is signed")]
        return columns, [[*_deal(deal), _effort(deal.signed), _effort(deal.likely)] for deal in deals]  # type: ignore[attr-defined]  # annotated
    columns = [
        *texts("Deal", "Owner"),
        *numbers("Answers"),
        number("Late", "Late answers"),
        *numbers_in("h", "Held, together"),
    ]
    return columns, [
        [*_deal(deal), _number(deal.answers), _number(deal.late), _effort(deal.held)]  # type: ignore[attr-defined]  # annotated
        for deal in deals
    ]


def _of_handovers(signed: Sequence[Handover], behind: Behind) -> tuple[list[Column], list[list[Cell]]]:
    currency = settings.COMPANY_CURRENCY
    columns = [
        *texts("Deal", "Owner"),
        SIGNED_ON,
        *texts("Approved as"),
        *numbers_in(currency, "Value"),
        *numbers("Score", "Dose, points"),
    ]
    rows = [_signed(handover) for handover in signed]
    if behind.of in (OUTCOME, GUT):
        columns += [
            *numbers_in("points", "Real dose"),
            *numbers_in(currency, "Real cost", "Predicted P80"),
            *texts("Turned out"),
        ]
        rows = [[*row, *_turned_out(handover)] for row, handover in zip(rows, signed, strict=True)]
    if behind.of == TYPE:
        columns += numbers("Real pain, points")
        rows = [[*row, _pain(handover)] for row, handover in zip(rows, signed, strict=True)]
    return columns, rows


def _deal(deal: Deal) -> list[Cell]:
    return [
        Cell(deal.customer.name, url=deal.get_absolute_url(), note=f"{deal.number} · {deal.name}"),
        Cell(deal.owner.name),
    ]


def _signed(handover: Handover) -> list[Cell]:
    currency = settings.COMPANY_CURRENCY
    return [
        *_deal(handover.deal),
        day_cell(handover.signed_on),
        Cell(BAND_BY_CODE[handover.band].word, handover.band),
        Cell(in_short(handover.value, currency), major_units(handover.value, currency)),
        Cell(f"{handover.tenths / 10:.1f}", handover.tenths / 10),
        Cell(in_points(handover.dose), points(handover.dose)),
    ]


def _turned_out(handover: Handover) -> list[Cell]:
    currency, cost = settings.COMPANY_CURRENCY, handover.real_cost  # type: ignore[attr-defined]  # annotated
    dose, is_bad = handover.real_dose, handover.is_bad  # type: ignore[attr-defined]  # annotated
    verdict = Cell("bad", tone="bad") if is_bad else Cell("not bad")
    return [
        Cell(in_points(dose), points(dose)),
        Cell(in_short(cost, currency), major_units(cost, currency)),
        Cell(in_short(handover.cost_p80, currency), major_units(handover.cost_p80, currency)),
        verdict,
    ]


def _pain(handover: Handover) -> Cell:
    pain = handover.pain  # type: ignore[attr-defined]  # annotated
    return Cell("–", "") if pain is None else Cell(in_points(pain), points(pain))


def _effort(minutes: int | None) -> Cell:
    return Cell(in_hours(int(minutes)), round(int(minutes) / 60, 2)) if minutes else Cell("–", 0)


def _number(count: int | None) -> Cell:
    return Cell(f"{count or 0:,}", count or 0)


def _turns(page: Page[Deal] | Page[Handover], chosen: Filter, behind: Behind) -> Turns:
    def address(number: int) -> str:
        return chosen.as_query(**behind.kept, page=number)

    return Turns(
        newer_url=address(page.previous_page_number()) if page.has_previous() else "",
        older_url=address(page.next_page_number()) if page.has_next() else "",
    )
