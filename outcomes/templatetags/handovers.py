"""`{% load handovers %}`: what comes after the signature, on the page of a deal."""

from typing import Any

from django import template
from django.utils import timezone

from accounts.models import User
from contracts.models import Draft
from outcomes.presentation.deal_boxes import earlier_box, signed_box

register = template.Library()


@register.inclusion_tag("outcomes/_after_signature.html")
def after_signature(draft: Draft, user: User) -> dict[str, Any]:
    """The obligations of a signed deal and its renewal; on a renewal deal, the contract before it. Nothing on
    any other deal, in a number of queries that does not grow."""
    today = timezone.localdate()
    signed, earlier = signed_box(draft, user, today), earlier_box(draft.deal, user, today)
    return {"draft": draft, "signed": signed, "earlier": earlier}
