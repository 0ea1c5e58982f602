"""On a narrowed page each figure is narrowed too, or says that it is of all deals."""

import datetime as dt

import pytest
import time_machine

from accounts.models import Function, User
from insights.actions.folding import fold
from insights.filters import Filter
from insights.periods import Quarter
from insights.presentation.dashboard import ketchup
from insights.presentation.dashboard.page import dashboard_page
from insights.presentation.tables import Figure
from insights.statistics.ketchup_damage import Damage
from outcomes.models import Handover
from tests.contracts.browser import browser_of, words_of
from tests.make import Cast, make_submission, review_all
from tests.make_rollups import make_year

NOW = dt.datetime(2026, 6, 20, 9, tzinfo=dt.UTC)
SUMMER = Quarter(2026, 2)
OF_ALL = "of all deals"
DAMAGE = Damage(n=20, hours_as_signed=40.0, hours_even=10.0, money=300_000)


def waiting_figure(reader: User, chosen: Filter) -> Figure:
    return dashboard_page(reader, chosen, NOW).figures[0]


def look(reader: User, address: str) -> str:
    with time_machine.travel(NOW, tick=False):
        return words_of(browser_of(reader).get(address))


@pytest.fixture
def year(cast: Cast) -> Cast:
    make_year(cast)
    for deal in Handover.objects.values_list("deal", flat=True):
        fold(deal)
    return cast


@pytest.fixture
def asked(year: Cast) -> Cast:
    """A deal of new business waits for Anders."""
    with time_machine.travel(NOW - dt.timedelta(days=1), tick=False):
        submission = make_submission(year.maya, "payment-terms")
        review_all(year, submission, 5)
    assert submission.asks.filter(ended_at=None, person=year.anders).exists()
    return year


def test_what_waits_is_of_all_deals_and_says_so_on_a_narrowed_page(asked: Cast) -> None:
    whole = waiting_figure(asked.anders, Filter(SUMMER))
    narrowed = waiting_figure(asked.anders, Filter(SUMMER, region="FR"))
    assert (narrowed.value, narrowed.unit) == (whole.value, whole.unit) and whole.value == "1"
    assert OF_ALL not in whole.note and narrowed.note == f"{whole.note}, of all deals"


def test_that_nothing_waits_is_of_all_deals_too(year: Cast) -> None:
    assert waiting_figure(year.anders, Filter(SUMMER, kind="renewal")).note == OF_ALL
    assert waiting_figure(year.anders, Filter(SUMMER)).note == ""


def test_the_list_of_what_waits_says_it_as_well(asked: Cast) -> None:
    said = "Waiting for me of all deals, most urgent first"
    for query in ("?line=Relay", "?region=FR", "?kind=renewal"):
        assert said in look(asked.anders, f"/insights/{query}"), query
    assert said not in look(asked.anders, "/insights/?period=2026-Q1"), "a period alone does not narrow"


def test_who_runs_over_capacity_is_of_all_deals(year: Cast) -> None:
    calm = "No function runs over capacity in the next six months"
    assert f"{calm}, counting all deals." in look(year.anders, "/insights/?region=FR")
    assert f"{calm}." in look(year.anders, "/insights/")
    Function.objects.filter(code="FIN").update(monthly_capacity=1)
    over = "Finance runs over capacity, first in June"
    assert f"{over}, counting all deals." in look(year.anders, "/insights/?region=FR")
    assert f"{over}." in look(year.anders, "/insights/")


def test_months_over_capacity_are_of_all_deals(year: Cast) -> None:
    Function.objects.filter(code="FIN").update(monthly_capacity=1)
    assert "Finance; counting all deals" in look(year.anders, "/insights/functions/?region=FR")
    assert "counting all" not in look(year.anders, "/insights/functions/")


def test_hours_over_capacity_of_late_signing_stand_on_everybody_elses_work(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ketchup, "ketchup_damage", lambda *_: DAMAGE)
    beneath = "on top of everybody else’s work"
    for chosen, is_said in ((Filter(SUMMER, region="FR"), True), (Filter(SUMMER), False)):
        (*_, damage) = ketchup.ketchup_panel(chosen, NOW.date()).remarks
        assert "40 h over today’s capacity as signed, 10 h if even" in damage.text
        assert (beneath in damage.text) is is_said
