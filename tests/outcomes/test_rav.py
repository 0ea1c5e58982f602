"""The risk-adjusted value of a signed deal: by P80, and by P(bad) once outcomes have taught one."""

import math

import pytest

from tests.make import Cast
from tests.make_calibrated import make_learned_policy
from tests.make_outcomes import make_signed

ANSWER = {"once": (600, 900, 1200)}
LOSS_SHARE = 0.5


def test_before_any_outcome_it_is_the_margin_less_p80(cast: Cast) -> None:
    handover = make_signed(cast, level=3, answer=ANSWER)
    assert handover.rav == handover.margin_value - handover.cost_p80
    assert handover.cost_p80 > 0


def test_a_policy_that_learned_only_uplifts_changes_nothing_of_it(cast: Cast) -> None:
    make_learned_policy(cast, hazard=None, blend=None, uplift={"FIN": 1_200})
    handover = make_signed(cast, level=3, answer=ANSWER)
    assert handover.rav == handover.margin_value - handover.cost_p80


def test_once_calibrated_half_the_margin_is_lost_where_it_goes_badly(cast: Cast) -> None:
    make_learned_policy(cast, blend=None)
    handover = make_signed(cast, level=3, answer=ANSWER)
    severity, effort = handover.severity_dose / 1e6, handover.effort_dose / 1e6
    bad = 1 - math.exp(-(0.4 * severity + 0.2 * effort + 0.05))
    expected = handover.margin_value * (1 - bad * LOSS_SHARE) - handover.cost_mean
    assert handover.rav == pytest.approx(expected, abs=1)
    assert handover.rav < handover.margin_value - handover.cost_p80, "so large a deal may lose more than P80"
