"""The nightly comparison of roll-ups and base tables, and what it puts right (I16)."""

from django.db import transaction
from django.utils import timezone

from activity.record import record
from insights.models import RollUpCheck
from insights.rollups import ROLL_UPS
from insights.rollups.comparing import Comparison, compare_all
from insights.rollups.recounting import recount

KEPT_DIFFERENCES = 100

CHAIN = "rollups"


@transaction.atomic
def rebuild(*, is_nightly: bool = True) -> RollUpCheck:
    """Count everything anew, store what differed, and recount those days.

    The deal desk hears of what a night found: something has written past the events.
    """
    found = compare_all()
    for rollup in ROLL_UPS:
        recount(rollup, found.days[rollup.name])
    check = _store(found, is_nightly)
    if is_nightly and check.difference_count:
        record(
            "rollups.differed",
            chain=CHAIN,
            by=None,
            keys={"check": check.pk},
            count=check.difference_count,
            rows=check.row_count,
        )
    return check


def _store(found: Comparison, is_nightly: bool) -> RollUpCheck:
    return RollUpCheck.objects.create(
        at=timezone.now(),
        is_nightly=is_nightly,
        row_count=found.row_count,
        difference_count=found.difference_count,
        differences=[difference.as_document() for difference in found.differences[:KEPT_DIFFERENCES]],
        is_rebuilt=found.difference_count > 0,
    )
