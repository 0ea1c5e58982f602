"""Filters are read from the address, kept in links, and never trusted."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model

from insights.filters import Filter
from insights.models import DealDay
from insights.periods import Quarter
from tests.make import make_user

TODAY = dt.date(2026, 11, 22)


def signed(line: str, country: str) -> None:
    owner = get_user_model().objects.first() or make_user("Maya Lindqvist")
    DealDay.objects.create(
        on=TODAY,
        band="AUTO",
        owner=owner,
        kind="renewal",
        country=country,
        lines=[line],
        deals=1,
        value=1,
        margin_value=1,
        rav=1,
        dose=1,
        dose_squared=1,
        points=1,
        scores=[0] * 20,
    )


@pytest.mark.django_db
def test_without_anything_said_it_is_the_current_quarter_of_all() -> None:
    chosen = Filter.from_query({}, TODAY)
    assert (chosen.period, chosen.line, chosen.region, chosen.kind) == ("2026-Q4", "", "", "")
    assert (chosen.first_on, chosen.last_on) == (dt.date(2026, 10, 1), dt.date(2026, 12, 31))
    assert chosen.year_first_on == dt.date(2026, 1, 1)
    assert not chosen.problems and not chosen.is_narrowed


@pytest.mark.django_db
def test_what_is_known_narrows_and_goes_along_in_links() -> None:
    signed("Relay & Care", "DE")
    said = {"period": "2025-Q1", "line": "Relay & Care", "region": "DE", "kind": "renewal"}
    chosen = Filter.from_query(said, TODAY)
    assert not chosen.problems
    query = "?period=2025-Q1&line=Relay+%26+Care&region=DE&kind=renewal"
    assert chosen.as_query() == query
    assert chosen.as_query(week=13, page=None) == f"{query}&week=13"
    assert chosen.as_query(line=None, region="", kind=None) == "?period=2025-Q1"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("period", "2026-Q5"),
        ("period", "2027-Q1"),
        ("period", "1999-Q4"),
        ("period", "٢٠٢٦-Q1"),
        ("period", "0000-Q1"),
        ("line", "Relay\x00"),
        ("region", "de"),
        ("kind", "gift"),
        ("line", "x" * 5000),
    ],
)
def test_what_is_unknown_is_said_and_left_out(name: str, value: str) -> None:
    signed("Relay", "DE")
    chosen = Filter.from_query({name: value}, TODAY)
    assert chosen == Filter(Quarter(2026, 4))
    (problem,) = chosen.problems
    assert len(problem) < 150 and problem.endswith("shown.")


def test_a_quarter_has_thirteen_weeks_and_the_last_takes_the_rest() -> None:
    quarter = Quarter.named("2026-Q3")
    days = [quarter.first_on + dt.timedelta(days=count) for count in range(92)]
    assert days[-1] == quarter.last_on
    weeks = [quarter.week_of(day) for day in days]
    assert weeks == sorted(weeks) and set(weeks) == set(range(1, 14)) and weeks.count(13) == 8
    for week in range(1, 14):
        first, last = quarter.days_of_week(week)
        assert [day for day in days if quarter.week_of(day) == week][:: weeks.count(week) - 1] == [
            first,
            last,
        ]


@pytest.mark.parametrize(("count", "name"), [(1, "2025-Q4"), (4, "2025-Q1"), (0, "2026-Q1")])
def test_earlier_quarters_are_counted_over_years(count: int, name: str) -> None:
    assert Quarter.named("2026-Q1").earlier(count).name == name
