"""Whenever the demo company is loaded, its stories run forward, in working hours, and end before now."""

import datetime as dt
from collections import defaultdict
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from dealdesk.demo import content
from dealdesk.demo.beats import Moment
from dealdesk.demo.history.expanding import history
from dealdesk.demo.hours import CLOSES, OPENS, SATURDAY
from dealdesk.demo.loading import timetable
from dealdesk.demo.planning import sweeps
from dealdesk.demo.verbs import VERBS

SUNDAY = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
NOWS = [
    pytest.param(SUNDAY + dt.timedelta(hours=hours), id=f"{hours} hours into the week")
    for hours in (1, 20, 32, 34, 40, 55, 81, 106, 130, 150)
]

at_any_time = pytest.mark.parametrize("now", NOWS)


def by_story(moments: list[Moment]) -> dict[str, list[Moment]]:
    found: dict[str, list[Moment]] = defaultdict(list)
    for moment in moments:
        found[moment.beat.story].append(moment)
    return found


@at_any_time
def test_everything_is_told_in_order_and_lies_in_the_past(now: dt.datetime) -> None:
    moments = timetable(now)
    assert [moment.at for moment in moments] == sorted(moment.at for moment in moments)
    assert all(moment.at + moment.beat.lasts < now for moment in moments)


@at_any_time
def test_nobody_works_at_night_or_on_a_weekend(now: dt.datetime) -> None:
    for moment in timetable(now):
        begins = moment.at.astimezone(ZoneInfo(moment.beat.zone))
        assert begins.weekday() < SATURDAY
        assert begins.time() >= OPENS
        assert (begins + moment.beat.lasts).time() <= CLOSES


@at_any_time
def test_each_beat_of_a_story_is_over_before_the_next_begins(now: dt.datetime) -> None:
    for moments in by_story(timetable(now)).values():
        for before, after in pairwise(moments):
            assert before.at + before.beat.lasts < after.at


@at_any_time
def test_no_beat_is_moved_by_more_than_a_weekend(now: dt.datetime) -> None:
    for moment in timetable(now):
        assert dt.timedelta() <= moment.beat.day - moment.at.date() <= dt.timedelta(days=4)


def test_a_story_is_told_the_same_way_every_time() -> None:
    assert timetable(SUNDAY) == timetable(SUNDAY)


def test_a_story_keeps_the_order_of_drafts_reviews_and_endings() -> None:
    verbs = [moment.beat.verb for moment in by_story(timetable(SUNDAY))["nordbank-vault"]]
    steps = [verb for verb in verbs if verb != "review"]
    assert steps == [
        "write",
        "submit",
        "copy",
        "submit",
        "copy",
        "submit",
        "decide",
        "decide",
        "decide",
        "clear",
    ]


def test_every_review_of_every_deal_is_told_once() -> None:
    told = [review for moment in timetable(SUNDAY) for review in moment.beat.facts.get("reviews", [])]
    deals = [*content.deals(), *history(SUNDAY.date())]
    assert len(told) == sum(len(deal["reviews"]) for deal in deals)


def test_a_burst_ends_with_the_last_review_of_its_day() -> None:
    for moments in by_story(timetable(SUNDAY)).values():
        for moment, following in pairwise(moments):
            if moment.beat.is_old:
                continue
            is_next = following.beat.verb == "review" and following.at.date() == moment.at.date()
            assert moment.is_burst == (moment.beat.verb == "review" and is_next)


def test_an_old_deal_is_scored_once_when_all_have_answered() -> None:
    old = [moments for moments in by_story(timetable(SUNDAY)).values() if moments[0].beat.is_old]
    assert len(old) > 100
    for moments in old:
        verbs = [(moment.beat.verb, moment.is_burst) for moment in moments]
        before = verbs[: verbs.index(("approve_all", False))]
        assert [verb for verb, is_burst in before[1:] if not is_burst] == [before[-1][0]]


def test_the_stories_use_every_verb_that_can_be_told() -> None:
    told = [*timetable(SUNDAY), *sweeps(SUNDAY)]
    assert {moment.beat.verb for moment in told} == set(VERBS)


@at_any_time
def test_sweeps_come_while_europe_is_not_at_work_and_at_the_very_end(now: dt.datetime) -> None:
    *early, last = sweeps(now)
    assert early and all(moment.at < now for moment in early)
    assert last.at == now
    for moment in timetable(now):
        if moment.beat.zone.startswith("Europe/"):
            ends = moment.at + moment.beat.lasts
            assert not any(moment.at <= sweep.at <= ends for sweep in early)
