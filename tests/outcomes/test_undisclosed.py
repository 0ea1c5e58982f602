"""A term found after signing, never put before the functions, counts in full from then on."""

import datetime as dt
from typing import Any

import pytest
import time_machine

from contracts.models import DealFunction
from dealdesk.kit.refusals import Forbidden, Refused
from outcomes.actions import add_undisclosed
from outcomes.models import CheckIn, Handover, Moment, Realised, UndisclosedTerm
from outcomes.queries.check_ins_to_remind import to_remind
from tests.make import Cast, type_called
from tests.make_outcomes import make_signed
from tests.outcomes.check_ins import answer_all, answer_one, check_in_of, check_ins_of

SIGNED_ON = dt.date(2026, 2, 3)
DAY_45 = SIGNED_ON + dt.timedelta(days=45)


@pytest.fixture
def handover(cast: Cast) -> Handover:
    return make_signed(cast, "support-response", on=SIGNED_ON)


def add(handover: Handover, by: Any, *functions: str, **fields: Any) -> UndisclosedTerm:
    facts: dict[str, Any] = {"wording": "24x7, agreed by e-mail.", "found_on": DAY_45, **fields}
    type_ = type_called(handover.draft, "uptime")
    return add_undisclosed(handover, type=type_, functions=functions or ("SUP",), by=by, **facts)


def test_it_is_zero_in_what_was_said_and_full_in_what_was(cast: Cast, handover: Handover) -> None:
    answer_all(cast, handover, Moment.DAY_60, level=2)
    before = Realised.objects.get(handover=handover)
    add(handover, cast.members["SUP"])
    answer_one(cast, handover, "SUP", Moment.DAY_60, level=2, spent_minutes=600)
    after = Realised.objects.get(handover=handover)
    cell = after.cells.get(undisclosed__isnull=False)
    assert (cell.said_level, cell.said_dose, cell.said_minutes, cell.request) == (0, 0, 0, None)
    assert (cell.was_level, cell.was_minutes, cell.type_code) == (2, 600, "uptime")
    assert after.dose > before.dose and after.is_complete
    assert sum(cell.said_dose for cell in after.cells.all()) == handover.base_dose


def test_its_function_is_asked_again_and_the_dose_is_incomplete_meanwhile(
    cast: Cast, handover: Handover
) -> None:
    answer_all(cast, handover, Moment.DAY_30)
    answer_all(cast, handover, Moment.DAY_60)
    before = Realised.objects.get(handover=handover, moment=Moment.DAY_60)
    add(handover, cast.desk)
    assert check_in_of(handover, "SUP", Moment.DAY_60).answered_at is None
    assert check_in_of(handover, "FIN", Moment.DAY_60).answered_at is not None
    meanwhile = Realised.objects.get(handover=handover, moment=Moment.DAY_60)
    assert not meanwhile.is_complete and meanwhile.dose == before.dose
    first = Realised.objects.get(handover=handover, moment=Moment.DAY_30)
    assert first.is_complete, "it was found after the 30 days"


def test_a_function_that_was_never_asked_is_asked_and_may_read_the_deal(
    cast: Cast, handover: Handover
) -> None:
    add(handover, cast.members["SUP"], "SEC")
    moments = {row.moment for row in CheckIn.objects.filter(function__code="SEC")}
    assert moments == {Moment.DAY_60, Moment.DAY_90, Moment.RENEWAL}
    assert DealFunction.objects.get(deal=handover.deal).function.code == "SEC"
    answer_one(cast, handover, "SEC", Moment.DAY_90, level=5)
    row = Realised.objects.get(handover=handover, moment=Moment.DAY_90)
    assert not row.is_complete and row.tenths == 750


def test_what_was_found_after_90_days_was_promised_all_along(cast: Cast, handover: Handover) -> None:
    answer_all(cast, handover, Moment.DAY_90)
    add(handover, cast.desk, found_on=SIGNED_ON + dt.timedelta(days=200))
    assert not Realised.objects.get(handover=handover, moment=Moment.DAY_90).is_complete
    answer_one(cast, handover, "SUP", Moment.DAY_90, level=4)
    row = Realised.objects.get(handover=handover, moment=Moment.DAY_90)
    assert row.is_complete and row.cells.filter(undisclosed__isnull=False).exists()
    assert len(check_ins_of(handover, Moment.DAY_30)) == 2


def test_who_is_asked_anew_has_a_day_to_come_and_is_reminded(cast: Cast, handover: Handover) -> None:
    with time_machine.travel(dt.datetime(2026, 8, 25, 10, tzinfo=dt.UTC)):
        answer_all(cast, handover, Moment.DAY_90)
        add(handover, cast.desk, "SUP", "SEC", found_on=SIGNED_ON + dt.timedelta(days=200))
        today = dt.date(2026, 8, 25)
        for code in ("SUP", "SEC"):
            asked = check_in_of(handover, code, Moment.DAY_90)
            assert asked.due_on == today and asked in to_remind(today)
        renewal = check_in_of(handover, "SEC", Moment.RENEWAL)
        assert renewal.due_on == handover.ends_on, "a day to come stays"
        assert check_in_of(handover, "FIN", Moment.DAY_90).due_on == SIGNED_ON + dt.timedelta(days=90)


@pytest.mark.parametrize(
    "fields, sentence",
    [
        ({"wording": " "}, "Write the wording"),
        ({"found_on": dt.date(2099, 1, 1)}, "between the signing and today"),
        ({"found_on": SIGNED_ON - dt.timedelta(days=1)}, "between the signing and today"),
        ({"obligation_count": 21}, "from 1 to 20"),
        ({"obligation_count": 0}, "from 1 to 20"),
    ],
)
def test_an_unsound_one_is_refused(
    cast: Cast, handover: Handover, fields: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        add(handover, cast.desk, **fields)


def test_an_unknown_function_is_named(cast: Cast, handover: Handover) -> None:
    with pytest.raises(Refused, match="does not know XYZ"):
        add(handover, cast.desk, "XYZ")


def test_the_same_term_is_added_once(cast: Cast, handover: Handover) -> None:
    add(handover, cast.desk)
    with pytest.raises(Refused, match="added already"):
        add(handover, cast.members["SUP"])


def test_a_rep_adds_none(cast: Cast, handover: Handover) -> None:
    with pytest.raises(Forbidden):
        add(handover, cast.maya)
