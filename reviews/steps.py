"""Approval steps: which decisions the policy asks for in a band, and which of them are given."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from accounts.models import Role, RoleGrant, User
from contracts.models import Deal
from reviews.models import Approval, Score, Submission
from reviews.queries.authors import authors_of

OWNER_MANAGER = "owner_manager"
"""Step approver meaning the person to whom the deal's owner reports."""


class StepState(StrEnum):
    PASSED = "passed"
    OPEN = "open"
    LATER = "later"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True)
class Step:
    """`count` different people of `candidates` must approve; steps of one number run in parallel."""

    number: int
    label: str
    count: int
    candidates: tuple[User, ...]
    given: tuple[Approval, ...]
    state: StepState

    @property
    def missing(self) -> int:
        return max(0, self.count - len(self.given))


def approval_steps(submission: Submission, score: Score) -> list[Step]:
    """The steps for the score's band with who may decide and who has, in order.

    Only a standing approval of exactly this score by somebody who holds the authority now is counted,
    and each person once, in the first step where it fits.
    """
    standing = submission.approvals.filter(voided_at=None, score=score, draft_digest=submission.digest)
    deal = submission.draft.deal
    return steps_from(
        submission.policy.steps_by_band.get(score.gate, []),
        standing.select_related("approver").order_by("at", "id"),
        lambda approver: candidates_for(approver, deal),
    )


def steps_from(
    described: Iterable[Mapping[str, Any]],
    standing: Iterable[Approval],
    candidates_of: Callable[[str], tuple[User, ...]],
) -> list[Step]:
    """`described` as a policy has them, `standing` decisions in the order in which they were given, and
    `candidates_of` an approver code: who has that authority over the deal."""
    approvals = [approval for approval in standing if approval.is_approval]
    steps: list[Step] = []
    used: set[int] = set()
    first_open: int | None = None
    for entry in sorted(described, key=lambda entry: int(entry["number"])):
        candidates = candidates_of(str(entry["approver"]))
        given = _counted(approvals, candidates, int(entry["number"]), used)[: int(entry["count"])]
        used |= {approval.approver_id for approval in given}
        state = _state(int(entry["number"]), int(entry["count"]), given, candidates, first_open)
        if state != StepState.PASSED and first_open is None:
            first_open = int(entry["number"])
        steps.append(
            Step(
                number=int(entry["number"]),
                label=label_of(str(entry["approver"]), int(entry["count"])),
                count=int(entry["count"]),
                candidates=candidates,
                given=tuple(given),
                state=state,
            )
        )
    return steps


def _counted(
    approvals: Iterable[Approval], candidates: Iterable[User], number: int, used: set[int]
) -> list[Approval]:
    able = {person.pk for person in candidates}
    return [
        approval for approval in approvals if approval.step == number and approval.approver_id in able - used
    ]


def _state(
    number: int, count: int, given: list[Approval], candidates: tuple[User, ...], first_open: int | None
) -> StepState:
    if len(given) >= count:
        return StepState.PASSED
    if len(candidates) < count:
        return StepState.IMPOSSIBLE
    if first_open is not None and first_open < number:
        return StepState.LATER
    return StepState.OPEN


def candidates_for(approver: str, deal: Deal) -> tuple[User, ...]:
    """Active people with the authority who neither own nor wrote in the deal."""
    role = Role.APPROVER_MANAGER if approver == OWNER_MANAGER else Role(approver)
    holders = User.objects.filter(
        is_active=True, pk__in=RoleGrant.objects.filter(role=role).values("user_id")
    ).exclude(pk__in=authors_of(deal))
    if approver == OWNER_MANAGER:
        holders = holders.filter(reports=deal.owner_id)
    return tuple(holders.order_by("name"))


def label_of(approver: str, count: int) -> str:
    if approver == OWNER_MANAGER:
        return "The rep’s manager approves"
    who = {
        Role.APPROVER_VP: "VP",
        Role.APPROVER_EXECUTIVE: "executive",
        Role.APPROVER_MANAGER: "sales manager",
    }
    noun = who[Role(approver)]
    if count == 1:
        return f"{'An' if noun == 'executive' else 'A'} {noun} approves"
    return f"{count} different {noun}s approve"
