"""A quarter is measured against what the strategy asked at its end, not against what it asks today."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from contracts.actions.targets import set_revenue_target
from insights.actions.folding import fold
from insights.drilling import MEASURE, Behind
from insights.filters import Filter
from insights.queries.behind import signed_behind
from insights.queries.revenue import Part, revenue_mix
from outcomes.models import Handover
from tests.make import Cast
from tests.make_outcomes import make_signed

FEBRUARY, MAY = dt.date(2026, 2, 3), dt.date(2026, 5, 12)
TODAY = dt.date(2026, 6, 20)


def at_nine(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(9), tzinfo=dt.UTC)


def set_at(when: dt.datetime, cast: Cast, share: int, line: str) -> None:
    with time_machine.travel(when, tick=True):
        set_revenue_target("new_products", share, lines=[line], by=cast.anders)


def chosen(quarter: str) -> Filter:
    return Filter.from_query({"period": quarter}, TODAY)


def new_products(quarter: str) -> Part:
    return next(part for part in revenue_mix(chosen(quarter)).parts if part.measure == "new_products")


@pytest.fixture
def relay(cast: Cast) -> Handover:
    """Signed in the first quarter, when Relay was new."""
    return make_signed(cast, on=FEBRUARY, product_lines=["Relay"])


@pytest.fixture
def vault(cast: Cast) -> Handover:
    """Signed in the second quarter, when Vault was new."""
    return make_signed(cast, on=MAY, product_lines=["Vault"])


@pytest.fixture
def changed(cast: Cast, relay: Handover, vault: Handover) -> None:
    """In February the strategy asked for Relay; since May it asks for Vault."""
    set_at(at_nine(FEBRUARY), cast, 80, "Relay")
    set_at(at_nine(MAY), cast, 30, "Vault")
    for handover in (relay, vault):
        fold(handover.deal_id)


@pytest.mark.parametrize(("quarter", "share"), [("2026-Q1", 80), ("2026-Q2", 30), ("2025-Q4", None)])
def test_a_quarter_has_the_target_that_was_in_force_at_its_end(
    changed: None, quarter: str, share: int | None
) -> None:
    target = new_products(quarter).target
    assert (target.share if target else None) == share


def test_a_quarter_counts_the_lines_that_were_new_then(
    cast: Cast, changed: None, relay: Handover, vault: Handover
) -> None:
    for quarter, expected in (("2026-Q1", relay), ("2026-Q2", vault)):
        part = new_products(quarter)
        assert (part.deals, part.value) == (1, expected.value), quarter
        behind = signed_behind(
            cast.anders, chosen(quarter), Behind(of=MEASURE, measure="new_products"), TODAY
        )
        assert [each.pk for each in behind] == [expected.pk], "the same deals stand behind the figure"


def test_what_is_set_on_the_last_day_still_counts_and_on_the_next_no_more(
    cast: Cast, relay: Handover
) -> None:
    set_at(dt.datetime(2026, 3, 31, 23, 50, tzinfo=dt.UTC), cast, 40, "Relay")
    set_at(dt.datetime(2026, 4, 1, tzinfo=dt.UTC), cast, 70, "Relay")
    shares = {
        quarter: target.share
        for quarter in ("2026-Q1", "2026-Q2")
        if (target := new_products(quarter).target)
    }
    assert shares == {"2026-Q1": 40, "2026-Q2": 70}


def test_a_quarter_before_the_first_target_says_that_it_had_none(
    client: Client, cast: Cast, vault: Handover, relay: Handover
) -> None:
    for handover in (relay, vault):
        fold(handover.deal_id)
    for measure in ("new_customers", "standard_terms", "long_contracts"):
        with time_machine.travel(at_nine(MAY), tick=True):
            set_revenue_target(measure, 50, by=cast.anders)
    set_at(at_nine(MAY), cast, 30, "Vault")
    client.force_login(cast.anders)
    with time_machine.travel(at_nine(TODAY), tick=False):
        before = client.get("/insights/?period=2026-Q1").content.decode()
        since = client.get("/insights/?period=2026-Q2").content.decode()
    assert "Some measures had no target in Q1 2026." in before
    assert "had no target" not in since and "have no target" not in since
