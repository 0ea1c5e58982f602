"""The pages beside the dashboard: who may open them, their tables, their downloads, how much they ask."""

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from insights.actions.folding import fold
from outcomes.models import Handover
from tests.make import Cast
from tests.make_outcomes import make_signed
from tests.make_rollups import FIRST_DAY, Year, answer_day_90, make_year

OF_SPRING = "?period=2026-Q1"
TABLES = {
    "functions": ["response", "bias"],
    "functions/FIN": ["types", "cells"],
    "reps": ["clean", "named"],
    "types": ["types"],
    "types/payment-terms": ["functions", "cells"],
    "unheard": ["concerns"],
    "hugging": ["cuts", "deals"],
    "culture": ["dials", "gut", "late-terms", "lowered"],
}
PAGES = [*TABLES, "targets", "weekly"]


@pytest.fixture
def year(cast: Cast) -> Year:
    made = make_year(cast)
    fold_all()
    return made


def fold_all() -> None:
    for deal in Handover.objects.values_list("deal", flat=True):
        fold(deal)


def reading(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize("page", PAGES)
def test_an_executive_reads_each_page(cast: Cast, year: Year, page: str) -> None:
    answer = reading(cast.anders).get(f"/insights/{page}/{OF_SPRING}")
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert "<h1>" in shown and 'aria-label="Insights"' in shown, "with the way to the others"


@pytest.mark.parametrize("page", PAGES)
def test_a_rep_is_refused(cast: Cast, page: str) -> None:
    assert reading(cast.maya).get(f"/insights/{page}/").status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_pages_of_an_empty_company_say_so(cast: Cast, page: str) -> None:
    answer = reading(cast.anders).get(f"/insights/{page}/{OF_SPRING}")
    assert answer.status_code == 200


def test_a_lead_does_not_read_about_reps(cast: Cast) -> None:
    lead = reading(cast.leads["FIN"])
    assert lead.get("/insights/reps/").status_code == 403
    assert "Reps at 90 days" not in lead.get("/insights/functions/").content.decode()


@pytest.mark.parametrize(("page", "codes"), TABLES.items())
def test_each_table_is_a_download_of_the_same_rows(
    cast: Cast, year: Year, page: str, codes: list[str]
) -> None:
    client = reading(cast.anders)
    for table in client.get(f"/insights/{page}/{OF_SPRING}").context["page"].tables:
        answer = client.get(f"/insights/{page}/{OF_SPRING}&csv={table.code}")
        assert answer["Content-Type"].startswith("text/csv")
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        head, *rows = list(csv.reader(io.StringIO(text)))
        assert head == [column.in_file or column.label for column in table.columns]
        assert len(rows) == len(table.rows)
    assert [table.code for table in client.get(f"/insights/{page}/").context["page"].tables] == codes


def test_another_table_is_not_found(cast: Cast) -> None:
    assert reading(cast.anders).get("/insights/types/?csv=people").status_code == 404


@pytest.mark.parametrize("page", ["types/never-heard-of", "functions/XXX"])
def test_what_does_not_exist_is_not_found(cast: Cast, page: str) -> None:
    assert reading(cast.anders).get(f"/insights/{page}/").status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_more_deals_ask_no_more_of_the_database(cast: Cast, year: Year, page: str) -> None:
    few = queries_of(cast, page)
    for _ in range(3):
        signed = make_signed(cast, "payment-terms", "support-response", on=year.hard.signed_on, level=1)
        answer_day_90(cast, signed, level=1)
    fold_all()
    assert queries_of(cast, page) == few


def queries_of(cast: Cast, page: str) -> int:
    client = reading(cast.anders)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/insights/{page}/{OF_SPRING}").status_code == 200
    return len(asked)


def test_what_people_wrote_is_escaped_on_the_page_and_defused_in_the_download(cast: Cast) -> None:
    hostile = "<script>alert(1)</script>"
    signed = make_signed(cast, on=FIRST_DAY, level=3, customer=f"=cmd {hostile}")
    answer_day_90(cast, signed, level=1)
    fold_all()
    client = reading(cast.anders)
    page = client.get(f"/insights/reps/{OF_SPRING}").content.decode()
    assert hostile not in page and "&lt;script&gt;" in page
    download = client.get(f"/insights/unheard/{OF_SPRING}&csv=concerns")
    assert b"\n=" not in b"".join(download.streaming_content)
