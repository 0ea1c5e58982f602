"""Which steps of an approval the reader may hand to somebody else, or take back."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.models import Role, User
from accounts.permissions import may
from contracts.models import Draft
from reviews.models import Ask, Reassignment
from reviews.policy import wrote_in


@dataclass(frozen=True)
class HandLine:
    """`shown` is who is asked, with both names; `verb` what the reader may do at `url`."""

    label: str
    shown: str
    verb: str
    url: str


def hand_lines(draft: Draft, reader: User) -> list[HandLine]:
    """Two queries, and one more for whoever may."""
    if not may(reader, "approval.hand_over") or wrote_in(draft.deal, reader):
        return []
    asks = Ask.objects.standing().filter(submission__draft=draft).select_related("person", "principal")
    handed = Reassignment.objects.filter(submission__draft=draft, from_person=reader)
    gave = set(handed.values_list("step_key", flat=True))
    lines = [_line(ask, reader, gave) for ask in asks]
    return [line for line in lines if line is not None]


def _line(ask: Ask, reader: User, gave: set[str]) -> HandLine | None:
    shown = f"{ask.person} for {ask.principal}" if ask.principal else str(ask.person)
    url = reverse("reviews:hand_over", args=[ask.pk])
    if ask.person_id == reader.pk or Role.DEAL_DESK in reader.roles:
        return HandLine(ask.label, shown, "Hand it to somebody else", url)
    if ask.step_key in gave and ask.principal_id is not None:
        return HandLine(ask.label, shown, "Take it back", url)
    return None
