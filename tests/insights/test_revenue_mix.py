"""Right revenue: the shares are summed from a roll-up, the deals behind them are read; both tell the same."""

import datetime as dt
from typing import Any

import pytest
import time_machine

from contracts.actions import add_term
from contracts.actions.targets import set_revenue_target
from contracts.models import RevenueTarget
from insights.actions.folding import fold
from insights.drilling import MEASURE, Behind
from insights.filters import Filter
from insights.queries.behind import signed_behind
from insights.queries.revenue import revenue_mix
from outcomes.models import Handover
from reviews.actions import submit_draft
from tests.make import Cast, make_deal, type_called
from tests.make_outcomes import make_signed, sign, void

JANUARY, MARCH = dt.date(2026, 1, 14), dt.date(2026, 3, 18)
TODAY = dt.date(2026, 4, 2)
FIRST_QUARTER = {"period": "2026-Q1"}

OLD = {"customer": "Alder Works", "kind": "renewal"}
"""A customer whose first deal here is a renewal."""


def fold_all() -> None:
    for handover in Handover.objects.all():
        fold(handover.deal_id)


def sign_the_standard(cast: Cast, **fields: Any) -> Handover:
    draft = make_deal(cast.maya, **fields).current_draft
    add_term(draft, type_=type_called(draft, "payment-terms"), by=cast.maya)
    return sign(cast, submit_draft(draft, by=cast.maya))


@pytest.fixture
def signed(cast: Cast) -> dict[str, Handover]:
    made = {
        "new": make_signed(cast, on=JANUARY, product_lines=["Relay"], months=36),
        "first": make_signed(cast, on=JANUARY, **OLD, months=24),
        "second": make_signed(cast, on=MARCH, **OLD, product_lines=["Relay", "Vault"], months=25),
    }
    with time_machine.travel(dt.datetime.combine(MARCH, dt.time(9), tzinfo=dt.UTC)):
        made["plain"] = sign_the_standard(cast, **OLD, product_lines=["Relay"], months=12)
        set_revenue_target("new_products", 30, lines=["Vault"], by=cast.desk)
    fold_all()
    return made


COUNTED = [
    ("new_products", {"second"}),
    ("new_customers", {"new", "first"}),
    ("standard_terms", {"plain"}),
    ("long_contracts", {"new", "second"}),
]


@pytest.mark.parametrize(("measure", "expected"), COUNTED)
def test_a_measure_counts_the_deals_behind_it(
    cast: Cast, signed: dict[str, Handover], measure: str, expected: set[str]
) -> None:
    chosen = Filter.from_query(FIRST_QUARTER, TODAY)
    (part,) = [each for each in revenue_mix(chosen).parts if each.measure == measure]
    assert (part.deals, part.value) == (len(expected), sum(signed[name].value for name in expected))
    behind = signed_behind(cast.anders, chosen, Behind(of=MEASURE, measure=measure), TODAY)
    assert {each.pk for each in behind} == {signed[name].pk for name in expected}


def test_when_the_first_deal_is_voided_the_next_is_the_customers_first(
    cast: Cast, signed: dict[str, Handover]
) -> None:
    chosen = Filter.from_query({"period": "2026-Q1", "line": "Vault"}, TODAY)

    def new_customers() -> int:
        return next(part.deals for part in revenue_mix(chosen).parts if part.measure == "new_customers")

    assert new_customers() == 0
    void(cast, signed["first"])
    fold(signed["first"].deal_id)
    assert new_customers() == 1, "folding one deal counts the days of the customer's others again"


def test_nothing_is_a_new_product_until_a_target_names_one(cast: Cast, signed: dict[str, Handover]) -> None:
    RevenueTarget.objects.all().delete()
    mix = revenue_mix(Filter.from_query(FIRST_QUARTER, TODAY))
    assert [part.deals for part in mix.parts if part.measure == "new_products"] == [0]
    assert mix.deals == 4
