"""The answers of one check-in as they stand, for its event and for the page's token."""

from typing import Any

from dealdesk.kit.digests import digest_of
from outcomes.models import CellOutcome, CheckIn

TOLD = ("request", "undisclosed", "level", "spent_minutes", "remaining_minutes", "condition_kept", "note")
"""What an event keeps of each answer, before and after."""


def told(check_in: CheckIn) -> list[dict[str, Any]]:
    rows = CellOutcome.objects.filter(check_in=check_in).order_by("id")
    return [dict(row) for row in rows.values(*TOLD)]


def answers_token(check_in: CheckIn) -> str:
    """Changes with every answer, correction, import and reopening: what a page showed, in one word."""
    answered = check_in.answered_at.isoformat() if check_in.answered_at else ""
    return digest_of({"answered": answered, "told": told(check_in)})
