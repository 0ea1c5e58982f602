"""Points of functions are shared out in one way wherever a deal shows them, and add up to its score."""

import datetime as dt
from typing import Any

import pytest

from outcomes.models import Handover, Moment
from outcomes.presentation.reality import reality_of
from reviews.engine.explain import points_by_function
from reviews.models import Score
from tests.make import Cast
from tests.make_outcomes import make_signed
from tests.outcomes.check_ins import answer_one, check_ins_of
from tests.reviews.browser import browser_of, text_of

SIGNED_ON = dt.date(2026, 2, 3)
CODES = ("support-response", "uptime", "price-hold", "payment-terms", "acceptance")


class Stored:
    """The points that a score keeps, as the score card reads them."""

    def __init__(self, score: Score) -> None:
        self.points: dict[str, int] = score.result["points"]


def answered(cast: Cast, minutes: int) -> Handover:
    """Five terms of level 2, each function with an effort of its own, and answered for alike."""
    answer: dict[str, Any] = {"once": (minutes, minutes + 67, 3 * minutes)}
    handover = make_signed(cast, *CODES, level=2, on=SIGNED_ON, answer=answer)
    for row, check_in in enumerate(check_ins_of(handover)):
        work = {"spent_minutes": 77 + 131 * row, "remaining_minutes": minutes}
        answer_one(cast, handover, check_in.function.code, Moment.DAY_30, level=1 + row % 3, **work)
    return handover


@pytest.mark.parametrize("minutes", [40, 100, 250, 471, 600])
def test_what_functions_said_is_what_the_score_card_shows(cast: Cast, minutes: int) -> None:
    handover = answered(cast, minutes)
    found = reality_of(handover)
    score = handover.signing.clearance.score
    assert score is not None and found.latest is not None and not handover.capacity_dose
    said = {row.function.code: row.said_tenths for row in found.functions}
    assert said == dict(points_by_function(Stored(score)))
    assert sum(said.values()) == found.latest.said_tenths == score.low_tenths
    assert sum(row.was_tenths for row in found.functions) == found.latest.realised.tenths


def test_a_score_with_load_on_calendars_says_that_the_comparison_leaves_it_out(cast: Cast) -> None:
    handover = make_signed(cast, "support-response", on=SIGNED_ON)
    answer_one(cast, handover, "SUP")
    page, sentence = f"/deals/{handover.deal.number}/", "Without the points for load on calendars"
    browser = browser_of(cast.maya)
    assert sentence not in text_of(browser.get(page))
    Handover.objects.update(capacity_dose=1000)
    assert sentence in text_of(browser.get(page))
