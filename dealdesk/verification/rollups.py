"""I16: what dashboards read is what the tables beneath hold."""

from collections.abc import Iterable

from django.db import transaction

from dealdesk.verification.invariant import Invariant
from insights.rollups.comparing import compare_all


def _differences() -> Iterable[str]:
    with transaction.atomic():
        found = compare_all()
    return [str(difference) for difference in found.differences]


ROLLUP_CHECKS = (Invariant("I16", "Roll-ups are what the tables beneath them hold", _differences),)
