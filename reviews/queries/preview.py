"""Who would have to approve a draft that is being written, and what of earlier approvals would stand.

All of it is a forecast: the reviews are guessed as the playbook expects them, the rules are those in force.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User
from contracts.models import Draft
from dealdesk.kit.refusals import Refused
from reviews.deciding_time import hours_of_step
from reviews.engine.rules import Ruling, StepAsked, keeping
from reviews.forecast import Forecast, forecast_of
from reviews.kept import judge_approval
from reviews.models import AddedApprover, Approval
from reviews.queries.authors import authors_of
from reviews.queries.earlier import earlier_approvals, earlier_submission_of
from reviews.queries.policies import current_policy
from reviews.queries.response import approval_hours
from reviews.rulings import rulebook_of
from reviews.seats import Directory, Seat
from reviews.steps import added_step, label_of


@dataclass(frozen=True)
class Judged:
    """An earlier approval under the draft as it would be: kept, or asked again, and why."""

    approver: User
    is_kept: bool
    because: str
    changes: tuple[keeping.Change, ...]


@dataclass(frozen=True)
class ExpectedStep:
    """`hours`: business hours until enough people usually have decided, by the last decisions, else what is
    allowed."""

    label: str
    order: int
    seats: tuple[Seat, ...]
    hours: float
    is_measured: bool
    reasons: tuple[str, ...]
    earlier: tuple[Judged, ...]

    @property
    def is_settled(self) -> bool:
        return any(judged.is_kept for judged in self.earlier)


@dataclass(frozen=True)
class Preview:
    """`lost`: earlier approvals of steps that nobody asks for any more."""

    band: str
    tenths: int
    steps: tuple[ExpectedStep, ...]
    checks: tuple[str, ...]
    refusals: tuple[str, ...]
    notes: tuple[str, ...]
    lost: tuple[Approval, ...]


def preview_of(draft: Draft) -> Preview | None:
    """None where no forecast can be made."""
    try:
        forecast = forecast_of(draft)
    except Refused:
        return None
    ruling = forecast.ruling
    found = _earlier(draft)
    added = AddedApprover.objects.filter(deal=draft.deal_id, released_at=None).select_related("person", "by")
    asked = [*ruling.steps, *map(added_step, added)]
    keys = {step.key for step in asked}
    return Preview(
        band=forecast.band,
        tenths=forecast.tenths,
        steps=tuple(_steps(draft, asked, found, forecast)),
        checks=tuple(check.title for check in ruling.checks),
        refusals=(*(refusal.text for refusal in ruling.refusals), *ruling.uncovered),
        notes=tuple(note.text for note in ruling.notes),
        lost=tuple(approval for approval in found if approval.step_key not in keys),
    )


def _earlier(draft: Draft) -> list[Approval]:
    before = earlier_submission_of(draft)
    return list(earlier_approvals(before)) if before else []


def _steps(
    draft: Draft, asked: Iterable[StepAsked], found: list[Approval], forecast: Forecast
) -> Iterable[ExpectedStep]:
    directory, authors = Directory.load([]), authors_of(draft.deal)
    rulebook = rulebook_of(current_policy())
    usual, allowed = approval_hours(), float(rulebook.settings.approval_hours)
    for step in sorted(asked, key=lambda step: (step.order, step.chain)):
        named = directory.named(step.approver, draft.deal, rulebook)
        seats = directory.seats(named, authors, submission=0, key=step.key)
        yield ExpectedStep(
            label=label_of(step.approver, step.need, directory),
            order=step.order,
            seats=seats,
            hours=hours_of_step([seat.person.pk for seat in seats], step.need, usual, allowed),
            is_measured=any(seat.person.pk in usual for seat in seats),
            reasons=step.reasons,
            earlier=tuple(
                _judged(approval, step, forecast.ruling, draft)
                for approval in found
                if approval.step_key == step.key and any(seat.person == approval.approver for seat in seats)
            ),
        )


def _judged(approval: Approval, step: StepAsked, ruling: Ruling, draft: Draft) -> Judged:
    """As it will be judged, on guessed reviews."""
    verdict = judge_approval(approval, step, draft, current_policy(), ruling.band)
    if verdict is None:
        return Judged(approval.approver, False, "Asked again, because no rule says that it may be kept.", ())
    return Judged(approval.approver, verdict.is_kept, verdict.because, verdict.changes)
