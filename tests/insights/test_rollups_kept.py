"""Roll-ups follow the events, and a night's count finds what went past them."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from activity.dispatch import ring_due
from activity.models import Event, OutboxMessage
from dealdesk.verification.rollups import ROLLUP_CHECKS
from insights.actions.folding import fold, fold_answers, fold_outcomes
from insights.actions.rebuilding import rebuild
from insights.models import AnswerDay, CellDay, DealDay, LoadMonth, RollUpCheck
from insights.notices import notices_of
from insights.rollups import ROLL_UPS
from insights.rollups.comparing import FOLDING_TASKS, compare_all
from insights.tasks import fold_deal
from outcomes.models import Handover
from tests.make import Cast
from tests.make_outcomes import make_signed, void
from tests.make_rollups import FIRST_DAY, WORK, answer_day_90, make_year


def settle_folding() -> None:
    """As after workers have done all their work."""
    OutboxMessage.objects.filter(task__in=FOLDING_TASKS, done_at=None).update(done_at=dt.datetime.now(dt.UTC))


def folded(handover: Handover) -> Handover:
    fold(handover.deal_id)
    settle_folding()
    return handover


@pytest.fixture
def signed(cast: Cast) -> Handover:
    return folded(make_signed(cast, on=FIRST_DAY, answer=WORK, months=12))


def test_an_hour_of_events_of_a_deal_is_folded_in_once(cast: Cast) -> None:
    handover = make_signed(cast, "support-response", on=FIRST_DAY, answer=WORK)
    answer_day_90(cast, handover, level=2)
    waiting = OutboxMessage.objects.filter(task__startswith="insights.fold", done_at=None)
    assert waiting.count() > 3, "a burst of events"
    rung: list[tuple[str, int]] = []
    ring_due(lambda task, _, key: rung.append((task, key)), now=dt.datetime.now(dt.UTC) + dt.timedelta(1))
    folding = sorted(each for each in rung if each[0].startswith("insights."))
    assert folding == [(task, handover.deal_id) for task in sorted(FOLDING_TASKS)]


def test_the_doorbell_folds_and_settles(cast: Cast) -> None:
    handover = make_signed(cast, on=FIRST_DAY, answer=WORK)
    fold_deal(handover.deal_id)
    assert DealDay.objects.get().deals == 1
    assert not OutboxMessage.objects.filter(task="insights.fold", done_at=None).exists()


def test_folding_again_changes_nothing(signed: Handover) -> None:
    def everything() -> list[list[dict[str, object]]]:
        ignored = {"id"}
        return [
            [
                {name: value for name, value in row.items() if name not in ignored}
                for row in rollup.model._default_manager.order_by(*rollup.keys).values()
            ]
            for rollup in ROLL_UPS
        ]

    before = everything()
    for again in (fold, fold_outcomes, fold_answers):
        again(signed.deal_id)
    assert everything() == before
    assert all(before), "no roll-up is empty"


def test_after_a_void_the_day_is_right_again(cast: Cast, signed: Handover) -> None:
    other = folded(make_signed(cast, on=FIRST_DAY, answer=WORK, months=12))
    assert DealDay.objects.get().deals == 2
    load = sum(LoadMonth.objects.values_list("minutes", flat=True))
    void(cast, other)
    assert OutboxMessage.objects.filter(task="insights.fold", key=other.deal_id, done_at=None).exists()
    folded(other)
    assert DealDay.objects.get().deals == 1
    assert CellDay.objects.get().cells == 1
    assert sum(LoadMonth.objects.values_list("minutes", flat=True)) == load // 2
    void(cast, signed)
    folded(signed)
    assert not DealDay.objects.exists() and not LoadMonth.objects.exists() and not CellDay.objects.exists()
    assert AnswerDay.objects.exists(), "the answers were given all the same"


def test_a_deal_that_moves_to_another_line_leaves_the_one_before(signed: Handover) -> None:
    signed.deal.product_lines = ["Relay"]
    signed.deal.save(update_fields=["product_lines"])
    folded(signed)
    assert DealDay.objects.get().lines == ["Relay"]
    assert {tuple(row.lines) for row in LoadMonth.objects.all()} == {("Relay",)}


def test_all_is_well_when_nothing_was_changed_behind_the_events(cast: Cast) -> None:
    make_year(cast)
    for handover in Handover.objects.all():
        fold(handover.deal_id)
    settle_folding()
    with transaction.atomic():
        found = compare_all()
    assert found.differences == () and found.excused == 0
    assert found.row_count == sum(rollup.model._default_manager.count() for rollup in ROLL_UPS)


def test_a_changed_cell_is_found_and_named(signed: Handover) -> None:
    row = CellDay.objects.get()
    CellDay.objects.filter(pk=row.pk).update(minutes=row.minutes + 1, levels=[5, 0, 0, 0, 0])
    (difference,) = compare_all().differences
    assert difference.rollup == "cellday"
    assert difference.key["on"] == FIRST_DAY.isoformat()
    assert (difference.key["function_id"], difference.key["type_code"]) == (row.function_id, row.type_code)
    assert difference.kept == {"minutes": row.minutes + 1, "levels": [5, 0, 0, 0, 0]}
    assert difference.counted == {"minutes": row.minutes, "levels": row.levels}


def test_a_row_too_many_and_a_row_too_few_are_found(signed: Handover) -> None:
    DealDay.objects.update(band="EXEC")
    differences = compare_all().differences
    said = sorted((difference.key["band"], difference.kept is None) for difference in differences)
    assert said == [("AUTO", True), ("EXEC", False)]
    assert all(difference.kept is None or difference.counted is None for difference in differences)


def test_a_change_whose_folding_is_still_to_come_is_no_difference(cast: Cast, signed: Handover) -> None:
    void(cast, signed)
    found = compare_all()
    assert found.differences == () and found.excused > 0
    settle_folding()
    assert compare_all().differences, "done without having been done"


def test_the_night_puts_right_what_differs_and_keeps_what_it_found(cast: Cast, signed: Handover) -> None:
    DealDay.objects.update(deals=7)
    LoadMonth.objects.all().delete()
    check = rebuild()
    assert (check.is_nightly, check.is_rebuilt) == (True, True)
    assert check.difference_count == 1 + LoadMonth.objects.count()
    assert {entry["rollup"] for entry in check.differences} == {"dealday", "loadmonth"}
    assert DealDay.objects.get().deals == 1
    assert rebuild().difference_count == 0
    assert RollUpCheck.objects.count() == 2


def test_the_deal_desk_hears_of_a_night_that_found_something(cast: Cast, signed: Handover) -> None:
    rebuild()
    assert not Event.objects.filter(verb="rollups.differed").exists()
    DealDay.objects.update(deals=7)
    rebuild()
    event = Event.objects.get(verb="rollups.differed")
    (notice,) = notices_of(event)
    assert notice.to == cast.desk
    assert "1 of " in notice.text


def test_the_command_names_the_difference_and_fails(signed: Handover) -> None:
    out, err = StringIO(), StringIO()
    call_command("rollups", "verify", stdout=out)
    assert "as counted" in out.getvalue()
    DealDay.objects.update(deals=7)
    with pytest.raises(SystemExit) as ended:
        call_command("rollups", "verify", stdout=out, stderr=err)
    assert ended.value.code == 1
    assert f"dealday on={FIRST_DAY}" in out.getvalue() and "kept deals=7, counted deals=1" in out.getvalue()
    call_command("rollups", "rebuild", stdout=out)
    assert "1 put right" in out.getvalue()
    call_command("rollups", "verify", stdout=StringIO())


def test_the_invariant_names_the_difference(signed: Handover) -> None:
    (invariant,) = ROLLUP_CHECKS
    assert list(invariant.breaches()) == []
    DealDay.objects.update(rav=0)
    (breach,) = invariant.breaches()
    assert "dealday" in breach and "rav=0" in breach
