"""The dashboard says what the tables say, each figure against SQL that is written here."""

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
from contracts.models import RevenueTarget
from insights.actions.folding import fold
from outcomes.models import Handover
from tests.make import Cast
from tests.make_rollups import FIRST_DAY, Year, make_year

NOW = dt.datetime(2026, 6, 20, 9, tzinfo=dt.UTC)
PAGE = "/insights/"


@pytest.fixture
def year(cast: Cast) -> Year:
    """Two deals of the first quarter with outcomes, and one without; looked at in June."""
    made = make_year(cast)
    for handover in Handover.objects.all():
        fold(handover.deal_id)
    return made


def look(client: Client, cast: Cast, address: str = PAGE) -> str:
    client.force_login(cast.anders)
    with time_machine.travel(NOW, tick=False):
        answered = client.get(address)
    assert answered.status_code == 200
    return b"".join(answered).decode() if answered.streaming else answered.content.decode()


def numbers(client: Client, cast: Cast, chart: str, query: str = "") -> list[dict[str, str]]:
    text = look(client, cast, f"{PAGE}{chart}.csv{query}")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def rows_of(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [tuple(row) for row in cursor.fetchall()]


def test_each_cell_of_the_forward_load_is_the_sum_of_its_deals(
    client: Client, cast: Cast, year: Year
) -> None:
    shown = {
        (row["Function"], row["Month"]): float(row["Signed, h"]) for row in numbers(client, cast, "load")
    }
    assert len(shown) == 6 * Function.objects.count()
    counted = rows_of(
        "SELECT f.name, to_char(l.month_on, 'YYYY-MM'), sum(l.minutes) / 60.0 FROM reviews_signedload l"
        " JOIN accounts_function f ON f.id = l.function_id"
        " JOIN outcomes_handover h ON h.signing_id = l.signing_id"
        " JOIN contracts_draft d ON d.id = h.draft_id AND d.state = 'signed'"
        " WHERE l.month_on BETWEEN '2026-06-01' AND '2026-11-01' GROUP BY 1, 2"
    )
    expected = {(name, month): round(float(hours), 2) for name, month, hours in counted}
    assert expected and {key: hours for key, hours in shown.items() if hours} == expected


def test_weeks_hold_the_dose_that_was_signed_in_them(client: Client, cast: Cast, year: Year) -> None:
    shown = numbers(client, cast, "ketchup", "?period=2026-Q1")
    counted = rows_of(
        "SELECT least(13, 1 + (h.signed_on - DATE '2026-01-01') / 7), sum(h.dose) FROM outcomes_handover h"
        " JOIN contracts_draft d ON d.id = h.draft_id AND d.state = 'signed' GROUP BY 1"
    )
    expected = {str(week): round(float(dose) / 10_000, 1) for week, dose in counted}
    found = {row["Week"]: float(row["Q1 2026, points"]) for row in shown if float(row["Q1 2026, points"])}
    assert found == expected and len(shown) == 13


def test_value_by_month_and_band_is_what_was_signed(client: Client, cast: Cast, year: Year) -> None:
    shown = numbers(client, cast, "bands")
    counted = dict(
        rows_of(
            "SELECT to_char(signed_on, 'YYYY-MM'), sum(value) / 100 FROM outcomes_handover h"
            " JOIN contracts_draft d ON d.id = h.draft_id AND d.state = 'signed' GROUP BY 1"
        )
    )
    bands = ("Low", "Moderate", "High", "Severe", "Blocked")
    found = {row["Month"]: sum(float(row[f"{band}, EUR"]) for band in bands) for row in shown}
    assert {month: value for month, value in found.items() if value} == {
        month: float(value) for month, value in counted.items()
    }
    assert len(shown) == 12 and shown[-1]["Month"] == "2026-06"


def test_outcomes_are_those_of_the_deals(client: Client, cast: Cast, year: Year) -> None:
    whole = numbers(client, cast, "outcome")[-1]
    ((deals, said, was, within, bad),) = rows_of(
        "SELECT count(*), avg(h.base_dose), avg(r.dose), count(*) FILTER (WHERE r.cost <= h.cost_p80),"
        " count(*) FILTER (WHERE r.is_bad) FROM outcomes_handover h JOIN outcomes_realised r"
        " ON r.handover_id = h.id AND r.moment = 'day_90' AND r.is_complete"
    )
    assert whole["Band"] == "All" and deals == 2
    assert [whole["Deals"], whole["Within P80, deals"], whole["Bad, deals"]] == [
        str(deals),
        str(within),
        str(bad),
    ]
    assert float(whole["Mean said, points"]) == round(float(said) / 10_000, 1)
    assert float(whole["Mean was, points"]) == round(float(was) / 10_000, 1)


def test_types_are_ranked_by_their_share_of_real_pain(client: Client, cast: Cast, year: Year) -> None:
    shown = numbers(client, cast, "types")
    counted = rows_of(
        "SELECT c.type_code, sum(c.was_dose) FROM outcomes_realisedcell c JOIN outcomes_realised r"
        " ON r.id = c.realised_id AND r.moment = 'day_90' AND r.is_complete GROUP BY 1 ORDER BY 2 DESC"
    )
    whole = sum(dose for _, dose in counted)
    told = [row for row in shown if row["With a 90-day outcome, cells"] != "0"]
    found = [float(row["Real pain, share of all"]) for row in told]
    assert found == [round(float(dose) / float(whole), 4) for _, dose in counted]
    assert sorted(row["Signed, deals"] for row in shown) == ["1", "1", "2"], "deals, however many were asked"
    assert [row["Level said, mean"] for row in told] == ["", "", ""], "silent below ten"


def test_answers_are_counted_by_function(client: Client, cast: Cast, year: Year) -> None:
    shown = {
        row["Function"]: int(row["Answers"]) for row in numbers(client, cast, "answers", "?period=2026-Q1")
    }
    counted = rows_of(
        "SELECT f.name, count(*) FROM reviews_reviewrequest q"
        " JOIN accounts_function f ON f.id = q.function_id"
        " WHERE q.answered_at >= '2026-01-01' AND q.answered_at < '2026-04-01'"
        " AND q.held_minutes IS NOT NULL AND q.carried_from_id IS NULL GROUP BY 1"
    )
    assert shown == dict(counted) and shown


def test_revenue_is_measured_against_the_targets_in_force(client: Client, cast: Cast, year: Year) -> None:
    for share, at in ((80, 1), (30, 2)):
        RevenueTarget.objects.create(
            measure="new_products",
            share=share,
            lines=["Relay"],
            set_by=cast.anders,
            set_at=dt.datetime(2026, 2, at, 9, tzinfo=dt.UTC),
        )
    shown = {row["Share of bookings"]: row for row in numbers(client, cast, "revenue", "?period=2026-Q1")}
    ((relay, new, whole),) = rows_of(
        "SELECT sum(h.value) FILTER (WHERE 'Relay' = ANY(e.product_lines)),"
        " sum(h.value) FILTER (WHERE e.kind = 'new_business' OR NOT EXISTS (SELECT 1 FROM outcomes_handover o"
        "  JOIN contracts_deal p ON p.id = o.deal_id JOIN contracts_draft g ON g.id = o.draft_id"
        "  WHERE g.state = 'signed' AND p.customer_id = e.customer_id"
        "  AND (o.signed_on, o.id) < (h.signed_on, h.id))), sum(h.value)"
        " FROM outcomes_handover h JOIN contracts_deal e ON e.id = h.deal_id"
        " JOIN contracts_draft d ON d.id = h.draft_id AND d.state = 'signed'"
    )
    assert shown["New products"]["Plan, %"] == "30", "the latest target of the quarter"
    assert int(shown["New products"]["Now, %"]) == round(100 * relay / whole)
    assert int(shown["New customers"]["Now, %"]) == round(100 * new / whole)
    assert shown["Standard terms"]["Now, %"] == "0"


def test_a_filter_narrows_every_figure_and_stays_in_every_link(
    client: Client, cast: Cast, year: Year
) -> None:
    text = look(client, cast, f"{PAGE}?period=2026-Q1&line=Relay&region=DE&kind=new_business")
    assert 'value="Relay" selected' in text and "2 deals" in text
    for link in ("/insights/ketchup.csv?", "/insights/deals/?"):
        begun = text.index(link)
        kept = text[begun : text.index('"', begun)]
        assert "line=Relay" in kept and "region=DE" in kept and "kind=new_business" in kept
    narrowed = numbers(client, cast, "bands", "?region=FR")
    assert [row["Deals"] for row in narrowed if row["Deals"] != "0"] == ["1"]


def test_what_nobody_knows_is_said_and_left_out(client: Client, cast: Cast, year: Year) -> None:
    hostile = "%3Cscript%3Ealert(1)%3C/script%3E"
    text = look(client, cast, f"{PAGE}?period=2031-Q1&line={hostile}&region=XX&kind=gift")
    assert "<script>alert(1)" not in text
    assert "There is nothing to show of Q1 2031, so Q2 2026 is shown." in text
    assert text.count("so all are shown") == 3


def test_an_empty_company_says_so(client: Client, cast: Cast) -> None:
    for query in ("of=load&function=DEL", "of=week&week=5", "of=outcome&outcome=bad", "of=type&type=uptime"):
        assert "No deal stands behind this figure." in look(client, cast, f"{PAGE}deals/?{query}"), query
    text = look(client, cast)
    assert "Nothing was signed in Q2 2026 yet." in text
    assert "Nothing was signed in Q1 2026." in look(client, cast, f"{PAGE}?period=2026-Q1")
    assert "No deal of these four quarters has a complete 90-day outcome yet." in text
    assert "No function runs over its capacity" in text


def test_every_chart_has_title_table_definition_and_download(client: Client, cast: Cast, year: Year) -> None:
    text = look(client, cast, f"{PAGE}?period=2026-Q1")
    definitions = look(client, cast, f"{PAGE}definitions/")
    for chart in ("answers", "load", "ketchup", "bands", "revenue", "outcome", "types"):
        assert f'href="/insights/definitions/#{chart}"' in text and f'id="{chart}"' in definitions
        assert f"/insights/{chart}.csv" in text
    assert text.count("Show the numbers") == 7
    assert text.count("<title id=") == text.count("<desc id=") == text.count('role="img" aria-labelledby=')
    assert " style=" not in text


def test_deals_behind_a_cell_are_those_that_load_it(client: Client, cast: Cast, year: Year) -> None:
    month = f"{FIRST_DAY:%Y-%m}"
    for (code,) in rows_of("SELECT code FROM accounts_function"):
        text = look(client, cast, f"{PAGE}deals/?of=load&function={code}&month={month}")
        numbers_ = {
            serial
            for (serial,) in rows_of(
                "SELECT e.serial FROM reviews_signedload l"
                " JOIN outcomes_handover h ON h.signing_id = l.signing_id"
                " JOIN contracts_draft d ON d.id = h.draft_id AND d.state = 'signed'"
                " JOIN contracts_deal e ON e.id = h.deal_id JOIN accounts_function f ON f.id = l.function_id"
                " WHERE f.code = %s AND l.month_on = %s AND l.minutes > 0",
                code,
                FIRST_DAY.replace(day=1),
            )
        }
        assert {int(serial) for serial in re.findall(r"D-(\d+) ·", text)} == numbers_


BEHIND = {
    "of=signed": 3,
    "of=week&week=5": 2,
    "of=band&month=2026-03": 1,
    "of=outcome": 2,
    "of=outcome&outcome=within": 1,
    "of=type&type=payment-terms": 2,
    "of=measure&measure=standard_terms": 0,
    "of=answers": 4,
    "of=nonsense&week=99&month=2026-13&band=X": 3,
}


def test_behind_each_figure_stand_its_deals(client: Client, cast: Cast, year: Year) -> None:
    found = {}
    for query in BEHIND:
        text = look(client, cast, f"{PAGE}deals/?period=2026-Q1&{query}")
        heading = re.search(r">(\d+) deals?</h2>", text)
        found[query] = int(heading[1]) if heading else None
    assert found == BEHIND
