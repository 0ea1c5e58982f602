"""Whoever was told of something grave hears that it was struck out."""

import datetime as dt

import pytest

from accounts.models import User
from activity.models import Event, Notification
from contracts.models import Deal
from outcomes.actions import IncidentAsked, record_incident, strike_incident
from outcomes.actions.announcing import announce
from outcomes.models import Handover, Incident
from tests.make import Cast
from tests.make_outcomes import make_signed

SIGNED_ON, HAPPENED_ON = dt.date(2026, 2, 3), dt.date(2026, 2, 23)


@pytest.fixture
def handover(cast: Cast) -> Handover:
    return make_signed(cast, "support-response", on=SIGNED_ON)


def told(cast: Cast, handover: Handover, kind: str, *, by: User | None = None) -> Incident:
    incident = record_incident(handover, IncidentAsked(kind, HAPPENED_ON), by=by or cast.members["SUP"])
    announce(Event.objects.get(verb="incident.recorded").pk)
    return incident


def struck(incident: Incident, by: User) -> list[Notification]:
    """The news of it, in the order of names."""
    strike_incident(incident, by=by)
    announce(Event.objects.get(verb="incident.struck").pk)
    news = Notification.objects.filter(event__verb="incident.struck").select_related("to")
    return list(news.order_by("to__name"))


@pytest.mark.parametrize("kind", ["termination", "notice", "executive_escalation"])
def test_the_owner_hears_of_it_as_loudly_as_of_the_news_itself(
    cast: Cast, handover: Handover, kind: str
) -> None:
    incident = told(cast, handover, kind)
    before = Notification.objects.get(event__verb="incident.recorded")
    (after,) = struck(incident, cast.desk)
    what = incident.get_kind_display().lower()
    assert after.to == handover.deal.owner
    assert after.text.endswith(f": {cast.desk} struck out “{what}” of 23 February 2026; it counts no more.")
    assert (after.path, after.is_loud) == (before.path, True)


def test_who_was_told_hears_of_it_though_the_deal_went_to_somebody_else(
    cast: Cast, handover: Handover
) -> None:
    first, second = handover.deal.owner, cast.mark
    incident = told(cast, handover, "termination")
    Deal.objects.filter(pk=handover.deal_id).update(owner=second)
    assert {row.to for row in struck(incident, cast.desk)} == {first, second}


def test_an_owner_who_strikes_out_what_was_theirs_hears_nothing(cast: Cast, handover: Handover) -> None:
    assert struck(told(cast, handover, "termination", by=cast.maya), cast.maya) == []


def test_of_what_is_not_grave_only_the_first_word_is_news(cast: Cast, handover: Handover) -> None:
    assert struck(told(cast, handover, "escalation"), cast.desk) == []
