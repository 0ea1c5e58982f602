"""What a function hears of a contract's end settles its renewal once the renewal is prepared, not before."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from dealdesk.kit.refusals import Refused
from outcomes.actions import (
    IncidentAsked,
    answer_check_in,
    record_incident,
    settle_renewal,
    strike_incident,
)
from outcomes.models import Handover, IncidentKind, Moment, Renewal
from tests.make import Cast
from tests.make_outcomes import make_signed
from tests.outcomes.check_ins import answer_all, check_in_of, same

SIGNED_ON = dt.date(2026, 1, 15)
ASKED_ON, PREPARED_ON = dt.date(2026, 4, 20), dt.date(2026, 8, 17)
RESULTS = (IncidentKind.RENEWED, IncidentKind.EXPANDED, IncidentKind.CHURNED)


@pytest.fixture(autouse=True)
def while_it_is_prepared() -> Iterator[None]:
    with on(PREPARED_ON):
        yield


@pytest.fixture
def handover(cast: Cast) -> Handover:
    """Ends on 14 January 2027; its renewal is prepared from PREPARED_ON."""
    return make_signed(cast, "support-response", on=SIGNED_ON, months=12)


def on(day: dt.date) -> time_machine.travel:
    return time_machine.travel(dt.datetime.combine(day, dt.time(9), tzinfo=dt.UTC), tick=True)


def result_of(handover: Handover) -> tuple[str, dt.date | None]:
    renewal = Renewal.objects.get(handover=handover)
    return renewal.result, renewal.decided_on


@pytest.mark.parametrize("kind", RESULTS)
def test_told_years_ahead_it_settles_nothing(cast: Cast, handover: Handover, kind: str) -> None:
    with on(ASKED_ON):
        record_incident(handover, IncidentAsked(kind, ASKED_ON), by=cast.members["SUP"])
        record_incident(handover, IncidentAsked("renewed", ASKED_ON, note="So I hear."), by=cast.desk)
        assert result_of(handover) == ("", None)
        assert not answer_all(cast, handover, Moment.DAY_90).is_bad


@pytest.mark.parametrize("kind", RESULTS)
def test_told_while_it_is_prepared_it_settles_the_renewal(cast: Cast, handover: Handover, kind: str) -> None:
    record_incident(handover, IncidentAsked(kind, PREPARED_ON), by=cast.members["SUP"])
    assert result_of(handover) == (kind, PREPARED_ON)


def test_told_with_the_last_check_in_it_settles_the_renewal(cast: Cast, handover: Handover) -> None:
    check_in = check_in_of(handover, "SUP", Moment.RENEWAL)
    asked = IncidentAsked("churned", PREPARED_ON)
    answer_check_in(check_in, same(check_in), by=cast.members["SUP"], incidents=[asked])
    assert result_of(handover) == ("churned", PREPARED_ON)


def test_what_is_decided_stays_as_it_was_decided(cast: Cast, handover: Handover) -> None:
    settle_renewal(handover.renewal, "churned", on=ASKED_ON, by=cast.maya)
    incident = record_incident(handover, IncidentAsked("churned", PREPARED_ON), by=cast.members["SUP"])
    assert result_of(handover) == ("churned", ASKED_ON)
    with pytest.raises(Refused, match="settled already: not renewed"):
        record_incident(handover, IncidentAsked("renewed", PREPARED_ON), by=cast.members["SUP"])
    strike_incident(incident, by=cast.desk)
    assert result_of(handover) == ("churned", ASKED_ON)


def test_what_the_owner_says_as_well_is_not_struck_out_with_it(cast: Cast, handover: Handover) -> None:
    incident = record_incident(handover, IncidentAsked("churned", PREPARED_ON), by=cast.members["SUP"])
    settle_renewal(handover.renewal, "churned", on=PREPARED_ON, by=cast.maya)
    strike_incident(incident, by=cast.desk)
    assert result_of(handover) == ("churned", PREPARED_ON)


def test_struck_out_it_leaves_the_word_of_the_next_who_told(cast: Cast, handover: Handover) -> None:
    with on(ASKED_ON):
        early = record_incident(handover, IncidentAsked("churned", ASKED_ON), by=cast.members["FIN"])
    day = PREPARED_ON - dt.timedelta(days=3)
    first = record_incident(handover, IncidentAsked("churned", PREPARED_ON), by=cast.members["SUP"])
    second = record_incident(handover, IncidentAsked("churned", day), by=cast.members["FIN"])
    strike_incident(early, by=cast.desk)
    assert result_of(handover) == ("churned", PREPARED_ON)
    strike_incident(first, by=cast.desk)
    assert result_of(handover) == ("churned", day)
    strike_incident(second, by=cast.desk)
    assert result_of(handover) == ("", None)
