"""Days and dates of what comes after the signature, each in one place."""

from datetime import date, timedelta

from dealdesk.kit.months import months_after
from outcomes.models import Moment

CHECK_IN_DAYS = {Moment.DAY_30: 30, Moment.DAY_60: 60, Moment.DAY_90: 90}
"""Calendar days after signing on which the functions are asked."""

NOTICE_DAYS = 90
"""Days before the contract's end by which notice must be given, unless the deal says otherwise."""

PREPARE_DAYS = 60
"""Days before the notice date on which preparing the renewal begins."""


def ends_on(signed_on: date, months: int) -> date:
    return months_after(signed_on, months) - timedelta(days=1)


def notice_on(contract_ends_on: date) -> date:
    return contract_ends_on - timedelta(days=NOTICE_DAYS)


def prepare_on(notice_day: date) -> date:
    return notice_day - timedelta(days=PREPARE_DAYS)


def next_month_of(day: date, *, since: date) -> date:
    """The day a month after `day`, of which the first was `since`: a short month in between moves none of
    the later ones."""
    gone = (day.year - since.year) * 12 + day.month - since.month
    return months_after(since, gone + 1)
