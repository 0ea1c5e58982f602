"""A download holds bare numbers, so its heads say in what; the same head means the same in every file."""

import csv
import datetime as dt
import io
from collections.abc import Iterator
from numbers import Number

import pytest
import time_machine
from django.test import Client

from contracts.models import Customer
from insights.actions.folding import fold
from insights.presentation.panels import NumberTable
from insights.presentation.tables import Table
from outcomes.models import Handover
from tests.make import Cast
from tests.make_rollups import make_year

NOW = dt.datetime(2026, 6, 20, 9, tzinfo=dt.UTC)
QUERY = "period=2026-Q1"
PAGES = ("functions/", "functions/FIN/", "types/", "types/payment-terms/", "reps/", "culture/", "unheard/")
BEHIND = ("signed", "load", "answers", "outcome", "type", "gut")
UNITS = {" h": ("h",), " %": ("%", "share"), "€": ("EUR",), " days": ("days",)}


@pytest.fixture(autouse=True)
def year(cast: Cast) -> None:
    make_year(cast)
    for handover in Handover.objects.all():
        fold(handover.deal_id)


@pytest.fixture
def anders(client: Client, cast: Cast) -> Iterator[Client]:
    client.force_login(cast.anders)
    with time_machine.travel(NOW, tick=False):
        yield client


def download(client: Client, address: str) -> str:
    answer = client.get(f"/insights/{address}")
    assert answer.status_code == 200
    return b"".join(answer).decode("utf-8-sig")


def heads(client: Client, address: str) -> list[str]:
    return next(csv.reader(io.StringIO(download(client, address))))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (
            "answers.csv?",
            "Function|Answers|Half within, h|Nine in ten within, h|Promised, h|Late answers",
        ),
        (
            "functions/?csv=response&",
            "Function|Answers|Half within, h|Nine in ten within, h|Promised, h|Late, share",
        ),
        (
            "load.csv?region=DE&",
            "Function|Month|Signed, h|Likely, h|Capacity, h|Load, %|Chance of overload, share"
            "|Of which signed, h|Of which likely, h",
        ),
        ("revenue.csv?", "Share of bookings|Deals|Value, EUR|Now, %|Plan, %"),
        ("bands.csv?", "Month|Deals|Low, EUR|Moderate, EUR|High, EUR|Severe, EUR|Blocked, EUR"),
        ("ketchup.csv?", "Week|Q1 2026, points|Deals"),
        (
            "outcome.csv?",
            "Band|Deals|Mean said, points|Mean was, points|Within P80, deals|Bad, deals",
        ),
        (
            "types.csv?",
            "Term type|Signed, deals|With a 90-day outcome, cells|Undisclosed, cells|Level said, mean"
            "|Level real, mean|Hours, × of said|Real pain, share of all",
        ),
        ("deals/?of=answers&csv=deals&", "Deal|Owner|Answers|Late answers|Held, together, h"),
        (
            "deals/?of=load&csv=deals&",
            "Deal|Owner|Signed work, h|Likely work, if it is signed, h",
        ),
        (
            "deals/?of=outcome&csv=deals&",
            "Deal|Owner|Signed on|Approved as|Value, EUR|Score|Dose, points|Real dose, points|Real cost, EUR"
            "|Predicted P80, EUR|Turned out",
        ),
    ],
)
def test_the_heads_of_a_file_say_in_what_it_counts(anders: Client, address: str, expected: str) -> None:
    assert heads(anders, f"{address}{QUERY}") == expected.split("|")


def test_the_heads_of_a_page_stay_short(anders: Client) -> None:
    shown = anders.get(f"/insights/?{QUERY}").content.decode()
    assert '<th scope="col" class="num">Half within</th>' in shown
    assert "Half within, h" not in shown and "Value, EUR" not in shown


def tables(client: Client) -> Iterator[tuple[str, Table | NumberTable]]:
    """Every table of figures that can be downloaded, with the page that it is on."""
    dashboard = client.get(f"/insights/?{QUERY}&region=DE").context["page"]
    for panel in (dashboard.answers, *dashboard.panels):
        yield panel.code, panel.table
    for address in (*PAGES, *(f"deals/?of={of}" for of in BEHIND)):
        answer = client.get(f"/insights/{address}{'&' if '?' in address else '?'}{QUERY}")
        assert answer.status_code == 200, address
        for table in answer.context["page"].tables:
            yield address, table


def unit_of(head: str) -> list[str]:
    """Real pain, share of all: the words after the last comma."""
    return head.rsplit(", ", 1)[-1].split()


def test_where_a_page_writes_a_unit_into_a_cell_the_file_has_it_in_the_head(anders: Client) -> None:
    seen = set()
    for name, table in tables(anders):
        for row in table.rows:
            for head, cell in zip(table.file_head, row, strict=True):
                for sign, words in UNITS.items():
                    if isinstance(cell.raw, Number) and sign in cell.text:
                        seen.add(sign)
                        assert any(word in unit_of(head) for word in words), (name, head)
    assert seen >= {" h", " %", "€"}, "there was something to look at"


def test_a_head_holds_shares_or_per_cent_never_both(anders: Client) -> None:
    for name, table in tables(anders):
        for row in table.rows:
            for head, cell in zip(table.file_head, row, strict=True):
                if "share" in unit_of(head) and isinstance(cell.raw, int | float):
                    assert 0 <= cell.raw <= 1, (name, head)


def test_a_name_that_is_a_formula_is_only_text_in_a_download(anders: Client) -> None:
    Customer.objects.filter(name__startswith="Nordbank").update(name="=cmd|'/c calc'!A1<b>")
    text = download(anders, f"deals/?{QUERY}&csv=deals")
    assert "'=cmd|" in text and "\n=cmd" not in text
    page = anders.get(f"/insights/deals/?{QUERY}").content.decode()
    assert "A1<b>" not in page and "A1&lt;b&gt;" in page
