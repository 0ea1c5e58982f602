"""What the customer told us, open concerns first."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from accounts.permissions import may
from contracts.models import Concern


@dataclass(frozen=True)
class ConcernLine:
    """As components/check.html reads it."""

    state: str
    title: str
    reason: str
    url: str = ""
    verb: str = ""


def concern_lines(concerns: Iterable[Concern], reader: User) -> list[ConcernLine]:
    listed = sorted(concerns, key=lambda concern: not concern.is_open)
    return [_line(concern, may_answer=may(reader, "customer.edit")) for concern in listed]


def _line(concern: Concern, *, may_answer: bool) -> ConcernLine:
    day = concern.raised_on
    by = f" by {concern.told_by}" if concern.told_by else ""
    raised = f"{concern.get_severity_display()}, raised on {day.day} {day:%B %Y}{by}"
    if concern.is_open:
        url = reverse("contracts:customer", args=[concern.customer_id])
        return ConcernLine("failed", concern.text, raised, url if may_answer else "", "Answer")
    who = f" by {concern.answered_by.name}" if concern.answered_by else ""
    return ConcernLine("passed", concern.text, f"{raised}. Answered{who}: {concern.answer}")
