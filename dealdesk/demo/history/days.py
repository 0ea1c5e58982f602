"""When a deal of the history was signed: by quarter and week, so that the habit stays with the calendar."""

from datetime import date, timedelta

from dealdesk.demo.content import Json
from dealdesk.demo.hours import SATURDAY, weekday
from dealdesk.kit.months import months_after

QUARTER, WEEK = 3, 7


def signing_day(line: Json, today: date) -> date | None:
    """A working day before today; None while the line's day of this quarter has not come.

    `signed` is [quarters ago, week 1 to 13, weekday], `signed_days_ago` counts back like everything else.
    """
    if "signed_days_ago" in line:
        return weekday(today - timedelta(days=line["signed_days_ago"]))
    ago, week, step = line["signed"]
    this = date(today.year, (today.month - 1) // QUARTER * QUARTER + 1, 1)
    first = months_after(this, -QUARTER * ago)
    day = _monday_if_weekend(first + timedelta(days=WEEK * (week - 1) + step))
    return day if day < today else None


def _monday_if_weekend(day: date) -> date:
    """Forward, so that a week's deals stay in their week of the quarter."""
    return day + timedelta(days=2 - (day.weekday() - SATURDAY)) if day.weekday() >= SATURDAY else day


def working_days_before(day: date, count: int) -> date:
    for _ in range(count):
        day = weekday(day - timedelta(days=1))
    return day
