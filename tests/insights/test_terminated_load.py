"""Work of a terminated contract leaves the calendars of later months, in roll-ups and beneath them."""

import datetime as dt

import pytest
import time_machine

from activity.models import OutboxMessage
from dealdesk.verification.rollups import ROLLUP_CHECKS
from insights.actions.folding import fold
from insights.filters import Filter
from insights.models import LoadMonth
from insights.periods import Quarter
from insights.queries.forward_load import signed_loads
from outcomes.actions import IncidentAsked, record_incident, strike_incident
from outcomes.models import Handover, Incident
from tests.insights.test_rollups_kept import settle_folding
from tests.make import Cast
from tests.make_outcomes import make_signed
from tests.make_rollups import FIRST_DAY, WORK

ENDED_ON = dt.date(2026, 4, 1)


@pytest.fixture
def handover(cast: Cast) -> Handover:
    """Two contracts alike; one of them is returned."""
    for _ in range(2):
        made = make_signed(cast, on=FIRST_DAY, answer=WORK, months=12)
        fold(made.deal_id)
    settle_folding()
    return made


def kept() -> dict[dt.date, int]:
    return {row.month_on: row.minutes for row in LoadMonth.objects.order_by("month_on")}


def beneath() -> dict[dt.date, int]:
    found: dict[dt.date, int] = {}
    for load in signed_loads(Filter(Quarter.of(FIRST_DAY))):
        found[load.month_on] = found.get(load.month_on, 0) + load.minutes
    return found


def terminated(cast: Cast, handover: Handover) -> Incident:
    return record_incident(handover, IncidentAsked("termination", ENDED_ON), by=cast.desk)


def breaches() -> list[str]:
    return [breach for check in ROLLUP_CHECKS for breach in check.breaches()]


def test_later_months_lose_its_work_and_get_it_back(cast: Cast, handover: Handover) -> None:
    before = kept()
    incident = terminated(cast, handover)
    assert breaches() == [], "its folding is still to come"
    settle_folding()
    assert breaches(), "and would have to come"
    fold(handover.deal_id)
    halved = {on: minutes // 2 if on > ENDED_ON else minutes for on, minutes in before.items()}
    assert kept() == beneath() == halved != before
    assert breaches() == []
    strike_incident(incident, by=cast.desk)
    settle_folding()
    fold(handover.deal_id)
    assert kept() == beneath() == before
    assert breaches() == []


def test_the_termination_rings_for_it(cast: Cast, handover: Handover) -> None:
    waiting = OutboxMessage.objects.filter(task="insights.fold", key=handover.deal_id, done_at=None)
    with time_machine.travel(dt.datetime(2026, 4, 20, 9, tzinfo=dt.UTC), tick=True):
        incident = terminated(cast, handover)
        assert waiting.count() == 1
        settle_folding()
        strike_incident(incident, by=cast.desk)
    assert waiting.count() == 1
