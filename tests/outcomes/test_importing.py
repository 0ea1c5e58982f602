"""Hours and tickets from a file: looked at first, then taken over whole or not at all."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from activity.models import Event
from dealdesk.kit.refusals import Refused
from outcomes.actions import start_import, take_import
from outcomes.csv_rows import MOST_BYTES, MOST_ROWS, read_sheet
from outcomes.models import CellOutcome, Handover, Incident, Moment, OutcomeImport, Realised
from outcomes.queries.import_targets import plan_import
from tests.make import Cast
from tests.make_outcomes import make_signed
from tests.outcomes.check_ins import answer_all, answer_one, check_in_of
from tests.reviews.browser import browser_of, text_of

SIGNED_ON = dt.date(2026, 2, 3)
HEAD = "deal,term,function,spent_hours,remaining_hours,tickets,day"


@pytest.fixture
def handover(cast: Cast) -> Handover:
    answer = {"once": (6000, 6000, 6000)}
    return make_signed(cast, "support-response", level=2, on=SIGNED_ON, answer=answer)


@pytest.fixture
def desk(cast: Cast) -> Client:
    return browser_of(cast.desk)


def lines(*rows: str) -> str:
    return "\n".join([HEAD, *rows]) + "\n"


def faults(text: str, cast: Cast) -> list[tuple[int, str]]:
    return plan_import(read_sheet(text), cast.desk).faults


def take(cast: Cast, *rows: str) -> OutcomeImport:
    return take_import(start_import("hours.csv", lines(*rows), by=cast.desk), by=cast.desk)


def test_hours_wait_in_the_open_check_in_until_somebody_answers_it(cast: Cast, handover: Handover) -> None:
    number = handover.deal.number
    take(cast, f"{number},support-response,SUP,12.5,40,,")
    cell = CellOutcome.objects.get()
    assert cell.check_in == check_in_of(handover, "SUP", Moment.DAY_90), "the latest one that is open"
    assert (cell.spent_minutes, cell.remaining_minutes) == (750, 2400)
    assert not Realised.objects.exists(), "hours alone are no answer"
    page = f"/check-ins/{cell.check_in_id}/"
    browser = browser_of(cast.members["SUP"])
    text = text_of(browser.get(page))
    assert (
        "The hours were imported." in text
        and 'value="12.5"' in text
        and "checked" not in text.split("<main")[1].split("</main>")[0].split("i1-kind")[0]
    )
    assert browser.post(f"{page}nothing/").status_code == 302
    cell.refresh_from_db()
    assert (cell.level, cell.spent_minutes, cell.remaining_minutes) == (1, 750, 2400)


def test_what_is_still_to_come_is_what_is_left_of_the_estimate(cast: Cast, handover: Handover) -> None:
    take(cast, f"{handover.deal.number},support-response,SUP,30,,,")
    cell = CellOutcome.objects.get()
    assert (cell.spent_minutes, cell.remaining_minutes) == (1800, 4200)


def test_hours_correct_the_last_answer_where_no_check_in_is_open(cast: Cast, handover: Handover) -> None:
    for moment in (Moment.DAY_30, Moment.DAY_60, Moment.DAY_90):
        answer_all(cast, handover, moment, level=4, spent_minutes=60, remaining_minutes=60)
    before = Realised.objects.get(handover=handover, moment=Moment.DAY_90)
    take(cast, f"{handover.deal.number},support-response,SUP,500,,,")
    after = Realised.objects.get(handover=handover, moment=Moment.DAY_90)
    cell = CellOutcome.objects.get(check_in=check_in_of(handover, "SUP", Moment.DAY_90))
    assert (cell.level, cell.spent_minutes, cell.remaining_minutes) == (4, 30_000, 60)
    assert after.dose > before.dose and after.is_complete
    facts = Event.objects.get(verb="outcomes.imported").facts
    assert (facts["before"][0]["spent_minutes"], facts["after"][0]["spent_minutes"]) == (60, 30_000)


def test_tickets_are_recorded_once_however_often_they_are_sent(cast: Cast, handover: Handover) -> None:
    number = handover.deal.number
    row = f"{number},support-response,SUP,,,41,2026-03"
    take(cast, row)
    take(cast, row, f"{number},support-response,FIN,,,2,2026-03-09")
    assert list(Incident.objects.order_by("id").values_list("count", "happened_on")) == [
        (41, dt.date(2026, 3, 31)),
        (2, dt.date(2026, 3, 9)),
    ]
    ((line, sentence),) = faults(lines(f"{number},support-response,SUP,,,42,2026-03"), cast)
    assert (line, sentence) == (2, "41 tickets of this day were imported already.")


def test_the_same_file_is_taken_over_once(cast: Cast, handover: Handover) -> None:
    row = f"{handover.deal.number},support-response,SUP,1,1,,"
    take(cast, row)
    with pytest.raises(Refused, match="very file was taken over already"):
        take(cast, row)


def test_one_row_that_does_not_fit_keeps_all_of_them_out(cast: Cast, handover: Handover) -> None:
    number = handover.deal.number
    with pytest.raises(Refused, match="nothing was taken over"):
        take(cast, f"{number},support-response,SUP,1,1,,", f"{number},support-response,LEG,1,1,,")
    assert not CellOutcome.objects.exists() and not Incident.objects.exists()


FAULTS = [
    ("D-99999,support-response,SUP,1,,,", "There is no deal D-99999 that you can see."),
    ("=1+1,support-response,SUP,1,,,", "There is no deal =1+1 that you can see."),
    ("{0},uptime,SUP,1,,,", "SUP was not asked about uptime in {0}."),
    ("{0},support-response,SEC,1,,,", "SEC was not asked about support-response in {0}."),
    ("{0},support-response,SUP,1e5,,,", "spent_hours is a number of hours such as 12 or 1.5, not 1e5."),
    ("{0},support-response,SUP,-1,,,", "spent_hours is a number of hours such as 12 or 1.5, not -1."),
    ("{0},support-response,SUP,1,,4.5,2026-03", "tickets is a whole number, not 4.5."),
    ("{0},support-response,SUP,,,4,", "Tickets need a day or a month, such as 2026-03-09 or 2026-03."),
    (
        "{0},support-response,SUP,,,4,2026-02-31",
        "day is such as 2026-03-09, or 2026-03 for a month, not 2026-02-31.",
    ),
    ("{0},support-response,SUP,,,4,2025-12", "2025-12-31 is before {0} was signed."),
    ("{0},support-response,SUP,,,4,2099-12", "2099-12-31 has not come yet."),
    ("{0},support-response,SUP,,,,", "There are neither hours nor tickets."),
    ("{0},,SUP,1,,,", "The term is missing."),
    ("{0},support-response,SUP,1", "There are 4 cells, and 7 columns."),
    ("{0},support-response,SUP," + "9" * 300 + ",,,", "A cell holds more than 200 characters."),
]
"""A row, and what is said of it; {0} is the number of the deal."""


def test_each_fault_is_named_with_its_line(cast: Cast, handover: Handover) -> None:
    number = handover.deal.number
    good = f"{number},support-response,FIN,1,,,"
    text = lines(*(part for row, _ in FAULTS for part in (good.replace("FIN", "fin"), row.format(number))))
    said = [(line, sentence) for line, sentence in faults(text, cast) if "repeats" not in sentence]
    assert said == [(2 * at + 3, sentence.format(number)) for at, (_, sentence) in enumerate(FAULTS)]


@pytest.mark.parametrize(
    "text, line, sentence",
    [
        ("", 1, "The first line must name the columns"),
        (HEAD, 0, "There is no row below the head."),
        ("deal,term,function,salary\n", 1, "Unknown column: salary."),
        ("deal,term,deal\n", 1, "A column is there twice."),
        ("deal,term\n", 1, "missing: function"),
        (HEAD + '\n"D-1,never closed', 0, "no CSV file that can be read"),
        ("\x00\x01\x02", 0, "This is no text file."),
        (HEAD + "\n" + "D-1,a,SUP,1,,,\n" * (MOST_ROWS + 1), MOST_ROWS + 2, f"at most {MOST_ROWS} rows"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(text: str, line: int, sentence: str) -> None:
    found = read_sheet(text).faults
    assert [at for at, said in found if sentence in said] == [line]


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_separators_and_commas_in_numbers_are_understood(mark: str) -> None:
    text = f"\ufeffFunction{mark}Deal{mark}Term{mark}Spent_Hours\r\nsup{mark}d-1{mark}uptime{mark}12,5\r\n"
    (row,) = read_sheet(text).rows
    assert (row.deal, row.function, row.term, row.spent) == ("D-1", "SUP", "uptime", 750)


def test_a_lead_imports_for_the_own_function_alone(cast: Cast, handover: Handover) -> None:
    number = handover.deal.number
    text = lines(f"{number},support-response,SUP,1,,,", f"{number},support-response,FIN,1,,,")
    plan = plan_import(read_sheet(text), cast.leads["SUP"])
    assert plan.faults == [(3, "You import for your own function, not for Finance.")]


def test_one_line_repeated_is_named(cast: Cast, handover: Handover) -> None:
    row = f"{handover.deal.number},support-response,SUP,1,,,"
    assert faults(lines(row, row), cast) == [(3, "This repeats line 2.")]


def test_the_preview_changes_nothing_and_the_second_post_takes_it(
    cast: Cast, handover: Handover, desk: Client
) -> None:
    number = handover.deal.number
    text = lines(f"{number},support-response,SUP,12,3,7,2026-04").encode("utf-8-sig")
    sent = desk.post("/outcomes/import/", {"file": SimpleUploadedFile("hours.csv", text)})
    assert sent.status_code == 302
    page = text_of(desk.get(sent["Location"]))
    assert "90 days, open: kept until it is answered" in page
    assert "1 row with hours and 7 tickets for 1 deal" in page
    assert not CellOutcome.objects.exists()
    assert desk.post(sent["Location"]).status_code == 302
    assert CellOutcome.objects.get().spent_minutes == 720 and Incident.objects.get().count == 7
    assert "This file was taken over." in text_of(desk.get(sent["Location"]))
    assert desk.post(sent["Location"]).status_code == 409
    assert browser_of(cast.leads["SUP"]).get(sent["Location"]).status_code == 404


def test_faults_are_shown_with_their_lines_and_hostile_text_is_harmless(
    cast: Cast, handover: Handover, desk: Client
) -> None:
    hostile = "<script>alert(1)</script>"
    sent = desk.post("/outcomes/import/", {"text": lines(f"{hostile},support-response,SUP,1,,,")})
    page = text_of(desk.get(sent["Location"]))
    assert "Line 2:" in page and "Take over all of it" not in page
    assert "&lt;SCRIPT&gt;ALERT(1)" in page and hostile.upper() not in page


@pytest.mark.parametrize(
    "sent, sentence",
    [
        ({}, "one of the two"),
        ({"file": b"\xff\xfe\x00bad"}, "no UTF-8 text"),
        ({"file": b"a" * (MOST_BYTES + 1)}, "larger than"),
        ({"file": b"deal\n", "text": "deal"}, "one of the two"),
    ],
)
def test_what_cannot_be_a_file_of_hours_is_refused(
    cast: Cast, desk: Client, sent: dict[str, Any], sentence: str
) -> None:
    if "file" in sent:
        sent = {**sent, "file": SimpleUploadedFile("hours.csv", sent["file"])}
    answer = desk.post("/outcomes/import/", sent)
    assert answer.status_code == 422 and sentence in text_of(answer)
    assert not OutcomeImport.objects.exists()


def test_the_sample_is_read_by_the_import_itself(cast: Cast, desk: Client) -> None:
    answer = desk.get("/outcomes/import/sample.csv")
    sheet = read_sheet(b"".join(answer.streaming_content).decode())  # type: ignore[attr-defined]
    assert len(sheet.rows) == 3 and not sheet.faults


def test_more_rows_ask_no_more_of_the_database(
    cast: Cast, handover: Handover, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    others = [make_signed(cast, "support-response", level=1, on=SIGNED_ON) for _ in range(2)]
    answer_one(cast, others[0], "SUP")
    rows = [f"{each.deal.number},support-response,SUP,1,,3,2026-03" for each in (handover, *others)]
    with django_assert_max_num_queries(20) as few:
        plan_import(read_sheet(lines(rows[0])), cast.desk)
    with django_assert_max_num_queries(len(few)):
        assert not plan_import(read_sheet(lines(*rows)), cast.desk).faults
