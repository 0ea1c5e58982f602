"""Functions and term types: said against real, each figure against plain arithmetic."""

import datetime as dt
import math
from typing import Any

import pytest
from django.test import Client

from accounts.models import Function, User
from insights.actions.folding import fold
from insights.models import AnswerDay, CellDay
from insights.models.answer_day import HELD_HOURS
from insights.presentation.tables import Cell, InsightPage
from outcomes.models import Handover
from tests.make import Cast
from tests.make_rollups import Year, make_year

ON = dt.date(2026, 2, 3)
OF_SPRING = "?period=2026-Q1"
SLICE = {"kind": "new_business", "country": "DE", "lines": ["Relay"]}


def page_of(person: User, path: str, query: str = OF_SPRING) -> InsightPage:
    client = Client()
    client.force_login(person)
    answer = client.get(f"/insights/{path}/{query}")
    assert answer.status_code == 200
    page: InsightPage = answer.context["page"]
    return page


def rows_of(page: InsightPage, code: str) -> dict[str, list[Cell]]:
    table = page.table(code)
    assert table is not None
    return {row[0].text: list(row) for row in table.rows}


def make_cells(function: Function, type_code: str, ys: list[float], **fields: Any) -> None:
    """Cells with these outcomes, as the roll-up holds them, in one row."""
    n = len(ys)
    said: dict[str, Any] = {
        "levels": [0, n, 0, 0, 0],
        "said_levels": [0, n, 0, 0, 0],
        "was_levels": [0, 0, n - 5, 5, 0],
        "said_dose": 40_000 * n,
        "was_dose": 70_000 * n,
        "said_minutes": 600 * n,
        "was_minutes": 900 * n,
        **fields,
    }
    CellDay.objects.create(
        on=ON,
        function=function,
        type_code=type_code,
        cells=n,
        minutes=600 * n,
        n90=n,
        y_sum=round(sum(1e6 * y for y in ys)),
        y_squared=round(sum(1e6 * y * y for y in ys)),
        **said,
        **SLICE,
    )


def feels_worse(ys: list[float]) -> float:
    """Section 10, item 5, once more."""
    return math.exp(len(ys) / (len(ys) + 10) * sum(ys) / len(ys))


def test_a_function_that_says_too_little_shows_it(cast: Cast) -> None:
    ys = [0.3 + 0.01 * place for place in range(30)]
    make_cells(cast.functions["DEL"], "uptime", ys)
    row = rows_of(page_of(cast.anders, "functions"), "bias")["Delivery"]
    n, said, real, hours, pain = (cell.plain for cell in row[1:])
    assert (n, said, real, hours) == (30, 2, round((3 * 25 + 4 * 5) / 30, 3), 1.5)
    assert pain == pytest.approx(feels_worse(ys), abs=1e-4)
    assert row[-1].tone == "bad" and "n = 30" in row[-1].note


@pytest.mark.parametrize(
    ("cells", "shown"),
    [(9, ["–", "–", "–", "–"]), (10, ["2.0", "3.5", "1.50", "–"]), (24, ["2.0", "3.2", "1.50", "–"])],
)
def test_with_few_cells_first_all_four_and_then_one_is_silent(
    cast: Cast, cells: int, shown: list[str]
) -> None:
    make_cells(cast.functions["DEL"], "uptime", [0.4] * cells)
    row = rows_of(page_of(cast.anders, "functions"), "bias")["Delivery"]
    assert [cell.text for cell in row[2:]] == shown
    assert row[-1].note == f"Too few to tell: {cells} of 25 cells"


def test_response_times_are_read_from_the_histogram(cast: Cast) -> None:
    held = [4, 4, 0, 2] + [0] * (len(HELD_HOURS) - 3)
    AnswerDay.objects.create(
        on=ON, function=cast.functions["LEG"], type_code="uptime", answers=10, late=1, held_minutes=900,
        held=held, **SLICE,
    )  # fmt: skip
    row = rows_of(page_of(cast.anders, "functions"), "response")["Legal"]
    answers, half, most, _, late = (cell.plain for cell in row[1:])
    assert (answers, late) == (10, 0.1)
    assert half == pytest.approx(1 + 1 / 4), "the fifth of ten lies a quarter into the second hour"
    assert most == pytest.approx(4 + 2 * 1 / 2) or most == pytest.approx(3 + 1 / 2)
    assert "of=answers&function=LEG" in row[1].url


def test_nine_answers_tell_nothing_of_speed(cast: Cast) -> None:
    held = [9] + [0] * len(HELD_HOURS)
    AnswerDay.objects.create(
        on=ON, function=cast.functions["LEG"], type_code="uptime", answers=9, late=0, held_minutes=90,
        held=held, **SLICE,
    )  # fmt: skip
    row = rows_of(page_of(cast.anders, "functions"), "response")["Legal"]
    assert row[2].text == "–" and row[2].note == "Too few to tell: 9 of the 10 answers that this needs."


def test_types_share_the_real_pain_and_the_hardest_is_on_top(cast: Cast) -> None:
    make_cells(cast.functions["DEL"], "uptime", [0.1] * 30, was_dose=900_000)
    make_cells(cast.functions["LEG"], "liability-cap", [0.5] * 30, was_dose=300_000)
    make_cells(cast.functions["FIN"], "uptime", [0.2] * 10, was_dose=300_000)
    page = page_of(cast.anders, "types")
    table = page.table("types")
    assert table is not None
    assert [row[0].plain for row in table.rows] == ["uptime", "liability-cap"]
    shares = [row[-3].plain for row in table.rows]
    assert shares == [0.8, 0.2]
    assert table.rows[0][5].plain == pytest.approx(feels_worse([0.1] * 30 + [0.2] * 10), abs=1e-4)


def test_a_type_that_is_easier_than_we_say_may_get_a_lower_rung(cast: Cast) -> None:
    make_cells(cast.functions["DEL"], "uptime", [-0.5, -0.7] * 15)
    make_cells(cast.functions["LEG"], "liability-cap", [-0.5, 0.6] * 15)
    table = page_of(cast.anders, "types").table("types")
    assert table is not None
    playbook = {row[0].plain: row[-1] for row in table.rows}
    assert playbook["uptime"].text == "Propose a lower rung" and playbook["uptime"].url == "/playbook/uptime/"
    assert playbook["liability-cap"].text == "–", "its range reaches beyond 1"


def test_one_type_by_function_leads_to_the_deals_behind_it(cast: Cast) -> None:
    year = make_year(cast)
    for deal in Handover.objects.values_list("deal", flat=True):
        fold(deal)
    page = page_of(cast.anders, "types/payment-terms")
    cells = page.table("cells")
    assert cells is not None
    assert {row[0].text for row in cells.rows} == {year.hard.deal.number}, "the only one with an outcome"
    assert cells.rows[0][0].url == year.hard.deal.get_absolute_url()
    (function,) = {row[2].text for row in cells.rows}
    assert list(rows_of(page, "functions")) == [function]
    signed = next(figure for figure in page.figures if figure.label == "Signed")
    assert signed.value == str(
        sum(
            each.draft.terms.filter(type__code="payment-terms", is_standard=False).count()
            for each in (year.hard, year.open)
        )
    ), "of contracts that stand"


@pytest.fixture
def year(cast: Cast) -> Year:
    return make_year(cast)


def test_bad_deals_are_silent_below_25(cast: Cast, year: Year) -> None:
    fold(year.hard.deal_id)
    row = rows_of(page_of(cast.anders, "types"), "types")
    assert all(cells[-2].note.startswith("Too few to tell: ") for cells in row.values())
