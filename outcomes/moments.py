"""The moments at which a signed deal is looked at again, in the order of time."""

from datetime import date, timedelta

from outcomes.models import CheckIn, Handover, Moment, UndisclosedTerm
from outcomes.scales import CHECK_IN_DAYS

EARLY_DAYS = 7
"""So many days before its day a check-in can be answered already."""


def shown_moment(moment: str) -> str:
    """30 days, or the renewal: as it stands in a sentence after “after” or “at”."""
    return "the contract’s time" if moment == Moment.RENEWAL else Moment(moment).label


def up_to(moment: str) -> list[Moment]:
    """The moment and those before it, first first."""
    return list(Moment)[: list(Moment).index(Moment(moment)) + 1]


def since(moment: str) -> list[Moment]:
    """The moment and those after it, first first."""
    return list(Moment)[list(Moment).index(Moment(moment)) :]


def day_of(handover: Handover, moment: str) -> date:
    """The calendar day of a moment of this deal; the renewal's is the last day of the contract."""
    if moment == Moment.RENEWAL:
        return handover.ends_on
    return handover.signed_on + timedelta(days=CHECK_IN_DAYS[Moment(moment)])


def opens_on(check_in: CheckIn) -> date:
    """The first day on which a check-in can be answered; the renewal's with the preparing of the renewal."""
    if check_in.moment == Moment.RENEWAL and hasattr(check_in.handover, "renewal"):
        return check_in.handover.renewal.prepare_on
    return check_in.due_on - timedelta(days=EARLY_DAYS)


def belongs_to(term: UndisclosedTerm, handover: Handover, moment: str) -> bool:
    """Does an undisclosed term count at a moment? From the day on which it was found, and in any case from
    90 days on: there it was promised all along (docs/outcomes.md, section 1.5)."""
    return moment in (Moment.DAY_90, Moment.RENEWAL) or term.found_on <= day_of(handover, moment)
