"""Reps at 90 days: clean deals first, and nobody named whom chance could have named."""

import datetime as dt
import math
from collections.abc import Sequence
from statistics import fmean, variance

import pytest
from django.test import Client

from accounts.models import Role, User
from insights.actions.folding import fold
from insights.models import DealDay
from insights.models.deal_day import SCORE_BINS
from insights.presentation.tables import Table
from outcomes.models import Handover, Realised
from tests.make import Cast, make_user
from tests.make_outcomes import make_signed
from tests.make_rollups import FIRST_DAY, answer_day_90

OF_SPRING = "?period=2026-Q1"
SIXES = (0.3, -0.2, 0.1, 0.4, -0.1, 0.2)
"""Logarithms of real over said pain, as they scatter from deal to deal."""


def make_days(owner: User, ys: Sequence[float]) -> None:
    """The owner's deals with these outcomes, as the roll-up holds them: a day each."""
    for place, y in enumerate(ys):
        DealDay.objects.create(
            on=dt.date(2026, 1, 5) + dt.timedelta(days=place),
            band="AUTO",
            owner=owner,
            kind="new_business",
            country="DE",
            lines=["Relay"],
            deals=1,
            value=1,
            margin_value=1,
            rav=1,
            dose=1,
            dose_squared=1,
            points=1,
            scores=[1] + [0] * (SCORE_BINS - 1),
            n90=1,
            y_sum=round(1e6 * y),
            y_squared=round(1e6 * y * y),
        )


def make_reps(count: int) -> list[User]:
    return [make_user(f"Rep {chr(65 + place)}nderson", Role.SALES_REP) for place in range(count)]


def page_of(person: User, query: str = OF_SPRING) -> tuple[str, dict[str, Table]]:
    client = Client()
    client.force_login(person)
    answer = client.get(f"/insights/reps/{query}")
    assert answer.status_code == 200
    return answer.content.decode(), {table.code: table for table in answer.context["page"].tables}


def test_equal_reps_are_not_named_whatever_their_means(cast: Cast) -> None:
    for place, rep in enumerate(make_reps(8)):
        make_days(rep, [y + 0.02 * place for y in SIXES])
    shown, tables = page_of(cast.ruth)
    assert tables["named"].rows == []
    assert "Nobody is named" in shown and "nderson" not in shown


def test_a_rep_whose_deals_hurt_beyond_chance_is_named_with_n_and_the_shrunk_factor(cast: Cast) -> None:
    reps = make_reps(8)
    said = {rep.pk: [y + (1.5 if rep is reps[0] else 0.0) for y in SIXES] for rep in reps}
    for rep in reps:
        make_days(rep, said[rep.pk])
    shown, tables = page_of(cast.ruth)
    ((name, factor, n),) = tables["named"].rows
    assert (name.text, n.text) == (reps[0].name, "6")
    assert float(factor.plain) == pytest.approx(shrunk_factor(said, reps[0].pk), rel=1e-3)
    assert float(factor.plain) < math.exp(fmean(said[reps[0].pk])), "drawn towards the mean of all"
    lighter = tables["clean"].lead
    assert lighter.endswith("feel lighter than those of others.")
    assert [rep.name in lighter for rep in reps] == [False] + [True] * 7, "recognition, in no order of merit"
    assert shown.index(reps[1].name) < shown.index(reps[0].name), "and it comes first"


def shrunk_factor(ys: dict[int, list[float]], rep: int) -> float:
    """Section 10, item 6, once more: equal numbers of deals, so the plain analysis of variance."""
    n = len(ys[rep])
    means = {key: fmean(values) for key, values in ys.items()}
    within = fmean(variance(values) for values in ys.values())
    between = variance(means.values()) - within / n
    weight = between / (between + within / n)
    mean = fmean(means.values())
    return math.exp(mean + weight * (means[rep] - mean))


def test_four_deals_name_nobody_however_bad(cast: Cast) -> None:
    reps = make_reps(8)
    make_days(reps[0], [2.5, 2.7, 2.4, 2.6])
    for rep in reps[1:]:
        make_days(rep, SIXES)
    shown, _ = page_of(cast.ruth)
    assert reps[0].name not in shown


def test_the_mean_of_all_is_silent_below_25_deals_and_says_so(cast: Cast) -> None:
    reps = make_reps(5)
    for rep in reps[:4]:
        make_days(rep, SIXES)
    assert "Too few to tell: 24 of the 25 deals that this needs." in page_of(cast.ruth)[0]
    make_days(reps[4], SIXES[:1])
    ys = [*SIXES * 4, SIXES[0]]
    assert f"{math.exp(25 / 35 * fmean(ys)):.2f}" in page_of(cast.ruth)[0]


def test_a_narrower_filter_looks_at_fewer_deals(cast: Cast) -> None:
    for rep in make_reps(5):
        make_days(rep, SIXES)
    assert "n = 30 deals" in page_of(cast.ruth)[0]
    DealDay.objects.filter(on=dt.date(2026, 1, 5)).update(country="FR")
    assert "n = 25 deals" in page_of(cast.ruth, f"{OF_SPRING}&region=DE")[0]
    assert "n = 0 deals" in page_of(cast.ruth, "?period=2025-Q4")[0], "and the year ends with the quarter"


def test_clean_deals_are_recognised_first(cast: Cast) -> None:
    hard = make_signed(cast, level=2, on=FIRST_DAY)
    clean = make_signed(cast, level=2, on=FIRST_DAY)
    open_ = make_signed(cast, level=2, on=FIRST_DAY)
    answer_day_90(cast, hard, level=4, spent_minutes=6000)
    answer_day_90(cast, clean, level=1)
    for handover in Handover.objects.all():
        fold(handover.deal_id)
    shown, tables = page_of(cast.ruth)
    (row,) = tables["clean"].rows
    assert [cell.text for cell in row[:2]] == [clean.deal.number, "Maya Lindqvist"]
    assert list(tables) == ["clean", "named"], "first of all"
    assert hard.deal.number not in shown and open_.deal.number not in shown
    found = [
        each for each in Realised.objects.filter(moment="day_90") if each.dose <= each.handover.base_dose
    ]
    assert [each.handover for each in found] == [clean]
