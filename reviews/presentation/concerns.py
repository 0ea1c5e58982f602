"""What the customer told us, open concerns first."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from accounts.permissions import may
from contracts.models import Concern, ConcernAcceptance, Deal
from contracts.policy import is_answerer
from dealdesk.kit.spans import day_in_words
from reviews.checks.concerns import HELD_KINDS
from reviews.policy import wrote_in


@dataclass(frozen=True)
class ConcernLine:
    """As components/check.html reads it."""

    state: str
    title: str
    reason: str
    url: str = ""
    verb: str = ""


def concern_lines(concerns: Iterable[Concern], reader: User, *, deal: Deal) -> list[ConcernLine]:
    """With what executives accepted for this deal; an open one leads to where the reader can settle it."""
    listed = sorted(concerns, key=lambda concern: not concern.is_open)
    accepted = {found.concern_id: found for found in deal.accepted_concerns.select_related("by")}
    may_accept = _may_accept(deal, reader) if listed else False
    return [_line(concern, reader, deal, accepted.get(concern.pk), may_accept) for concern in listed]


def _may_accept(deal: Deal, reader: User) -> bool:
    return deal.kind in HELD_KINDS and may(reader, "concern.accept") and not wrote_in(deal, reader)


def _line(
    concern: Concern, reader: User, deal: Deal, accepted: ConcernAcceptance | None, may_accept: bool
) -> ConcernLine:
    by = f" by {concern.told_by}" if concern.told_by else ""
    said = f"{concern.get_severity_display()}, raised on {day_in_words(concern.raised_on)}{by}"
    if not concern.is_open:
        who = f" by {concern.answered_by.name}" if concern.answered_by else ""
        shown = f" ({concern.evidence})" if concern.evidence else ""
        return ConcernLine("passed", concern.text, f"{said}. Answered{who}: {concern.answer}{shown}")
    said += f". {concern.owner} sees to the answer" if concern.owner else ". Nobody sees to the answer yet"
    if accepted is not None:
        return ConcernLine("passed", concern.text, f"{said}. {accepted.by} accepted it: {accepted.words}")
    if may_accept:
        url = reverse("reviews:concern_accept", args=[deal.serial, concern.pk])
        return ConcernLine("failed", concern.text, said, url, "Accept in writing")
    url = reverse("contracts:customer", args=[concern.customer_id]) + f"#concern-{concern.pk}"
    return ConcernLine("failed", concern.text, said, url if is_answerer(concern, reader) else "", "Answer")
