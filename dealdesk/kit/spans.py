"""Lengths of time and moments, as people read them. No clock is read here: callers say what now is."""

from datetime import date, datetime

NBSP = "\u00a0"
MINUTES_AN_HOUR = 60
MINUTES_A_PERSON_DAY = 8 * MINUTES_AN_HOUR


def in_hours(minutes: int) -> str:
    """Effort in hours: 45 min, 1.5 h, 120 h. `minutes` is a whole number."""
    if abs(minutes) < MINUTES_AN_HOUR and minutes:
        return f"{minutes}{NBSP}min"
    return f"{_tidy(minutes / MINUTES_AN_HOUR)}{NBSP}h"


def in_person_days(minutes: int) -> str:
    """Effort in days of eight hours: 1 day, 12.5 days."""
    days = _tidy(minutes / MINUTES_A_PERSON_DAY)
    return f"{days}{NBSP}{'day' if days == '1' else 'days'}"


def in_short(moment: datetime, now: datetime) -> str:
    """10:15 when it is the same day as `now`, 8 Dec 10:15 in the same year, else 8 Dec 2026. Both local."""
    if moment.date() == now.date():
        return f"{moment:%H:%M}"
    day = f"{moment.day} {moment:%b}"
    if moment.year == now.year:
        return f"{day} {moment:%H:%M}"
    return f"{day} {moment.year}"


def in_full(moment: datetime) -> str:
    """Tuesday 8 December 2026 at 09:12 CET."""
    return f"{moment:%A} {moment.day} {moment:%B %Y} at {moment:%H:%M %Z}".rstrip()


def day_in_words(day: date) -> str:
    """8 December 2026."""
    return f"{day.day} {day:%B %Y}"


def from_today(day: date, today: date) -> str:
    """How far `day` is from `today`: today, tomorrow, in 10 days, 3 days ago."""
    days = (day - today).days
    named = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if days in named:
        return named[days]
    return f"in {days} days" if days > 0 else f"{-days} days ago"


def _tidy(number: float) -> str:
    return f"{number:,.1f}".removesuffix(".0")
