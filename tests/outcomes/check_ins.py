"""What the stories about check-ins share."""

from typing import Any

from outcomes.actions import CellAnswer, answer_check_in
from outcomes.models import CheckIn, Handover, Moment, Realised
from outcomes.queries.asked_cells import cells_of
from tests.make import Cast


def check_ins_of(handover: Handover, moment: str = Moment.DAY_30) -> list[CheckIn]:
    rows = CheckIn.objects.filter(handover=handover, moment=moment)
    return list(rows.select_related("function").order_by("function__code"))


def check_in_of(handover: Handover, code: str, moment: str = Moment.DAY_30) -> CheckIn:
    return CheckIn.objects.get(handover=handover, moment=moment, function__code=code)


def same(check_in: CheckIn, level: int = 2, **fields: Any) -> list[CellAnswer]:
    """One answer for every cell of the check-in."""
    return [
        CellAnswer(request=cell.request, undisclosed=cell.undisclosed, level=level, **fields)
        for cell in cells_of(check_in)
    ]


def answer_one(
    cast: Cast, handover: Handover, code: str, moment: str = Moment.DAY_30, level: int = 2, **fields: Any
) -> CheckIn:
    check_in = check_in_of(handover, code, moment)
    return answer_check_in(check_in, same(check_in, level, **fields), by=cast.members[code])


def answer_all(
    cast: Cast, handover: Handover, moment: str = Moment.DAY_30, level: int = 2, **fields: Any
) -> Realised:
    """Every function answers all its cells alike; the realised dose of the moment."""
    for check_in in check_ins_of(handover, moment):
        code = check_in.function.code
        answer_check_in(check_in, same(check_in, level, **fields), by=cast.members[code])
    return Realised.objects.get(handover=handover, moment=moment)
