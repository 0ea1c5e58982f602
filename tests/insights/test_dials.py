"""What the dials say once there is enough to tell: against plain arithmetic."""

import datetime as dt
from math import comb

import pytest
from django.core.paginator import Paginator

from dealdesk.schedule import BEAT_SCHEDULE
from insights.filters import Filter
from insights.models import DealDay
from insights.periods import Quarter
from insights.presentation.culture import DealsBehind, Dials, culture_page
from insights.presentation.hugging import hugging_page
from insights.queries.culture import Again, Disclosed, late_signing
from insights.queries.hugging import Sides
from insights.statistics.feels_worse import feels_worse
from insights.statistics.few import TooFew
from insights.statistics.ketchup import Ketchup
from insights.tasks import sweep_weekly
from tests.make import Cast

SPRING = Filter(Quarter(2026, 1))


def tail(heads: int, n: int) -> float:
    """Section 4.9: chance of as many heads or more with a fair coin."""
    return sum(comb(n, each) for each in range(heads, n + 1)) / 2**n


def test_a_cut_with_40_of_50_deals_below_it_is_hugged() -> None:
    page = hugging_page(SPRING, [Sides("MGR", 40, 10), Sides("VP", 26, 24)], Paginator([], 25).page(1))
    table = page.table("cuts")
    assert table is not None
    said = [row[-1].text for row in table.rows]
    assert tail(40, 50) < tail(66, 100) < 0.001 and said[0] == "80 % below: scores hug the cuts, p < 0.001"
    assert said[1] == f"52 % below: this can be chance, p = {tail(26, 50):.3f}"
    assert page.figures[0].note == "even is 50 %; scores hug the cuts, p < 0.001"


def test_every_dial_speaks_when_there_is_enough() -> None:
    dials = Dials(
        disclosed=Disclosed(at_once=30, later=6, never=4),
        by_band={"AUTO": 40, "EXEC": 6, "BLOCKED": 4},
        again=Again(n=40, lowered=12, raised=2),
        late=Ketchup(n=60, share=0.46, ratio=2.99, p_value=0.0005, gini=0.5, gini_null=0.3),
        worse=feels_worse(30, 30 * 300_000, 30 * 100_000),
    )
    table = culture_page(SPRING, dials, [], DealsBehind([], [])).table("dials")
    assert table is not None
    assert [row[1].text for row in table.rows] == ["75 %", "20.0", "12", "2.99", "1.25"]
    assert [row[2].text for row in table.rows] == ["40", "50", "40", "60", "30"]
    assert table.rows[2][-1].text == f"p = {tail(12, 14):.3f}"
    assert "of=against" in table.rows[1][1].url


def test_many_deals_are_read_from_sums_of_days(cast: Cast) -> None:
    """160 deals on two days of a quarter that is over: a quarter of the dose comes in its last week."""
    for day, deals, dose in ((dt.date(2026, 1, 5), 120, 30_000), (dt.date(2026, 3, 30), 40, 30_000)):
        DealDay.objects.create(
            on=day, band="AUTO", owner=cast.maya, kind="renewal", country="DE", lines=[], deals=deals,
            value=1, margin_value=1, rav=1, dose=deals * dose, dose_squared=deals * dose**2, points=1,
            scores=[deals] + [0] * 19,
        )  # fmt: skip
    found = late_signing(SPRING, dt.date(2026, 4, 1))
    assert isinstance(found, Ketchup)
    assert (found.n, found.share) == (160, 0.25)
    assert found.ratio == pytest.approx(0.25 / (2 / 13))
    assert isinstance(late_signing(SPRING, dt.date(2026, 3, 31)), TooFew), "the quarter still runs"


def test_the_clock_rings_for_the_weekly_mail() -> None:
    assert sweep_weekly.name in {entry["task"] for entry in BEAT_SCHEDULE.values()}
