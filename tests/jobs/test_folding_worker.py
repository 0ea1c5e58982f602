"""Roll-ups are kept by a real worker, through outbox, relay and Redis."""

import datetime as dt

import pytest
from django.db import transaction

from activity.models import OutboxMessage
from insights.models import DealDay, LoadMonth
from insights.rollups.comparing import compare_all
from tests.make_outcomes import make_old_cast, make_signed, void
from tests.processes import RELAY, WORKER, Spawn, WaitFor

pytestmark = pytest.mark.django_db(transaction=True)


def all_folded() -> bool:
    return not OutboxMessage.objects.filter(done_at=None).exists()


def test_a_worker_folds_in_what_is_signed_and_takes_out_what_is_voided(
    spawn: Spawn, wait_for: WaitFor
) -> None:
    cast = make_old_cast()
    spawn(*RELAY)
    spawn(*WORKER)
    first = make_signed(cast, on=dt.date(2026, 2, 3))
    second = make_signed(cast, on=dt.date(2026, 2, 3))
    wait_for(lambda: sum(DealDay.objects.values_list("deals", flat=True)) == 2, "both deals folded in")
    void(cast, second)
    wait_for(lambda: sum(DealDay.objects.values_list("deals", flat=True)) == 1, "the voided deal taken out")
    wait_for(all_folded, "every outbox row done")
    assert DealDay.objects.get().value == first.value
    with transaction.atomic():
        assert compare_all().differences == ()
    assert not LoadMonth.objects.exists(), "answers without work put nothing on the calendar"
