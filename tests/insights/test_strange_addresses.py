"""An address may say anything: what cannot be used is left out, and no page breaks over it."""

import datetime as dt
from urllib.parse import quote

import pytest
import time_machine
from django.test import Client

from insights.drilling import FIGURES, Behind
from tests.make import Cast
from tests.make_rollups import make_year

NOW = dt.datetime(2026, 6, 20, 9, tzinfo=dt.UTC)
PAGES = (
    "", "deals/", "definitions/", "functions/", "functions/FIN/", "reps/", "types/", "types/payment-terms/",
    "unheard/", "hugging/", "culture/", "targets/", "weekly/",
)  # fmt: skip
CHARTS = ("answers", "load", "ketchup", "bands", "revenue", "outcome", "types")
MONTHS = (
    "9999-12",
    "9999-11",
    "0001-01",
    "0000-01",
    "2026-00",
    "2026-13",
    "10000-01",
    "²026-01",
    "-1",
    "\x00",
)
PERIODS = ("9999-Q4", "9999-Q1", "0001-Q1", "0000-Q1", "2000-Q1", "1999-Q4", "2026-Q0", "2026-Q9", "\x00")
NUMBERS = ("0", "-1", "1", "14", "99999999", "9" * 30, "9" * 5000, "1e9", "²", "nan", "\x00", "'")
TEXTS = ("\x00", "'; --", "%", "\ud7ff", "x" * 3000, "../..", "None")


@pytest.fixture
def reader(client: Client, cast: Cast) -> Client:
    make_year(cast)
    client.force_login(cast.anders)
    return client


def broken(reader: Client, addresses: list[str]) -> list[str]:
    reader.raise_request_exception = False
    with time_machine.travel(NOW, tick=False):
        return [address for address in addresses if not _is_answered(reader, f"/insights/{address}")]


def _is_answered(reader: Client, address: str) -> bool:
    answered = reader.get(address)
    if answered.streaming:
        return bool(b"".join(answered))
    return answered.status_code in (200, 404)


def test_no_month_breaks_the_deals_behind_a_figure(reader: Client) -> None:
    assert not broken(reader, [f"deals/?of={of}&month={quote(m)}" for of in FIGURES for m in MONTHS])


def test_no_week_code_or_band_breaks_them(reader: Client) -> None:
    weeks = [f"deals/?of=week&week={quote(number)}" for number in NUMBERS]
    names = ("of", "function", "band", "measure", "outcome", "type", "felt")
    said = [f"deals/?of={of}&{name}={quote(t)}" for of in ("load", "type") for name in names for t in TEXTS]
    assert not broken(reader, weeks + said)


def test_no_period_breaks_a_page_or_a_download(reader: Client) -> None:
    shown = [*PAGES, *(f"{name}.csv" for name in CHARTS)]
    assert not broken(reader, [f"{page}?period={quote(period)}" for page in shown for period in PERIODS])


def test_no_page_number_or_narrowing_breaks_a_page(reader: Client) -> None:
    numbers = [f"{page}?page={quote(number)}" for page in PAGES for number in (NUMBERS[4], NUMBERS[6], "-1")]
    names = ("line", "region", "kind", "csv", "measure")
    texts = [f"{page}?{name}={quote(text)}" for page in PAGES for name in names for text in (TEXTS[0], "'")]
    assert not broken(reader, numbers + texts)


def test_nobody_has_a_strange_number_or_code(reader: Client) -> None:
    addresses = [f"reviewers/{number}/" for number in ("0", "9" * 12, "9" * 30)]
    assert not broken(reader, [*addresses, "functions/none/", "types/none/", "none.csv"])


def test_the_last_month_of_all_is_left_out_like_any_that_is_none(reader: Client) -> None:
    assert Behind.from_query({"of": "band", "month": "9999-12"}).month is None
    with time_machine.travel(NOW, tick=False):
        said = reader.get("/insights/deals/?of=band&month=9999-12").content.decode()
    assert "Signed, July 2025 to June 2026" in said and "9999" not in said


def test_a_month_is_kept_as_it_was_written() -> None:
    behind = Behind.from_query({"of": "band", "month": "0987-03"})
    assert behind.kept == {"of": "band", "month": "0987-03"}
