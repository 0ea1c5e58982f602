"""How long a contract goes on, or since when it is over, in words that all pages share."""

from datetime import date

from dealdesk.kit.spans import day_in_words
from outcomes.models import Handover


def end_in_words(handover: Handover, *, otherwise: str = "ends") -> str:
    """Such as “ends 14 January 2027”, or “terminated on 10 April 2026” in its place. Reads the signing."""
    ended = handover.signing.terminated_on
    return (
        f"terminated on {day_in_words(ended)}" if ended else f"{otherwise} {day_in_words(handover.ends_on)}"
    )


def still_comes(handover: Handover, day: date) -> bool:
    """False for a day after the one on which the contract was terminated: nothing has to be done on it."""
    ended = handover.signing.terminated_on
    return ended is None or day <= ended
