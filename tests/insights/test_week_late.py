"""Who reads the week reads which functions are late; the way there is for those who may go it."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from accounts.permissions import may
from insights.presentation.week import parts_of, subject_of
from insights.queries.week import week_of
from insights.weekly import weekly_letter
from tests.contracts.browser import words_of
from tests.make import Cast, make_submission

MONDAY = dt.datetime(2026, 5, 11, 6, tzinfo=dt.UTC)
PAGE = "/insights/weekly/"
CALM = "Nothing waits for your approval, no function is late"


def on(moment: dt.datetime) -> Any:
    return time_machine.travel(moment, tick=False)


def look(reader: User) -> Any:
    client = Client()
    client.force_login(reader)
    with on(MONDAY):
        return client.get(PAGE)


@pytest.fixture
def late(cast: Cast) -> Cast:
    with on(MONDAY - dt.timedelta(days=20)):
        make_submission(cast.maya, "payment-terms")
    return cast


def test_a_vp_reads_that_a_function_is_late_without_a_link(late: Cast) -> None:
    page = look(late.ruth)
    said = words_of(page)
    assert "Finance 1 late review, 1 waiting" in said and CALM not in said
    assert "/functions/FIN/" not in page.content.decode()
    assert not may(late.ruth, "bottleneck.read")


def test_an_executive_goes_there_from_the_week(late: Cast) -> None:
    (line,) = [line for line in parts_of(week_of(late.anders, MONDAY))[0].lines if line.title == "Finance"]
    client = Client()
    client.force_login(late.anders)
    assert line.path in look(late.anders).content.decode()
    assert client.get(line.path).status_code == 200


def test_every_reader_of_the_page_counts_the_same_late_functions(late: Cast) -> None:
    readers = (late.ruth, late.anders, late.desk, late.auditor, late.leads["FIN"])
    subjects = {subject_of(week_of(reader, MONDAY)).split(", ")[1] for reader in readers}
    assert len(subjects) == 1 and not subjects.pop().startswith("0 ")


def test_a_letter_says_a_line_without_a_link_as_text(late: Cast) -> None:
    with on(MONDAY):
        letter = weekly_letter(late.ruth, week_of(late.ruth, MONDAY), "2026-W20")
    assert "* Finance: 1 late review, 1 waiting\n\nWHAT WILL" in str(letter.body)
    ((html, _),) = letter.alternatives
    assert "<li>Finance: 1 late review, 1 waiting</li>" in str(html)


def test_it_is_calm_only_where_nothing_is_late(cast: Cast) -> None:
    assert CALM in words_of(look(cast.ruth))
