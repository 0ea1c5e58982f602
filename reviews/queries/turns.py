"""Whose turn it is to approve, for a page of submissions at once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from accounts.models import Role, RoleGrant, User
from contracts.models import Deal, DraftAuthor
from reviews.models import Approval, Score, Submission
from reviews.steps import OWNER_MANAGER, Step, StepState, steps_from


@dataclass(frozen=True)
class Turn:
    """`step` is the one that names the person; it is open when it is the person's turn now."""

    submission: Submission
    score: Score
    step: Step

    @property
    def is_now(self) -> bool:
        return self.step.state == StepState.OPEN


def turns_of(submissions: Sequence[Submission], person: User) -> list[Turn]:
    """The person's part in each of the submissions, in a number of queries that does not grow with them."""
    scores = {score.submission_id: score for score in _latest(submissions)}
    given = _standing(submissions)
    holders, authors = _holders(), _authors(submissions)
    turns: list[Turn] = []
    for submission in submissions:
        score, deal = scores[submission.pk], submission.draft.deal
        steps = steps_from(
            submission.policy.steps_by_band.get(score.gate, []),
            [decided for decided in given[submission.pk] if decided.score_id == score.pk],
            _candidates(deal, holders, authors[deal.pk] | {deal.owner_id, deal.created_by_id}),
        )
        turns += [Turn(submission, score, step) for step in _naming(steps, person)[:1]]
    return turns


def _naming(steps: Iterable[Step], person: User) -> list[Step]:
    """Steps that are not passed and may be decided by the person, the one that is open first."""
    named = [step for step in steps if person in step.candidates and step.state != StepState.PASSED]
    return sorted(named, key=lambda step: step.state != StepState.OPEN)


def _latest(submissions: Sequence[Submission]) -> Iterable[Score]:
    return Score.objects.filter(submission__in=submissions, is_latest=True).defer("inputs")


def _standing(submissions: Sequence[Submission]) -> dict[int, list[Approval]]:
    found: dict[int, list[Approval]] = defaultdict(list)
    standing = Approval.objects.filter(submission__in=submissions, voided_at=None)
    for approval in standing.select_related("approver").order_by("at", "id"):
        found[approval.submission_id].append(approval)
    return found


def _holders() -> dict[str, list[User]]:
    found: dict[str, list[User]] = defaultdict(list)
    roles = [Role.APPROVER_MANAGER, Role.APPROVER_VP, Role.APPROVER_EXECUTIVE]
    grants = RoleGrant.objects.filter(role__in=roles, user__is_active=True).select_related("user")
    for grant in grants.order_by("user__name"):
        found[grant.role].append(grant.user)
    return found


def _authors(submissions: Sequence[Submission]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    deals = {submission.draft.deal_id for submission in submissions}
    wrote = DraftAuthor.objects.filter(draft__deal__in=deals)
    for deal_id, user_id in wrote.values_list("draft__deal_id", "user_id"):
        found[deal_id].add(user_id)
    return found


def _candidates(
    deal: Deal, holders: dict[str, list[User]], authors: set[int]
) -> Callable[[str], tuple[User, ...]]:
    """The same answer as `steps.candidates_for`, from what is loaded already."""

    def found(approver: str) -> tuple[User, ...]:
        role = Role.APPROVER_MANAGER if approver == OWNER_MANAGER else Role(approver)
        able = [person for person in holders[role] if person.pk not in authors]
        if approver == OWNER_MANAGER:
            able = [person for person in able if person.pk == deal.owner.reports_to_id]
        return tuple(able)

    return found
