"""Events with a number in them read well for one and for several."""

from typing import Any

import pytest

from dealdesk.kit.counting import counted
from reviews.presentation.event_words import WORDINGS

SUBMITTED = {"number": 2, "functions": ["Legal"]}


@pytest.mark.parametrize(
    "verb, facts, said",
    [
        ("draft.submitted", {**SUBMITTED, "kept": 1}, "submitted draft 2; asked Legal; 1 review kept"),
        ("draft.submitted", {**SUBMITTED, "kept": 3}, "submitted draft 2; asked Legal; 3 reviews kept"),
        ("draft.submitted", {**SUBMITTED, "kept": 0}, "submitted draft 2; asked Legal"),
        ("handover.made", {"obligations": 1}, "Handed over to delivery, with 1 obligation"),
        ("handover.made", {"obligations": 0}, "Handed over to delivery, with 0 obligations"),
        ("term.counted", {"count": 1}, "counted 1 obligation in a term"),
        ("term.counted", {"count": 4}, "counted 4 obligations in a term"),
        (
            "outcomes.imported",
            {"rows": 1, "name": "hours.csv"},
            "took over 1 row of hours and tickets from “hours.csv”",
        ),
        (
            "outcomes.imported",
            {"rows": 1200, "name": "hours.csv"},
            "took over 1,200 rows of hours and tickets from “hours.csv”",
        ),
        (
            "rollups.differed",
            {"count": 1},
            "put 1 row of the roll-ups right that differed from the tables beneath them",
        ),
    ],
)
def test_numbers_read_well(verb: str, facts: dict[str, Any], said: str) -> None:
    assert WORDINGS[verb].of(facts) == said


def test_one_is_singular_and_thousands_are_set_apart() -> None:
    assert [counted(number, "ticket") for number in (0, 1, 2, 12_000)] == [
        "0 tickets",
        "1 ticket",
        "2 tickets",
        "12,000 tickets",
    ]
