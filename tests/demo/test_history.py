"""The history of the demo company, on paper: whenever it is loaded, two years of deals with their habit."""

import datetime as dt
from collections import Counter

import pytest

from dealdesk.demo import content
from dealdesk.demo.history import reading
from dealdesk.demo.history.days import signing_day, working_days_before
from dealdesk.demo.history.expanding import expanded, history
from dealdesk.demo.hours import SATURDAY
from insights.statistics.ketchup import week_of_quarter
from tests.content.stories import PEOPLE, TYPES, positions, standing

SUNDAY = dt.date(2026, 11, 22)
DAYS = [SUNDAY + dt.timedelta(days=step) for step in (0, 1, 39, 40, 45, 130, 221, 365)]
LABELS = ("standard", "A", "B", "C")

on_any_day = pytest.mark.parametrize("today", DAYS, ids=str)


@on_any_day
def test_all_lies_in_the_past_and_goes_back_two_years(today: dt.date) -> None:
    ago = [story["signed_days_ago"] for story in history(today)]
    assert min(ago) > 0 and 7.5 * 90 < max(ago) < 9 * 93
    assert len(ago) >= 115


@on_any_day
def test_each_closed_quarter_keeps_its_deals_and_its_late_weeks(today: dt.date) -> None:
    late: Counter[int] = Counter()
    every: Counter[int] = Counter()
    for line in (line for line in reading.lines() if line.get("signed", [0])[0]):
        day = signing_day(line, today)
        assert day is not None and day.weekday() < SATURDAY
        assert week_of_quarter(day) == line["signed"][1]
        every[line["signed"][0]] += 1
        late[line["signed"][0]] += week_of_quarter(day) >= 12
    assert set(every) == set(range(1, 9))
    assert all(late[ago] >= 0.3 * every[ago] for ago in every)


@on_any_day
def test_a_deal_is_submitted_reviewed_and_signed_in_that_order(today: dt.date) -> None:
    for story in history(today):
        submitted = story["drafts"][0]["submitted_days_ago"]
        days = [review["days_ago"] for review in story["reviews"]]
        assert all(submitted >= day > story["approved_days_ago"] for day in days)
        assert story["approved_days_ago"] > story["signed_days_ago"] == story["cleared_days_ago"]


def test_working_days_go_back_over_weekends() -> None:
    monday = dt.date(2026, 11, 23)
    assert working_days_before(monday, 1) == dt.date(2026, 11, 20)
    assert working_days_before(monday, 6) == dt.date(2026, 11, 13)


def test_keys_and_names_of_customers_are_of_one_customer_each() -> None:
    everybody = [*content.customers(), *reading.customers()]
    for name in ("key", "name"):
        assert len({customer[name] for customer in everybody}) == len(everybody)
    assert len({line["key"] for line in reading.lines()}) == len(reading.lines())


def test_no_customer_buys_the_same_thing_twice() -> None:
    sold = Counter((line["customer"], line["name"]) for line in reading.lines())
    assert set(sold.values()) == {1}


@pytest.mark.parametrize("line", reading.lines(), ids=lambda line: str(line["key"]))
def test_terms_stand_on_their_rungs_and_their_functions_have_answered(line: content.Json) -> None:
    story = expanded(line, SUNDAY)
    if story is None:
        assert line["signed"][0] == 0
        return
    assert "sales_rep" in PEOPLE[story["owner"]]["roles"]
    answered = {(review["type"], review["function"]) for review in story["reviews"]}
    required = set()
    for term in story["drafts"][0]["terms"]:
        told = {**term, "value": term["value"]}
        place = standing(term["type"], told)
        assert place.rung is not None and LABELS[place.rung] == term["rung"]
        assert len(positions(TYPES[term["type"]])) > place.rung
        required |= {(term["type"], function) for function in place.functions}
    assert answered == required
    assert all(PEOPLE[review["by"]]["function"] == review["function"] for review in story["reviews"])


def test_countries_and_products_are_of_some_variety() -> None:
    assert len({customer["country"] for customer in reading.customers()}) >= 15
    assert {name for line in reading.lines() for name in line["lines"]} == {"Relay", "Vault", "Pulse"}
    assert {line["kind"] for line in reading.lines()} == {"new_business", "expansion"}


def test_customers_words_vary() -> None:
    said = Counter(
        term["wording"]
        for story in history(SUNDAY)
        for term in story["drafts"][0]["terms"]
        if term["wording"]
    )
    assert len(said) >= 40 and max(said.values()) <= 8
