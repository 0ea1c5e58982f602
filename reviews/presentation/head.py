"""The head of a deal's page: its commercial facts and where it stands in its life."""

from dataclasses import dataclass

from django.utils import timezone

from contracts.content import plain_number
from contracts.models import Deal, Draft, DraftState, Paper
from dealdesk.kit.counting import counted
from dealdesk.kit.money import decimals_of, in_full
from dealdesk.kit.spans import from_today
from reviews.gate import CheckState, Gate

MONTHS_A_YEAR = 12
PAPERS = {Paper.OURS: "on our paper", Paper.CUSTOMER: "on the customer’s paper"}
ENDED = {
    DraftState.SENT_BACK,
    DraftState.WITHDRAWN,
    DraftState.REJECTED,
    DraftState.LAPSED,
    DraftState.VOIDED,
}


@dataclass(frozen=True)
class Fact:
    label: str
    value: str
    note: str = ""


def yearly_value(deal: Deal) -> int:
    """Minor units of one year, rounded to a whole euro or yen; the whole of a shorter contract."""
    if deal.months <= MONTHS_A_YEAR:
        return deal.committed_value
    unit = 10 ** decimals_of(deal.currency)
    return round(deal.committed_value * MONTHS_A_YEAR / deal.months / unit) * unit


def facts_of(deal: Deal) -> list[Fact]:
    day = deal.expected_signing_on
    facts = [
        Fact("Value (TCV)", in_full(deal.committed_value, deal.currency)),
        Fact("A year (ACV)", in_full(yearly_value(deal), deal.currency)),
        Fact("Length", counted(deal.months, "month")),
        Fact("Expected signing", f"{day:%a} {day.day} {day:%b %Y}", from_today(day, timezone.localdate())),
        Fact("Kind", deal.get_kind_display()),
        Fact("Owner", deal.owner.name),
    ]
    if deal.product_lines:
        facts.insert(5, Fact("Products", ", ".join(deal.product_lines)))
    if deal.discount is not None:
        facts.append(Fact("Discount", f"{plain_number(deal.discount)} %"))
    facts.append(Fact("Sold", f"{deal.get_channel_display()}, {PAPERS[Paper(deal.paper)]}"))
    if deal.lead_source:
        facts.append(Fact("Lead source", deal.lead_source))
    return facts


@dataclass(frozen=True)
class LifeStep:
    label: str
    note: str = ""
    is_done: bool = False
    is_current: bool = False


def life_of(draft: Draft, gate: Gate | None) -> list[LifeStep]:
    """Draft, review, approvals, clear to sign, signed; the one where the draft stands is current."""
    labels = ["Draft", f"Review of draft {draft.number}", "Approvals", "Clear to sign", "Signed"]
    at, note = _place(draft, gate)
    return [
        LifeStep(label, note if index == at else "", is_done=index < at, is_current=index == at)
        for index, label in enumerate(labels)
    ]


def _place(draft: Draft, gate: Gate | None) -> tuple[int, str]:
    if draft.state == DraftState.DRAFTING:
        return 0, f"draft {draft.number}"
    if draft.state == DraftState.CLEARED:
        return 3, ""
    if draft.state == DraftState.SIGNED:
        return 4, ""
    if draft.state in ENDED or gate is None:
        return 1, draft.get_state_display().lower()
    missing = sum(1 for check in gate.pending if check.key.startswith("review-"))
    if missing:
        return 1, f"{missing} missing"
    if gate.is_open:
        return 3, "the gate is open"
    return (2, "") if any(check.state == CheckState.PENDING for check in gate.checks) else (1, "stopped")
