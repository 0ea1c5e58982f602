"""`{% load commission %}`: what a deal suggests about its commission, to those whom it concerns."""

from typing import Any

from django import template
from django.utils import timezone

from accounts.models import User
from contracts.models import Draft
from outcomes.presentation.commission import commission_of

register = template.Library()


@register.inclusion_tag("outcomes/_commission.html")
def commission(draft: Draft, user: User) -> dict[str, Any]:
    """A card, or nothing. `draft` with its deal and the deal's owner."""
    return {"commission": commission_of(draft, user, timezone.localdate())}
