"""A moment is complete once every function has answered at that very moment."""

import datetime as dt

from outcomes.actions import nothing_happened
from outcomes.models import Moment, Realised
from tests.make import Cast
from tests.make_outcomes import make_signed
from tests.outcomes.check_ins import answer_all, answer_one, check_in_of

SIGNED_ON = dt.date(2026, 2, 3)


def test_an_answer_of_day_30_completes_no_outcome_of_day_90(cast: Cast) -> None:
    handover = make_signed(cast, "support-response", on=SIGNED_ON)
    answer_all(cast, handover, Moment.DAY_30, level=4)
    answer_one(cast, handover, "FIN", Moment.DAY_90, level=2)
    row = Realised.objects.get(handover=handover, moment=Moment.DAY_90)
    levels = dict(row.cells.values_list("function__code", "was_level"))
    assert levels == {"FIN": 2, "SUP": 4}, "it stands with its answer before"
    assert not row.is_complete and row.completed_at is None
    last = nothing_happened(check_in_of(handover, "SUP", Moment.DAY_90), by=cast.members["SUP"])
    row.refresh_from_db()
    assert row.is_complete and row.completed_at == last.answered_at


def test_what_is_skipped_before_keeps_nothing_incomplete(cast: Cast) -> None:
    handover = make_signed(cast, "support-response", on=SIGNED_ON)
    answer_all(cast, handover, Moment.DAY_90)
    assert Realised.objects.get(handover=handover, moment=Moment.DAY_90).is_complete
