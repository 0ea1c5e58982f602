"""A month of a recurring obligation is noted once it has begun, and not years ahead."""

import datetime as dt

import pytest
import time_machine

from accounts.models import User
from dealdesk.kit.refusals import Refused
from outcomes.actions import finish_obligation, waive_obligation
from outcomes.models import Obligation
from tests.make import Cast
from tests.make_outcomes import make_signed
from tests.outcomes.test_keeping_promises import MONTHLY
from tests.reviews.browser import browser_of, text_of

SIGNED_ON = dt.date(2026, 1, 20)
NOT_YET = "March 2026 has not begun. It can be noted from 1 March 2026 on."


def on(day: dt.date) -> time_machine.travel:
    return time_machine.travel(dt.datetime.combine(day, dt.time(9), tzinfo=dt.UTC), tick=True)


@pytest.fixture
def monthly(cast: Cast) -> Obligation:
    """Due on 20 March 2026 for the first time."""
    handover = make_signed(cast, on=SIGNED_ON, answer=MONTHLY, months=12, delivery_months=2)
    return Obligation.objects.select_related("owner", "function__lead").get(handover=handover)


def owner_of(obligation: Obligation) -> User:
    assert obligation.owner is not None
    return obligation.owner


def test_before_its_first_day_a_month_is_neither_kept_nor_waived(cast: Cast, monthly: Obligation) -> None:
    with on(dt.date(2026, 2, 28)):
        with pytest.raises(Refused, match=NOT_YET):
            finish_obligation(monthly, words="", by=owner_of(monthly))
        with pytest.raises(Refused, match=NOT_YET):
            waive_obligation(monthly, reason="Holidays", by=cast.desk, is_month=True)
    assert not monthly.fulfilments.exists()


def test_from_its_first_day_on_it_is_and_the_next_is_not(monthly: Obligation) -> None:
    with on(dt.date(2026, 3, 1)):
        finish_obligation(monthly, words="", by=owner_of(monthly))
        with pytest.raises(Refused, match="April 2026 has not begun"):
            finish_obligation(monthly, words="", by=owner_of(monthly))
    assert monthly.fulfilments.count() == 1


def test_all_of_it_can_be_waived_at_any_time(cast: Cast, monthly: Obligation) -> None:
    with on(dt.date(2026, 2, 1)):
        waive_obligation(monthly, reason="The customer gave it up.", by=cast.desk)
    monthly.refresh_from_db()
    assert monthly.state == "waived"


def test_the_page_says_from_when_on(cast: Cast, monthly: Obligation) -> None:
    with on(dt.date(2026, 2, 28)):
        early = text_of(browser_of(cast.desk).get(f"/obligations/{monthly.pk}/"))
    with on(dt.date(2026, 3, 1)):
        begun = text_of(browser_of(cast.desk).get(f"/obligations/{monthly.pk}/"))
    assert NOT_YET in early and "It is done" not in early and "Only for the month" not in early
    assert NOT_YET not in begun and "It is done" in begun and "Only for the month" in begun
