"""Calibrate, in the worker: gather what came of signed deals, learn, report, propose."""

from django.db import transaction
from django.utils import timezone

from accounts.permissions import may
from activity.record import record
from dealdesk.kit.refusals import Refused
from outcomes.actions.proposing_calibration import propose_calibration
from outcomes.calibration.calibrate import Calibrated, NothingToLearn, calibrate
from outcomes.models import Calibration
from outcomes.queries.evidence import gather_evidence
from outcomes.queries.selection import selection
from reviews.queries.policies import current_policy


def calibrate_asked(calibration_id: int) -> Calibration:
    """Do a run that was asked for. Safe to call twice: what is done stays as it is.

    The long part holds no lock. Where the run proposes anything, a policy draft is made of it in the name of
    who asked; nothing of it is in force until somebody publishes that draft.
    """
    calibration = Calibration.objects.select_related("asked_by").get(pk=calibration_id)
    if calibration.done_at is not None:
        return calibration
    try:
        policy = current_policy()
        evidence = gather_evidence(policy)
    except Refused as refusal:
        return _finish(calibration, problem=str(refusal))
    calibration.outcome_count = len(evidence.deals)
    calibration.bad_count = sum(deal.is_bad for deal in evidence.deals)
    try:
        done = calibrate(evidence, calibration=calibration.pk)
    except NothingToLearn as refusal:
        return _finish(calibration, problem=str(refusal))
    return _finish(calibration, done)


@transaction.atomic
def _finish(calibration: Calibration, done: Calibrated | None = None, problem: str = "") -> Calibration:
    kept = Calibration.objects.select_for_update(of=("self",)).get(pk=calibration.pk)
    if kept.done_at is not None:
        return kept
    calibration.done_at, calibration.problem = timezone.now(), problem
    if done is not None:
        calibration.learned = done.learned.as_document()
        calibration.report = {**done.report.as_document(), "selection": selection()}
    calibration.save()
    record(
        "calibration.done",
        chain="policy",
        by=None,
        keys={"calibration": calibration.pk},
        outcomes=calibration.outcome_count,
        problem=problem,
    )
    asker = calibration.asked_by
    if done is not None and done.report.proposes and asker and may(asker, "policy.edit"):
        propose_calibration(calibration, by=asker)
    return calibration
