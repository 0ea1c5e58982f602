"""The sample playbook and the demo company's people are whole, ordered and consistent with each other."""

from datetime import date
from itertools import pairwise
from zoneinfo import available_timezones

import pytest

from tests.content.stories import CONTENT, CUSTOMERS, FUNCTIONS, PEOPLE, PLAYBOOK, TYPES, Json, positions

each_type = pytest.mark.parametrize("kind", PLAYBOOK["types"], ids=TYPES.keys())


def test_the_playbook_has_thirty_types_and_no_code_twice() -> None:
    assert len(PLAYBOOK["types"]) == len(TYPES) == 30


@each_type
def test_a_type_has_a_standard_a_ladder_and_guidance(kind: Json) -> None:
    assert kind["standard"]["wording"]
    assert kind["standard"]["summary"]
    assert 2 <= len(kind["ladder"]) <= 4
    assert kind["walk_away"]
    assert kind["guidance"]["ask"]
    assert kind["guidance"]["offer"]
    assert 2 <= kind["typical_level"] <= 5
    assert kind["effort_days"] == sorted(kind["effort_days"])
    assert all(len(rung["summary"]) <= 60 for rung in positions(kind))


@each_type
def test_a_rung_is_pre_approved_or_names_reviewers_of_its_type(kind: Json) -> None:
    assert set(kind["functions"]) <= set(FUNCTIONS)
    for rung in kind["ladder"]:
        assert rung["pre_approved"] is (not rung["functions"])
        assert set(rung["functions"]) <= set(kind["functions"])


@each_type
def test_values_run_from_our_best_position_to_the_walk_away(kind: Json) -> None:
    values = [rung["value"] for rung in positions(kind) if rung["value"] is not None]
    if kind["comparable"] is None:
        assert values == []
        return
    assert len(values) >= len(kind["ladder"])
    assert all(kind["comparable"]["min"] <= value <= kind["comparable"]["max"] for value in values)
    rising = kind["comparable"]["better"] == "lower"
    assert all(better < worse if rising else better > worse for better, worse in pairwise(values))


@each_type
def test_once_a_rung_needs_review_so_do_all_worse_ones(kind: Json) -> None:
    needs = [not rung["pre_approved"] for rung in kind["ladder"]]
    assert needs == sorted(needs)


def test_every_person_has_a_role_a_time_zone_and_a_manager_who_exists() -> None:
    for person in PEOPLE.values():
        assert person["roles"]
        assert person["time_zone"] in available_timezones()
        assert person["manager"] is None or person["manager"] in PEOPLE
    chiefs = [person for person in PEOPLE.values() if person["manager"] is None]
    assert len(chiefs) == 1


def test_every_rep_reports_to_somebody_who_approves_as_manager() -> None:
    reps = [person for person in PEOPLE.values() if "sales_rep" in person["roles"]]
    assert len(reps) >= 3
    assert all("approver_manager" in PEOPLE[rep["manager"]]["roles"] for rep in reps)


def test_every_function_has_a_lead_and_members_of_its_own() -> None:
    for team in FUNCTIONS.values():
        assert "function_lead" in PEOPLE[team["lead"]]["roles"]
        assert 2 <= len(team["members"]) <= 3
        assert all(PEOPLE[email]["function"] == team["code"] for email in team["members"])
        assert team["work_start"] < team["work_end"]


def test_holidays_are_working_days_of_two_years_in_order() -> None:
    for team in FUNCTIONS.values():
        days = [date.fromisoformat(holiday["date"]) for holiday in team["holidays"]]
        assert days == sorted(set(days))
        assert {day.year for day in days} == {2026, 2027}
        assert all(day.weekday() in team["working_days"] for day in days)


def test_concerns_are_either_open_or_answered_after_they_were_raised() -> None:
    for concern in (concern for customer in CUSTOMERS.values() for concern in customer["concerns"]):
        assert concern["severity"] in {"low", "medium", "high"}
        assert concern["owner"] is None or concern["owner"] in PEOPLE
        assert (concern["answer"] is None) is (concern["evidence"] is None)
        if concern["answer"] is None:
            assert concern["answered_days_ago"] is None
        else:
            assert concern["answered_days_ago"] <= concern["raised_days_ago"]


def test_no_file_is_too_long_to_read() -> None:
    assert all(len(path.read_text().splitlines()) <= 3000 for path in CONTENT.glob("*.json"))
