"""Renewals nobody listened to: concerns that wait while the contract runs out."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.paginator import Page
from django.urls import reverse

from contracts.models import Concern
from dealdesk.kit.money import in_short, major_units
from dealdesk.kit.spans import day_in_words
from insights.filters import Filter
from insights.presentation.figures import DASH, day_cell, deal_cell, factor, percent, risk_note, silence
from insights.presentation.paging import turns
from insights.presentation.tables import Cell, Figure, InsightPage, Table, numbers_in, sentences, texts
from insights.queries.unheard import AHEAD_DAYS, OPEN_DAYS, Churn, Unheard
from insights.statistics.few import TooFew
from insights.statistics.risk import churn_lift
from outcomes.models import Handover

RENEWALS = "decided renewals of customers who had raised a concern"
DEFINITIONS = (
    f"A concern counts as unheard when it has been open for more than {OPEN_DAYS} days without an "
    f"answer, and a contract of its customer ends within {AHEAD_DAYS} days with its renewal undecided. "
    "An executive’s acceptance is no answer. Each contract’s value counts once. This part is as of "
    "today, whatever the quarter.",
    "Unheard ratio: of the concerns raised since those contracts were signed, how many have no answer.",
    "Lift: the share of renewals lost where a concern was open on the day of the decision, over the "
    "share lost where all were answered, of the renewals decided in the four quarters up to the "
    "period’s end. Half a case is added on either side (Jeffreys), with the 90 % range. Renewals of "
    "customers without any concern are left out.",
)


def unheard_page(
    chosen: Filter,
    found: Unheard,
    churn: Churn,
    concerns: Page[Any],
    contracts: dict[int, Handover],
    today: date,
) -> InsightPage:
    return InsightPage(
        name="unheard",
        title="Renewals nobody listened to",
        lead=f"What customers told us more than {OPEN_DAYS} days ago, without an answer, while their "
        f"contract ends within {AHEAD_DAYS} days.",
        figures=[*_figures(found), _lift(churn, chosen)],
        tables=[_table(concerns, contracts, today, chosen)],
        definitions=DEFINITIONS,
    )


def _figures(found: Unheard) -> list[Figure]:
    value = in_short(found.value, settings.COMPANY_CURRENCY)
    contracts = f"of {found.contracts} contract{'' if found.contracts == 1 else 's'}"
    oldest = f"the oldest has waited {found.oldest_days} days" if found.count else "nobody waits"
    ratio = (
        f"{found.unresolved} of {found.raised} concerns raised" if found.raised else "no concern was raised"
    )
    return [
        Figure("Unheard concerns", str(found.count), "", oldest),
        Figure("Value that hangs on them", value, "", contracts),
        Figure("Unheard ratio", percent(found.unresolved, found.raised), "", ratio),
    ]


def _lift(churn: Churn, chosen: Filter) -> Figure:
    found = churn_lift(churn.unresolved_churned, churn.unresolved, churn.resolved_churned, churn.resolved)
    label = "Lost more often when unheard"
    if isinstance(found, TooFew):
        return Figure(label, DASH, "", silence(found, RENEWALS))
    said = f"{factor(found.interval.low)} to {factor(found.interval.high)}; {risk_note(found.first)} against "
    return Figure(label, factor(found.ratio), "×", f"{said}{risk_note(found.second)}")


def _table(concerns: Page[Any], contracts: dict[int, Handover], today: date, chosen: Filter) -> Table:
    return Table(
        code="concerns",
        title="What waits",
        columns=[
            *texts("Customer"),
            sentences("Concern"),
            *texts("Whose"),
            *numbers_in("days", "Open for"),
            *texts("Contract", "Ends"),
            *numbers_in(settings.COMPANY_CURRENCY, "Value"),
            *texts("Renewal"),
        ],
        rows=[_row(concern, contracts[concern.contract], today) for concern in concerns],
        silence=f"No concern has waited for more than {OPEN_DAYS} days on a contract that ends within "
        f"{AHEAD_DAYS} days.",
        turns=turns(concerns, chosen),
    )


def _row(concern: Concern, contract: Handover, today: date) -> list[Cell]:
    days = (today - concern.raised_on).days
    renewal = getattr(contract, "renewal", None)
    return [
        Cell(concern.customer.name, url=reverse("contracts:customer", args=[concern.customer_id])),
        Cell(
            concern.text[:300],
            note=f"{concern.get_severity_display()}; told on {day_in_words(concern.raised_on)}",
        ),
        Cell(concern.owner.name) if concern.owner else Cell("Nobody’s", tone="bad"),
        Cell(f"{days} days", days),
        deal_cell(contract.deal),
        day_cell(contract.ends_on),
        Cell(
            in_short(contract.value, settings.COMPANY_CURRENCY),
            major_units(contract.value, settings.COMPANY_CURRENCY),
        ),
        deal_cell(renewal.deal) if renewal and renewal.deal else Cell("Not opened yet"),
    ]
