"""Doorbells: an id comes in, one action is called. Safe to ring twice."""

from celery import shared_task

from activity.doorbell import doorbell
from outcomes.actions import sweeping
from outcomes.actions.announcing import announce
from outcomes.actions.asking_calibration import ask_monthly
from outcomes.actions.calibrating import calibrate_asked
from outcomes.actions.keeping_promises import close_met
from outcomes.actions.reminding import remind_of_obligations
from outcomes.actions.reminding_check_ins import remind_of_check_ins
from outcomes.actions.renewals_by_themselves import (
    open_due_renewals,
    remind_of_notices,
    settle_by_signature,
    unsettle_by_void,
)
from outcomes.actions.taking_over import take_over

take_over_signed = doorbell("outcomes.take_over")(take_over)
announce_event = doorbell("outcomes.announce")(announce)
close_what_is_met = doorbell("outcomes.close_met")(close_met)
settle_renewed = doorbell("outcomes.settle_by_signature")(settle_by_signature)
unsettle_voided = doorbell("outcomes.unsettle_by_void")(unsettle_by_void)

calibrate = doorbell("outcomes.calibrate")(calibrate_asked)


@shared_task(name="outcomes.calibrate_monthly")
def calibrate_monthly() -> None:
    ask_monthly()


@shared_task(name="outcomes.sweep_handovers")
def sweep_handovers() -> None:
    sweeping.sweep_handovers()


@shared_task(name="outcomes.sweep_promises")
def sweep_promises() -> None:
    """Renewals before reminders, so that what was opened is not reminded of as undecided; before both, what
    was terminated."""
    sweeping.sweep_terminations()
    open_due_renewals()
    remind_of_notices()
    remind_of_obligations()


@shared_task(name="outcomes.sweep_check_ins")
def sweep_check_ins() -> None:
    remind_of_check_ins()
