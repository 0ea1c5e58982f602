"""The page of an import: which rows fit, and what was done with them once they were taken over."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from dealdesk.kit.refusals import Refused
from outcomes.actions import strike_incident, take_import
from outcomes.models import Handover, Incident, OutcomeImport
from tests.make import Cast
from tests.make_outcomes import make_signed
from tests.reviews.browser import browser_of, text_of

SIGNED_ON = dt.date(2026, 2, 3)
HEAD = "deal,term,function,spent_hours,remaining_hours,tickets,day"


@pytest.fixture
def handover(cast: Cast) -> Handover:
    return make_signed(cast, "support-response", level=2, on=SIGNED_ON, answer={"once": (6000, 6000, 6000)})


@pytest.fixture
def desk(cast: Cast) -> Client:
    return browser_of(cast.desk)


def sent(desk: Client, handover: Handover, *rows: str) -> str:
    """Send rows of the deal; the address of the import's page."""
    lines = [f"{handover.deal.number},support-response,{row}" for row in rows]
    return str(desk.post("/outcomes/import/", {"text": "\n".join([HEAD, *lines])})["Location"])


def test_a_row_that_repeats_another_is_not_among_those_that_fit(desk: Client, handover: Handover) -> None:
    page = text_of(desk.get(sent(desk, handover, "SUP,12,3,,", "FIN,1,1,,", "SUP,5,5,,")))
    assert "Line 4:</b> This repeats line 2." in page and "1 row to put right" in page
    assert "2 rows with hours and 0 tickets for 1 deal" in page
    assert "5 h" not in page.split("Rows that fit")[1]


def test_tickets_that_were_counted_otherwise_are_not_among_those_that_fit(
    desk: Client, handover: Handover
) -> None:
    desk.post(sent(desk, handover, "SUP,,,41,2026-03"))
    page = text_of(desk.get(sent(desk, handover, "SUP,,,42,2026-03", "FIN,1,1,,")))
    assert "Line 2:</b> 41 tickets of this day were imported already." in page
    assert "1 row with hours and 0 tickets for 1 deal" in page
    desk.post(f"/incidents/{Incident.objects.get().pk}/strike/")
    again = text_of(desk.get(sent(desk, handover, "SUP,,,41,2026-03-31", "FIN,2,1,,")))
    assert "Line 2:</b> These tickets were imported and struck out since." in again
    assert "1 row with hours and 0 tickets for 1 deal" in again


def test_the_page_goes_on_showing_what_was_done_when_it_was_taken_over(
    cast: Cast, desk: Client, handover: Handover
) -> None:
    """Neither the import itself nor what comes later changes the page."""
    page = sent(desk, handover, "SUP,12,3,7,2026-04")
    assert "Taken over: 1 row of Pasted rows." in text_of(desk.post(page, follow=True))
    first = text_of(desk.get(page))
    assert "1 row with hours and 7 tickets for 1 deal" in first and "counted already" not in first
    assert "7 until 30 April 2026" in first and "90 days, open: kept until it is answered" in first
    assert "12 h" in first and "→" not in first and "Rows that fit" not in first
    strike_incident(Incident.objects.get(), by=cast.desk)
    desk.post(sent(desk, handover, "SUP,20,0,,"))
    assert text_of(desk.get(page)).split("<h1")[1] == first.split("<h1")[1]


def test_an_earlier_import_that_kept_no_rows_says_how_many_there_were(
    desk: Client, handover: Handover
) -> None:
    page = sent(desk, handover, "SUP,12,3,,")
    desk.post(page)
    OutcomeImport.objects.update(taken=[])
    text = text_of(desk.get(page))
    assert "Pasted rows: 1 row." in text and "This file was taken over." in text and "<table" not in text


def test_a_single_ticket_and_a_single_faulty_row_are_singular(
    cast: Cast, desk: Client, handover: Handover
) -> None:
    desk.post(sent(desk, handover, "SUP,,,1,2026-03"))
    assert "<b>1 ticket</b>" in text_of(desk.get(f"/deals/{handover.deal.number}/outcomes/"))
    page = sent(desk, handover, "SUP,,,2,2026-03")
    assert "1 ticket of this day was imported already." in text_of(desk.get(page))
    with pytest.raises(Refused, match="1 row does not fit, so nothing was taken over"):
        take_import(OutcomeImport.objects.get(taken_at=None), by=cast.desk)


def test_tickets_of_a_month_that_still_runs_are_named_with_the_day_they_are_recorded_on(
    desk: Client, handover: Handover
) -> None:
    with time_machine.travel(dt.datetime(2026, 3, 22, 9, tzinfo=dt.UTC)):
        page = sent(desk, handover, "SUP,,,3,2026-03")
        assert "3 until 22 March 2026" in text_of(desk.get(page))
        desk.post(page)
    assert Incident.objects.get().happened_on == dt.date(2026, 3, 22)
    assert "3 until 22 March 2026" in text_of(desk.get(page))
    with time_machine.travel(dt.datetime(2026, 3, 25, 9, tzinfo=dt.UTC)):
        again = text_of(desk.get(sent(desk, handover, "SUP,,,3,2026-03", "FIN,1,1,,")))
    assert "3 until 22 March 2026: counted already" in again
