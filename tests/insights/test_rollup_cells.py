"""Roll-ups hold what the tables beneath them hold: each figure against SQL that is written here."""

import datetime as dt
import math
from collections import Counter
from typing import Any

import pytest
from django.db import connection

from insights.actions.folding import fold
from insights.models import AnswerDay, CellDay, DealDay, LoadMonth, TypeDay
from outcomes.models import Handover, Realised, RealisedCell
from reviews.models import ReviewRequest, Score
from tests.make import Cast
from tests.make_rollups import FIRST_DAY, SECOND_DAY, Year, make_year

D = 50_000


@pytest.fixture
def year(cast: Cast) -> Year:
    made = make_year(cast)
    for handover in Handover.objects.all():
        fold(handover.deal_id)
    return made


def one(sql: str, *parameters: Any) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        (row,) = cursor.fetchall()
    return tuple(row)


def millionths(was: int, said: int) -> tuple[int, int]:
    y = math.log((was + D) / (said + D))
    return round(1e6 * y), round(1e6 * y * y)


def test_deals_of_one_day_band_and_line_are_summed(year: Year) -> None:
    row = DealDay.objects.get(on=FIRST_DAY)
    assert (row.band, row.owner_id, row.kind) == ("AUTO", year.hard.deal.owner_id, "new_business")
    assert (row.country, row.lines) == ("DE", ["Atlas", "Relay"]), "lines in order, whichever way typed"
    kept = (row.deals, row.value, row.margin_value, row.rav, row.dose, row.dose_squared, row.points)
    assert kept == one(
        "SELECT count(*), sum(value), sum(margin_value) FILTER (WHERE is_scored),"
        " sum(rav) FILTER (WHERE is_scored), sum(dose), sum(dose::numeric ^ 2),"
        " sum(tenths) FROM outcomes_handover WHERE id IN (%s, %s)",
        year.hard.pk,
        year.easy.pk,
    )
    bins = Counter(min(19, handover.tenths // 50) for handover in (year.hard, year.easy))
    assert row.scores == [bins[place] for place in range(20)]


def test_outcomes_count_from_the_day_they_are_complete(year: Year) -> None:
    row = DealDay.objects.get(on=FIRST_DAY)
    real = {each.handover_id: each for each in Realised.objects.filter(moment="day_90", is_complete=True)}
    assert set(real) == {year.hard.pk, year.easy.pk}
    assert row.n90 == 2
    assert row.said90 == year.hard.base_dose + year.easy.base_dose
    assert row.real90 == sum(each.dose for each in real.values())
    assert row.bad90 == sum(each.is_bad for each in real.values())
    assert row.within_p80 == sum(real[deal.pk].cost <= deal.cost_p80 for deal in (year.hard, year.easy))
    ys = [millionths(real[deal.pk].dose, deal.base_dose) for deal in (year.hard, year.easy)]
    assert (row.y_sum, row.y_squared) == tuple(sum(column) for column in zip(*ys, strict=True))
    assert row.y_sum != 0
    assert DealDay.objects.get(on=SECOND_DAY).n90 == 0


def test_a_voided_deal_is_in_no_roll_up(year: Year) -> None:
    assert DealDay.objects.get(on=FIRST_DAY).deals == 2
    assert CellDay.objects.filter(on=FIRST_DAY, type_code="payment-terms").get().cells == 1
    (minutes,) = one("SELECT sum(minutes) FROM insights_loadmonth")
    assert (minutes,) == one(
        "SELECT sum(l.minutes) FROM reviews_signedload l JOIN outcomes_handover h"
        " ON h.signing_id = l.signing_id WHERE h.id = ANY(%s)",
        year.standing,
    )


def test_cells_are_counted_by_function_and_type_with_what_was_said(year: Year) -> None:
    scored = Score.objects.get(pk=year.hard.signing.clearance.score_id)
    (cell,) = scored.inputs["cells"]
    row = CellDay.objects.get(on=FIRST_DAY, type_code="payment-terms")
    assert row.function.code == cell["f"]
    assert row.levels == [0, 1, 0, 0, 0]
    realised = RealisedCell.objects.get(realised__handover=year.hard, request__isnull=False)
    assert row.minutes == realised.said_minutes > 0, "the same minutes that the outcome is put beside"
    support = CellDay.objects.filter(on=FIRST_DAY, type_code="support-response")
    assert (
        sum(each.cells for each in support)
        == ReviewRequest.objects.filter(term__draft=year.easy.draft).count()
    )
    assert CellDay.objects.get(on=SECOND_DAY).cells == 1


def test_cells_hold_what_was_said_beside_what_was(year: Year) -> None:
    for row in CellDay.objects.filter(on=FIRST_DAY):
        cells = list(
            RealisedCell.objects.filter(
                realised__moment="day_90",
                realised__is_complete=True,
                function=row.function,
                type_code=row.type_code,
            )
        )
        assert (row.n90, row.undisclosed90) == (
            len(cells),
            sum(cell.undisclosed_id is not None for cell in cells),
        )
        assert row.was_levels == [sum(cell.was_level == level for cell in cells) for level in range(1, 6)]
        assert row.said_levels == [sum(cell.said_level == level for cell in cells) for level in range(1, 6)]
        for name in ("said_dose", "was_dose", "said_minutes", "was_minutes"):
            assert getattr(row, name) == sum(getattr(cell, name) for cell in cells)
        ys = [millionths(cell.was_dose, cell.said_dose) for cell in cells]
        assert (row.y_sum, row.y_squared) == (sum(y for y, _ in ys), sum(square for _, square in ys))


def test_a_term_that_nobody_was_told_of_counts_in_full_and_was_said_by_nobody(year: Year) -> None:
    row = CellDay.objects.get(on=FIRST_DAY, function__code="LEG", type_code="renewal")
    assert (row.cells, row.n90, row.undisclosed90) == (0, 1, 1)
    assert row.said_levels == [0] * 5 and row.was_levels == [0, 0, 0, 1, 0]
    assert row.said_dose == 0 < row.was_dose


def test_a_deal_counts_once_by_type_however_many_functions_were_asked(year: Year) -> None:
    fates = dict(
        Realised.objects.filter(moment="day_90", is_complete=True).values_list("handover_id", "is_bad")
    )
    Realised.objects.filter(handover=year.easy, moment="day_90").update(is_bad=True)
    fold(year.easy.deal_id)
    kept = {
        (row.on, row.type_code): (row.deals, row.n90, row.bad90)
        for row in TypeDay.objects.order_by("on", "type_code")
    }
    assert RealisedCell.objects.filter(realised__handover=year.easy, realised__moment="day_90").count() > 1
    assert kept == {
        (FIRST_DAY, "payment-terms"): (1, 1, int(fates[year.hard.pk])),
        (FIRST_DAY, "renewal"): (1, 1, int(fates[year.hard.pk])),
        (FIRST_DAY, "support-response"): (1, 1, 1),
        (SECOND_DAY, "payment-terms"): (1, 0, 0),
    }, "the renewal clause was found later, the voided deal is in none"


def test_work_of_a_month_is_the_sum_of_its_signed_deals(year: Year) -> None:
    for month_on in {dt.date(2026, 2, 1), dt.date(2026, 4, 1), dt.date(2026, 12, 1)}:
        kept = sum(row.minutes for row in LoadMonth.objects.filter(month_on=month_on))
        assert (kept,) == one(
            "SELECT sum(minutes) FROM reviews_signedload WHERE month_on = %s AND signing_id IN"
            " (SELECT signing_id FROM outcomes_handover WHERE id = ANY(%s))",
            month_on,
            year.standing,
        )
        assert kept > 0


def test_answers_are_kept_by_the_day_and_as_a_histogram_of_hours(year: Year) -> None:
    """Held for 60 minutes is still in the first bin, for 61 in the second, for 81 hours in the open one."""
    requests = list(ReviewRequest.objects.filter(term__draft=year.easy.draft).order_by("pk"))
    assert len(requests) >= 2
    held = [60, 61, 81 * 60][: len(requests)]
    for request, minutes in zip(requests, held, strict=False):
        ReviewRequest.objects.filter(pk=request.pk).update(held_minutes=minutes, allowed_minutes=60)
    fold(year.easy.deal_id)
    rows = AnswerDay.objects.filter(on=FIRST_DAY, type_code="support-response")
    assert sum(row.held_minutes for row in rows) == sum(held)
    assert sum(row.late for row in rows) == len(held) - 1
    histogram = [sum(bins) for bins in zip(*(row.held for row in rows), strict=True)]
    assert histogram[:2] == [1, 1] and sum(histogram) == len(requests)


def test_an_answer_that_was_carried_over_was_not_given_that_day(year: Year) -> None:
    first = ReviewRequest.objects.filter(term__draft=year.hard.draft).first()
    other = ReviewRequest.objects.filter(term__draft=year.easy.draft).first()
    assert first and other
    before = sum(AnswerDay.objects.values_list("answers", flat=True))
    ReviewRequest.objects.filter(pk=first.pk).update(carried_from=other)
    AnswerDay.objects.filter(type_code="payment-terms", on=FIRST_DAY).update(answers=99)
    fold(year.easy.deal_id)
    assert sum(AnswerDay.objects.values_list("answers", flat=True)) == before - 1


def test_what_was_never_scored_counts_with_its_value_alone(year: Year) -> None:
    Handover.objects.filter(pk=year.hard.pk).update(is_scored=False, tenths=0, dose=0, base_dose=0)
    fold(year.hard.deal_id)
    row = DealDay.objects.get(on=FIRST_DAY)
    assert (row.deals, row.value, row.n90) == (2, year.hard.value + year.easy.value, 1)
    assert (row.margin_value, row.rav) == (year.easy.margin_value, year.easy.rav), "not as if it were free"
    assert sum(row.scores) == 1
    assert CellDay.objects.get(on=FIRST_DAY, type_code="payment-terms").n90 == 0
