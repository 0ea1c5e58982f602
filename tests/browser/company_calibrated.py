"""Runs of the calibration, a draft that one proposes, and a deal under a policy that has learned."""

from django.utils import timezone

from outcomes.actions.proposing_calibration import propose_calibration
from outcomes.calibration.calibrate import calibrate
from outcomes.calibration.evidence import Judged
from outcomes.calibration.hazard import missing_for_curve
from outcomes.models import Calibration
from reviews.actions import retire_policy
from tests.make import Cast, make_submission, review_all
from tests.make_calibrated import make_learned_policy, make_run, make_selection, make_severe
from tests.make_calibration import make_evidence, make_mixed_deals

CALIBRATED_PATHS = [
    ("calibration, running", "desk", "/calibration/"),
    ("calibration, to read", "anders", "/calibration/"),
    ("a calibration that runs", "desk", "/calibration/{run_moving}/"),
    ("a calibration with too few outcomes", "auditor", "/calibration/{run_refused}/"),
    ("a calibration with its report", "desk", "/calibration/{run_done}/"),
    ("a calibration of corrections alone", "desk", "/calibration/{run_corrections}/"),
    ("policy draft of a calibration", "desk", "/policy/drafts/{run_draft}/"),
    ("publish a calibration", "desk", "/policy/drafts/{run_draft}/publish/"),
    ("policy that has learned", "anders", "/policy/?version={learned_policy}"),
    ("score with its chance", "maya", "/deals/{learned_deal}/score/"),
    ("approval with its chance", "mark", "/deals/{learned_deal}/approval/"),
    ("review that is corrected", "members FIN", "/reviews/{learned_review}/"),
]
"""Name, reader and address of each page."""


def calibrated_places(cast: Cast) -> dict[str, object]:
    """Told last: the policy that has learned is retired again, so that the others stay under theirs."""
    reviews = (Judged(1, "uptime", "FIN", 4),) * 30 + (Judged(2, "uptime", "FIN", 3),) * 30
    found = calibrate(make_evidence(*make_mixed_deals(240, actual=900), reviews=reviews))
    now = timezone.now()
    done = make_run(
        cast,
        done_at=now,
        outcome_count=240,
        bad_count=72,
        learned=found.learned.as_document(),
        report={**found.report.as_document(), "selection": make_selection()},
    )
    draft = propose_calibration(done, by=cast.desk)
    few = missing_for_curve(37, 9)
    refused = make_run(cast, done_at=now, outcome_count=37, bad_count=9, problem=few, asked_by=None)
    return {
        "run_done": done.pk,
        "run_corrections": _corrections(cast).pk,
        "run_draft": draft.pk,
        "run_refused": refused.pk,
        "run_moving": make_run(cast).pk,
        **_under_learned(cast),
    }


def _corrections(cast: Cast) -> Calibration:
    """Severity from reviews, and no outcome to fit a curve on."""
    reviews = (Judged(1, "uptime", "FIN", 4),) * 30 + (Judged(2, "uptime", "FIN", 3),) * 30
    found = calibrate(make_evidence(reviews=reviews))
    report = {**found.report.as_document(), "selection": make_selection()}
    return make_run(cast, done_at=timezone.now(), learned=found.learned.as_document(), report=report)


def _under_learned(cast: Cast) -> dict[str, object]:
    policy = make_learned_policy(cast, uplift={"FIN": 1_180}, habits=make_severe(cast.members["FIN"].pk))
    submission = make_submission(cast.maya, "payment-terms", customer="Taught by Outcomes")
    review_all(cast, submission, 3, once=(600, 900, 1_800))
    retire_policy(policy, "Only to be looked at.", by=cast.desk)
    asked = submission.draft.terms.get(type__code="payment-terms").requests.get()
    return {
        "learned_policy": policy.number,
        "learned_deal": submission.draft.deal.number,
        "learned_review": asked.pk,
    }
