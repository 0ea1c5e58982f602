"""A narrowed page judges overload by everybody's load, and shows what it is narrowed to as a part of it."""

import csv
import datetime as dt
import io
import re
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client

from accounts.models import Function
from insights.actions.folding import fold
from insights.filters import Filter
from insights.periods import Quarter
from insights.queries import damage as damage_module
from insights.queries.damage import ketchup_damage
from insights.queries.forward_load import forward_load
from tests.make import Cast, make_submission, review_all
from tests.make_outcomes import make_signed
from tests.make_rollups import Year, make_year

NOON = dt.datetime(2026, 6, 20, 9, tzinfo=dt.UTC)
HEAVY = {"once": (60_000, 60_000, 60_000), "monthly": (0, 0, 0)}
SPRING, SUMMER = Quarter(2026, 1), Quarter(2026, 2)
RENEWALS = "?kind=renewal"


def seen_by(client: Client, cast: Cast, address: str) -> str:
    client.force_login(cast.anders)
    with time_machine.travel(NOON, tick=False):
        answered = client.get(address)
    return b"".join(answered).decode() if answered.streaming else answered.content.decode()


def make_overload(cast: Cast) -> None:
    """New business fills three months by 111 %; one renewal brings a little of them."""
    with time_machine.travel(NOON, tick=True):
        heavy = make_signed(
            cast, "payment-terms", level=1, answer=HEAVY, committed_value=90_000_000_000, delivery_months=3
        )
        light = make_signed(
            cast,
            "payment-terms",
            kind="renewal",
            customer="Meridian Freight",
            answer={"once": (540, 540, 540), "monthly": (0, 0, 0)},
            delivery_months=3,
        )
        Function.objects.update(monthly_capacity=300)
    fold(heavy.deal_id)
    fold(light.deal_id)


def test_a_narrowed_page_still_says_who_runs_over_capacity(client: Client, cast: Cast) -> None:
    make_overload(cast)
    text = seen_by(client, cast, f"/insights/{RENEWALS}")
    assert "No function runs over" not in text
    assert "over by 12 % in June, 12 % in July and 12 % in August" in text
    assert "Of June’s 112 points, Renewal brings 1." in text
    assert 'aria-label="over capacity"' in text and "over capacity, first in June" in text
    hint = re.search(r"of which Renewal [^\"]*", text)
    assert hint and hint[0].replace("\xa0", " ") == "of which Renewal 3 h signed, 0 h likely"


def test_the_part_stands_beside_the_whole_and_each_leads_to_its_deals(client: Client, cast: Cast) -> None:
    make_overload(cast)
    text = seen_by(client, cast, f"/insights/load.csv{RENEWALS}").removeprefix("\ufeff")
    rows = [row for row in csv.DictReader(io.StringIO(text)) if float(row["Signed, h"])]
    assert {(row["Signed, h"], row["Of which signed, h"], row["Of which likely, h"]) for row in rows} == {
        ("336.33", "3.0", "0.0")
    }
    whole = seen_by(client, cast, "/insights/load.csv")
    assert "Of which" not in whole
    page = seen_by(client, cast, f"/insights/{RENEWALS}")
    code, month = Function.objects.get(name=rows[0]["Function"]).code, "2026-06"
    behind = f"of=load&amp;function={code}&amp;month={month}"
    assert f"?period=2026-Q2&amp;{behind}" in page, "behind the whole stand all deals"
    assert f"?period=2026-Q2&amp;kind=renewal&amp;{behind}" in page, "behind the part those of the part"


def test_the_chance_of_overload_is_that_of_the_whole_load(cast: Cast) -> None:
    make_overload(cast)
    with time_machine.travel(NOON, tick=True):
        review_all(cast, make_submission(cast.maya, "payment-terms"), level=4, once=(6000, 6000, 6000))
        whole = forward_load(Filter(SUMMER), NOON.date())
        part = forward_load(Filter(SUMMER, kind="renewal"), NOON.date())
    for function, months in whole.items():
        for all_of_it, narrowed in zip(months, part[function], strict=True):
            assert all_of_it.of_which is None and narrowed.of_which is not None
            assert (narrowed.minutes, narrowed.chance) == (all_of_it.minutes, all_of_it.chance)
            assert narrowed.of_which.pipeline == 0, "what is in review is no renewal"
    assert any(load.is_over and load.of_which for months in part.values() for load in months)


def test_late_signing_is_put_on_top_of_everybody_elses_load(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    year: Year = make_year(cast)
    for handover in (year.hard, year.easy, year.open, year.voided):
        fold(handover.deal_id)
    given: dict[str, Any] = {}
    monkeypatch.setattr(damage_module, "damage", lambda work, capacity, **said: given.update(said))
    ketchup_damage(Filter(SPRING, kind="renewal"), SPRING, 1)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT f.code, l.month_on, sum(l.minutes) FROM reviews_signedload l"
            " JOIN accounts_function f ON f.id = l.function_id"
            " JOIN outcomes_handover h ON h.signing_id = l.signing_id"
            " JOIN contracts_draft d ON d.id = h.draft_id AND d.state = 'signed'"
            " JOIN contracts_deal e ON e.id = h.deal_id"
            " WHERE e.kind <> 'renewal' AND l.month_on BETWEEN '2026-01-01' AND '2026-12-01' GROUP BY 1, 2"
        )
        others = {(code, month): int(minutes) for code, month, minutes in cursor.fetchall()}
    assert others and {key: minutes for key, minutes in given["committed"].items() if minutes} == others
