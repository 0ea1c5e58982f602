"""The week names every contract that ended, whatever is known about how it went."""

import datetime as dt
from typing import Any

import time_machine
from django.core import mail

from accounts.models import User
from insights.presentation.week import parts_of
from insights.queries.week import week_of
from insights.weekly import send_due_weeklies
from outcomes.actions.incidents import IncidentAsked, record_incident, strike_incident
from outcomes.actions.renewing import settle_renewal
from outcomes.models import Handover, Incident, IncidentKind, Moment
from tests.make import Cast
from tests.make_outcomes import make_signed, void
from tests.make_rollups import WORK, answer_day_90

MONDAY = dt.datetime(2026, 5, 11, 6, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
SIGNED_ON = dt.date(2026, 4, 1)


def on(moment: dt.datetime) -> Any:
    return time_machine.travel(moment, tick=False)


def end(cast: Cast, handover: Handover, at: dt.datetime, kind: str = IncidentKind.TERMINATION) -> Incident:
    """Told at that moment, of that very day."""
    with on(at):
        return record_incident(handover, IncidentAsked(kind=kind, happened_on=at.date()), by=cast.desk)


def surprised(reader: User, now: dt.datetime = MONDAY) -> list[tuple[str, str]]:
    part = next(part for part in parts_of(week_of(reader, now)) if part.code == "surprised")
    return [(line.title, line.text) for line in part.lines]


def test_a_contract_that_was_terminated_before_any_check_in_is_named(cast: Cast) -> None:
    handover = make_signed(cast, on=SIGNED_ON)
    end(cast, handover, MONDAY - 2 * DAY)
    assert surprised(cast.anders) == [(str(handover.deal), "terminated on 9 May 2026")]
    assert week_of(cast.anders, MONDAY).surprise_count == 1
    assert surprised(cast.anders, MONDAY + 6 * DAY) == [], "it is news for a week"


def test_the_mail_names_it_too(cast: Cast) -> None:
    handover = make_signed(cast, on=SIGNED_ON)
    end(cast, handover, MONDAY - 2 * DAY)
    with on(MONDAY):
        send_due_weeklies()
    said = str(mail.outbox[0].body).split("WHAT SURPRISED")[1]
    assert f"* {handover.deal}: terminated on 9 May 2026\n" in said
    assert mail.outbox[0].subject.endswith("1 surprise")


def test_a_lost_renewal_is_named_though_nobody_told_an_incident(cast: Cast) -> None:
    handover = make_signed(cast, on=SIGNED_ON - 300 * DAY, months=12)
    with on(MONDAY - DAY):
        settle_renewal(handover.renewal, "churned", on=(MONDAY - 12 * DAY).date(), by=cast.maya)
    assert surprised(cast.anders) == [(str(handover.deal), "not renewed, decided on 29 April 2026")]
    assert surprised(cast.anders, MONDAY + 7 * DAY) == []


def test_a_renewal_that_was_won_is_no_ending(cast: Cast) -> None:
    handover = make_signed(cast, on=SIGNED_ON - 300 * DAY, months=12)
    with on(MONDAY - DAY):
        settle_renewal(handover.renewal, "churned", on=MONDAY.date() - DAY, by=cast.maya)
        settle_renewal(handover.renewal, "renewed", on=MONDAY.date() - DAY, by=cast.maya)
    assert surprised(cast.anders) == []


def test_notice_alone_ends_nothing(cast: Cast) -> None:
    end(cast, make_signed(cast, on=SIGNED_ON), MONDAY - DAY, IncidentKind.NOTICE)
    assert surprised(cast.anders) == []


def test_what_was_struck_or_voided_since_is_left_out(cast: Cast) -> None:
    struck, voided = make_signed(cast, on=SIGNED_ON), make_signed(cast, on=SIGNED_ON)
    mistaken = end(cast, struck, MONDAY - 2 * DAY)
    end(cast, voided, MONDAY - 2 * DAY)
    with on(MONDAY - DAY):
        strike_incident(mistaken, by=cast.desk)
        void(cast, voided)
    assert surprised(cast.anders) == []


def test_beside_an_earlier_outcome_it_says_how_it_went(cast: Cast) -> None:
    handover = make_signed(cast, on=dt.date(2026, 1, 5), answer=WORK, level=1)
    answer_day_90(cast, handover, level=1, spent_minutes=100)
    end(cast, handover, MONDAY - 2 * DAY)
    ((_, text),) = surprised(cast.anders)
    assert text.startswith("terminated on 9 May 2026; 90 days: said ") and "not renewed" not in text
    assert handover.realised.filter(moment=Moment.DAY_90, is_complete=True, is_bad=True).exists()


def test_who_may_not_see_the_deal_is_not_told_of_its_end(cast: Cast) -> None:
    end(cast, make_signed(cast, on=SIGNED_ON), MONDAY - 2 * DAY)
    assert surprised(cast.outsider) == []


def test_endings_come_before_hard_deals(cast: Cast) -> None:
    hard = make_signed(cast, on=dt.date(2026, 2, 5), answer=WORK)
    answer_day_90(cast, hard, level=5, spent_minutes=9000)
    ended = make_signed(cast, on=SIGNED_ON)
    end(cast, ended, MONDAY - 2 * DAY)
    assert [title for title, _ in surprised(cast.anders)] == [str(ended.deal), str(hard.deal)]
