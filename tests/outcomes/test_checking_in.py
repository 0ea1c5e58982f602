"""At 30, 60 and 90 days the functions say what it was really like; the realised dose follows."""

import datetime as dt
from typing import Any

import pytest

from dealdesk.kit.refusals import Forbidden
from outcomes.actions import CellAnswer, answer_check_in, nothing_happened
from outcomes.models import CheckIn, Handover, Moment, Realised
from outcomes.queries.asked_cells import cells_of
from tests.make import Cast
from tests.make_outcomes import make_signed

SIGNED_ON = dt.date(2026, 2, 3)
WORK = {"once": (600, 600, 600), "monthly": (60, 60, 60)}


def check_ins(handover: Handover, moment: str = Moment.DAY_30) -> list[CheckIn]:
    return list(CheckIn.objects.filter(handover=handover, moment=moment).select_related("function"))


def same(check_in: CheckIn, level: int = 2, **fields: Any) -> list[CellAnswer]:
    """One answer for every cell of the check-in."""
    return [
        CellAnswer(request=cell.request, undisclosed=cell.undisclosed, level=level, **fields)
        for cell in cells_of(check_in)
    ]


def answer_all(
    cast: Cast, handover: Handover, moment: str = Moment.DAY_30, level: int = 2, **fields: Any
) -> None:
    for check_in in check_ins(handover, moment):
        answer_check_in(check_in, same(check_in, level, **fields), by=cast.members[check_in.function.code])


def test_the_realised_dose_is_there_with_the_first_answer_and_complete_with_the_last(cast: Cast) -> None:
    handover = make_signed(cast, "support-response", on=SIGNED_ON, answer=WORK)
    first, *others = check_ins(handover)
    answer_check_in(first, same(first), by=cast.members[first.function.code])
    row = Realised.objects.get(handover=handover)
    assert others and not row.is_complete and row.completed_at is None
    for check_in in others:
        answer_check_in(check_in, same(check_in), by=cast.members[check_in.function.code])
    row = Realised.objects.get(handover=handover)
    assert row.is_complete and row.completed_at is not None


def test_as_hard_and_as_long_as_predicted_gives_the_dose_of_the_signature(cast: Cast) -> None:
    work = {"once": (600, 600, 600)}
    handover = make_signed(cast, level=2, on=SIGNED_ON, answer=work)
    answer_all(cast, handover, level=2, spent_minutes=200, remaining_minutes=400)
    row = Realised.objects.get(handover=handover)
    assert (row.dose, row.severity_dose) == (handover.base_dose, handover.severity_dose)
    assert sum(cell.was_dose for cell in row.cells.all()) == row.dose
    assert sum(cell.said_dose for cell in row.cells.all()) == handover.base_dose
    assert not row.is_bad


def test_an_author_of_the_deal_and_another_function_may_not_answer(cast: Cast) -> None:
    handover = make_signed(cast, on=SIGNED_ON)
    (check_in, *_) = check_ins(handover)
    for person in (cast.maya, cast.outsider, cast.desk):
        with pytest.raises(Forbidden):
            nothing_happened(check_in, by=person)
