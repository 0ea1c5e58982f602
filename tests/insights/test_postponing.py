"""What the dashboard proposes for a month that is too full."""

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Function
from insights.filters import Filter
from insights.periods import Quarter
from insights.presentation.dashboard.load import panel_of
from insights.queries.forward_load import Likely, MonthLoad
from insights.queries.postponing import Delay, delays_of
from tests.make import Cast, make_deal

JUNE, JULY, AUGUST = (dt.date(2026, month, 1) for month in (6, 7, 8))
HOURS = 60


def months(function: Function, likely: Likely) -> list[MonthLoad]:
    """30 hours signed in June of 60, and the work of one more deal there; nothing after it."""
    return [
        MonthLoad(function, JUNE, 30 * HOURS, 60 * HOURS, (likely,)),
        MonthLoad(function, JULY, 0, 60 * HOURS),
        MonthLoad(function, AUGUST, 0, 60 * HOURS),
    ]


def test_a_draft_in_review_could_be_signed_a_month_later(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    deal, function = make_deal(cast.maya, customer="Polaris <b>Rail</b>"), cast.functions["DEL"]
    row = months(function, Likely(deal.pk, 100 * HOURS, 50))
    with django_assert_num_queries(1):
        assert delays_of({function: row}) == {
            "Delivery": Delay(deal.serial, "Polaris <b>Rail</b>", 30 * HOURS)
        }
    over, put_off = panel_of({function: row}, Filter(Quarter(2026, 2))).remarks
    assert over.title == "Delivery is over by 33 % in June."
    assert put_off.text == "June would hold 50 % if this were signed a month later:"
    assert put_off.links == ((f"Polaris <b>Rail</b> (D-{deal.serial})", deal.get_absolute_url()),)


def test_no_delay_is_proposed_that_overfills_another_function(cast: Cast) -> None:
    deal, legal, security = make_deal(cast.maya), cast.functions["LEG"], cast.functions["SEC"]
    helped = months(legal, Likely(deal.pk, 100 * HOURS, 50))
    likely = (Likely(deal.pk, 20 * HOURS, 50),)
    overfilled = [
        MonthLoad(security, JUNE, 0, 60 * HOURS, likely),
        MonthLoad(security, JULY, 55 * HOURS, 60 * HOURS),
        MonthLoad(security, AUGUST, 0, 60 * HOURS),
    ]
    assert delays_of({legal: helped}).keys() == {"Legal"}
    assert delays_of({legal: helped, security: overfilled}) == {}


@pytest.mark.parametrize(
    ("minutes", "chance"),
    [(100 * HOURS, 100), (140 * HOURS, 50), (50 * HOURS, 50)],
    ids=["clear to sign", "July would be full instead", "June is not full"],
)
def test_nothing_is_proposed_that_does_not_help(cast: Cast, minutes: int, chance: int) -> None:
    deal, function = make_deal(cast.maya), cast.functions["DEL"]
    assert delays_of({function: months(function, Likely(deal.pk, minutes, chance))}) == {}
