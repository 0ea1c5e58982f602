"""How long a step takes is how long those take who are enough for it, wherever it is foretold."""

import pytest

from reviews.deciding_time import hours_of_step
from reviews.queries import preview
from tests.make import Cast, make_deal, make_term
from tests.make_rules import publish_rules, rule, step

USUAL = {1: 3.0, 2: 30.0, 3: 8.0}


@pytest.mark.parametrize(
    ("people", "need", "hours"),
    [
        ([1, 2, 3], 1, 3.0),
        ([1, 2, 3], 2, 8.0),
        ([1, 2, 3], "all", 30.0),
        ([1, 9], 2, 20.0),
        ([1], 2, 20.0),
        ([], "all", 20.0),
    ],
)
def test_the_quickest_who_are_enough_decide(people: list[int], need: str | int, hours: float) -> None:
    assert hours_of_step(people, need, USUAL, 20.0) == hours


def test_the_forecast_waits_for_the_second_of_two(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_rules(cast, rule("two", step=step("role:approver_executive", need=2)))
    monkeypatch.setattr(preview, "approval_hours", lambda: {cast.anders.pk: 3.0, cast.eva.pk: 9.0})
    draft = make_deal(cast.maya).current_draft
    make_term(draft, "payment-terms", by=cast.maya)
    found = preview.preview_of(draft)
    assert found is not None
    assert [(one.hours, one.is_measured) for one in found.steps] == [(9.0, True)]
