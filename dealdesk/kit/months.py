"""Calendar months: the day so many months after another, and the first of its month."""

from calendar import monthrange
from datetime import date


def months_after(day: date, count: int) -> date:
    """The same day of the month `count` months later, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + count
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def month_of(day: date) -> date:
    """The first day of the day's month."""
    return day.replace(day=1)
