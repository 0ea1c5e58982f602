"""The policy lab: replay what was submitted in a period under a policy that is being written."""

import datetime as dt
import logging
import time
from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import require
from activity.record import record
from contracts.models import DraftAuthor
from dealdesk.kit.refusals import Refused
from reviews.engine.checks import InvalidFacts
from reviews.engine.rules import InvalidRulebook, Rulebook
from reviews.lab import Expectation, replay
from reviews.models import LabRow, LabRun, PolicyDraft, Score, Submission
from reviews.queries.lab import submitted_in, unreplayable_in
from reviews.queries.response import approval_hours
from reviews.seats import Directory
from reviews.workflow import LAB_MOVES

logger = logging.getLogger(__name__)

CHUNK = 100
"""Submissions a transaction: small enough that a cancelled run stops at once."""

BUDGET = 45.0
"""Seconds for which one call goes on; the sweep rings for what is left, well below the task's limit."""

PATIENCE = dt.timedelta(seconds=15)
"""A run that nobody has moved for so long has lost its worker."""

LONGEST = dt.timedelta(days=3 * 366)


@transaction.atomic
def start_lab_run(draft: PolicyDraft, *, from_on: dt.date, to_on: dt.date, by: User) -> LabRun:
    """Replay every draft submitted from the first to the last day under the draft's rules as they are now.

    Raises Refused for a period that is none or has no submissions, InvalidRulebook for faulty rules.
    """
    require(by, "policy.try")
    if from_on > to_on:
        raise Refused("The period ends before it begins. Change one of the days.")
    if to_on - from_on > LONGEST:
        raise Refused("Choose a period of at most three years.")
    rulebook = Rulebook.from_document(draft.rules)
    total = submitted_in(from_on, to_on).count()
    if not total:
        raise Refused(_nothing_to_replay(unreplayable_in(from_on, to_on)))
    run = LabRun.objects.create(
        policy_draft=draft,
        rules=rulebook.as_document(),
        from_on=from_on,
        to_on=to_on,
        total=total,
        started_by=by,
    )
    _ring("lab.started", run, by)
    return run


def _nothing_to_replay(older: int) -> str:
    if not older:
        return "Nothing was submitted in this period. Choose a longer one."
    many = "One draft was" if older == 1 else f"{older} drafts were"
    return (
        f"{many} submitted in this period, but scored before rules were kept, so nothing can be replayed. "
        "Choose a later period."
    )


@transaction.atomic
def cancel_lab_run(run: LabRun, *, by: User) -> None:
    """Stop a run; what it has found so far stays, and it can be resumed."""
    require(by, "policy.try")
    LAB_MOVES.apply(run, "cancel", ended_at=timezone.now())
    record("lab.cancelled", chain="policy", by=by, keys={"run": run.pk}, done=run.done, total=run.total)


@transaction.atomic
def resume_lab_run(run: LabRun, *, by: User) -> None:
    """Go on where a cancelled or failed run stopped."""
    require(by, "policy.try")
    LAB_MOVES.apply(run, "resume", ended_at=None, problem="")
    _ring("lab.resumed", run, by)


def _ring(verb: str, run: LabRun, by: User) -> None:
    record(verb, chain="policy", by=by, keys={"run": run.pk}, name=run.policy_draft.name, total=run.total)


def advance_lab_run(run_id: int) -> None:
    """Replay chunk after chunk until the run is done, cancelled, or the budget spent; safe to call twice."""
    started = time.monotonic()
    while time.monotonic() - started < BUDGET:
        if not _advance_once(run_id):
            return


@transaction.atomic
def _advance_once(run_id: int) -> bool:
    """One chunk under the run's lock; False when there is nothing more to do here."""
    run = LabRun.objects.select_for_update(skip_locked=True).filter(pk=run_id).first()
    if run is None or run.state not in {LabRun.State.WAITING, LabRun.State.RUNNING}:
        return False
    if run.state == LabRun.State.WAITING:
        LAB_MOVES.apply(run, "begin")
    chunk = list(
        submitted_in(run.from_on, run.to_on)
        .filter(pk__gt=run.cursor)
        .select_related("policy", "draft__deal__owner")[:CHUNK]
    )
    problem = _store(run, chunk)
    if problem:
        LAB_MOVES.apply(run, "fail", problem=problem[:300], ended_at=timezone.now())
        return False
    if chunk:
        run.cursor, run.done = chunk[-1].pk, run.done + len(chunk)
    run.beat_at = timezone.now()
    run.save(update_fields=["cursor", "done", "beat_at"])
    if len(chunk) < CHUNK:
        LAB_MOVES.apply(run, "finish", total=run.done, ended_at=timezone.now())
        record("lab.finished", chain="policy", by=None, keys={"run": run.pk}, total=run.done)
        return False
    return True


def _store(run: LabRun, chunk: list[Submission]) -> str:
    """Keep what replaying the chunk finds, all of it or nothing; what went wrong in words, or "". A chunk
    that cannot be replayed ends the run: rung again, it would fail again."""
    try:
        with transaction.atomic():
            LabRow.objects.bulk_create(_rows(run, chunk), ignore_conflicts=True)
    except (InvalidFacts, InvalidRulebook) as problem:
        return str(problem)
    except (ArithmeticError, LookupError) as problem:
        first, last = chunk[0].pk, chunk[-1].pk
        logger.exception("lab run %s stopped at submissions %s to %s", run.pk, first, last)
        return (
            f"Submissions {first} to {last} cannot be replayed under these rules "
            f"({type(problem).__name__}). What was found before them stays."
        )
    return ""


def _rows(run: LabRun, chunk: list[Submission]) -> list[LabRow]:
    rulebook = Rulebook.from_document(run.rules)
    scores = {
        score.submission_id: score
        for score in Score.objects.filter(submission__in=chunk, is_latest=True).defer("inputs", "result")
    }
    expected = Expectation(Directory.load([]), _authors(chunk), approval_hours())
    found = [(one, replay(one, scores[one.pk], rulebook, expected)) for one in chunk if one.pk in scores]
    return [
        LabRow(
            run=run,
            submission=submission,
            band_before=replayed.band_before,
            band_after=replayed.band_after,
            added=list(replayed.added),
            removed=list(replayed.removed),
            refused=replayed.is_refused,
            wait_before=replayed.wait_before,
            wait_after=replayed.wait_after,
            is_changed=replayed.is_changed,
        )
        for submission, replayed in found
    ]


def _authors(chunk: list[Submission]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for submission in chunk:
        deal = submission.draft.deal
        found[deal.pk] |= {deal.owner_id, deal.created_by_id}
    wrote = DraftAuthor.objects.filter(draft__deal__in=found).values_list("draft__deal_id", "user_id")
    for deal_id, user_id in wrote:
        found[deal_id].add(user_id)
    return found


def sweep_lab_runs() -> int:
    """Go on with every run whose worker was lost or whose budget was spent; returns how many."""
    late = timezone.now() - PATIENCE
    waiting = LabRun.objects.filter(state__in=[LabRun.State.WAITING, LabRun.State.RUNNING])
    stuck = [run.pk for run in waiting if (run.beat_at or run.created_at) < late]
    for run_id in stuck:
        advance_lab_run(run_id)
    return len(stuck)
