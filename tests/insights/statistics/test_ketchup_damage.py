"""Overload as signed against overload with the same deals spread evenly: beside a count by the day."""

import datetime as dt
import random
from collections import Counter

import pytest

from insights.statistics.few import TooFew
from insights.statistics.ketchup_damage import Damage, Work, damage

FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 3, 31)
MONTHS = [dt.date(2026, month, 1) for month in range(1, 13)]


def deal(number: int, signed_on: dt.date, minutes: int = 6000, days: int = 30) -> Work:
    return Work(number, signed_on, "DEL", minutes, signed_on, signed_on + dt.timedelta(days=days - 1))


def capacity(minutes: int, function: str = "DEL") -> dict[tuple[str, dt.date], int]:
    return {(function, month): minutes for month in MONTHS}


def by_the_day(work: list[Work], limit: int) -> float:
    """Hours over the limit, adding up one day of one deal after the other."""
    load: Counter[tuple[str, dt.date]] = Counter()
    for row in work:
        days = [
            row.starts_on + dt.timedelta(days=step) for step in range((row.ends_on - row.starts_on).days + 1)
        ]
        for day in days:
            load[row.function, day.replace(day=1)] += row.minutes / len(days)
    return sum(max(0, minutes - limit) for minutes in load.values()) / 60


def test_below_fifteen_deals_it_is_silent() -> None:
    work = [deal(number, LAST) for number in range(14)]
    assert damage(work, capacity(100), first_on=FIRST, last_on=LAST) == TooFew(14, 15)


def test_a_deal_of_two_functions_is_one_deal() -> None:
    work = [deal(7, LAST), deal(7, LAST)] * 20
    assert damage(work, capacity(100), first_on=FIRST, last_on=LAST) == TooFew(1, 15)


def test_signing_everything_on_the_last_day_overloads_what_even_signing_does_not() -> None:
    work = [deal(number, LAST) for number in range(30)]
    found = damage(work, capacity(80_000), first_on=FIRST, last_on=LAST, rates={"DEL": 9_000})
    assert isinstance(found, Damage)
    assert found.hours_even == 0 and found.hours == found.hours_as_signed
    assert found.hours == pytest.approx((180_000 * 29 / 30 - 80_000) / 60)
    assert found.money == round(found.hours * 9_000)


def test_even_signing_does_no_damage() -> None:
    days = (LAST - FIRST).days + 1
    work = [deal(row, FIRST + dt.timedelta(days=(2 * row + 1) * days // 60)) for row in range(30)]
    found = damage(work, capacity(10_000), first_on=FIRST, last_on=LAST)
    assert isinstance(found, Damage)
    assert found.hours_as_signed > 0 and found.hours == 0


def test_overload_is_that_of_a_count_by_the_day() -> None:
    chance = random.Random(5)
    work = [
        deal(
            row,
            FIRST + dt.timedelta(days=chance.randrange(90)),
            chance.randrange(9000),
            chance.randrange(1, 200),
        )
        for row in range(40)
    ]
    found = damage(work, capacity(20_000), first_on=FIRST, last_on=LAST)
    assert isinstance(found, Damage)
    assert found.hours_as_signed == pytest.approx(by_the_day(work, 20_000))
    ordered = sorted(work, key=lambda row: (row.signed_on, row.deal))
    moved = [
        deal(row.deal, FIRST + dt.timedelta(days=int((place + 0.5) * 90 / 40)), row.minutes, _days(row))
        for place, row in enumerate(ordered)
    ]
    assert found.hours_even == pytest.approx(by_the_day(moved, 20_000))


def test_what_was_committed_before_fills_the_month_first() -> None:
    work = [deal(number, LAST) for number in range(30)]
    roomy = damage(work, capacity(80_000), first_on=FIRST, last_on=LAST)
    full = damage(work, capacity(80_000), first_on=FIRST, last_on=LAST, committed=capacity(60_000))
    assert isinstance(roomy, Damage) and isinstance(full, Damage)
    assert full.hours_as_signed > roomy.hours_as_signed


def test_a_month_without_a_known_capacity_has_no_overload() -> None:
    work = [deal(number, LAST) for number in range(30)]
    found = damage(work, {}, first_on=FIRST, last_on=LAST)
    assert isinstance(found, Damage) and (found.hours, found.money) == (0, 0)


def _days(row: Work) -> int:
    return (row.ends_on - row.starts_on).days + 1
