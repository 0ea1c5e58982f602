"""`{% load check_ins %}`: what a signed deal was really like, on the pages that show a deal."""

from typing import Any

from django import template
from django.conf import settings

from accounts.models import User
from contracts.models import Deal
from outcomes.presentation.reality import reality_of
from outcomes.queries.handovers import standing_handover

register = template.Library()


@register.inclusion_tag("outcomes/_reality_box.html")
def what_it_was_like(deal: Deal, user: User) -> dict[str, Any]:
    """Said against real at each moment that was answered; nothing before the first answer of a signed deal.
    A handful of queries, however many terms."""
    handover = standing_handover(deal)
    return {
        "reality": reality_of(handover) if handover else None,
        "deal": deal,
        "currency": settings.COMPANY_CURRENCY,
    }
