"""Ask for a calibration; a worker does it, for it needs libraries that no page loads."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import require
from activity.record import record
from dealdesk.kit.refusals import Refused
from outcomes.models import Calibration
from outcomes.queries.calibrations import has_news, running_calibration
from reviews.actions.policies import lock_policies

PATIENCE = timedelta(hours=1)
"""A run that takes longer has lost its worker."""


@transaction.atomic
def ask_for_calibration(*, by: User) -> Calibration:
    """Start a run; one at a time. Raises Refused while another one runs."""
    require(by, "calibration.start")
    lock_policies()
    if _is_running():
        raise Refused("A calibration is running already. Wait for its report.")
    return _started(by)


@transaction.atomic
def ask_monthly() -> Calibration | None:
    """Start a run if outcomes or 20 answers have arrived since the last one, and none is running."""
    lock_policies()
    return None if _is_running() or not has_news() else _started(None)


def _started(by: User | None) -> Calibration:
    calibration = Calibration.objects.create(asked_by=by, asked_at=timezone.now())
    record("calibration.asked", chain="policy", by=by, keys={"calibration": calibration.pk})
    return calibration


def _is_running() -> bool:
    """Ends a run that was lost on the way, so that it does not stand in the way of the next."""
    running = running_calibration()
    if running is None:
        return False
    if timezone.now() - running.asked_at < PATIENCE:
        return True
    running.done_at = timezone.now()
    running.problem = "It did not come to an end within an hour, so it was given up. Start another one."
    running.save(update_fields=["done_at", "problem"])
    return False
