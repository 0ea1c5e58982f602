"""Approval steps: which decisions the policy's rules ask for, who may give them, and which are given."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from accounts.models import Role, User
from reviews.engine.rules import Rulebook, StepAsked, evaluate
from reviews.models import AddedApprover, Approval, Score, Submission
from reviews.queries.authors import authors_of
from reviews.rulings import rulebook_of, steps_asked
from reviews.seats import OWNER_MANAGER, Directory, Seat

ADDED_CHAIN = "added"
"""The chain of those whom people added beside what the policy asks."""


class StepState(StrEnum):
    PASSED = "passed"
    OPEN = "open"
    LATER = "later"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True)
class Step:
    """`need` different people of `seats` must approve. Steps of one `chain` with a lower `order` come
    first; equal orders run side by side, and chains do not wait for each other."""

    key: str
    chain: str
    order: int
    label: str
    need: int
    seats: tuple[Seat, ...]
    given: tuple[Approval, ...]
    state: StepState
    reasons: tuple[str, ...] = ()
    tested: Mapping[str, Any] = field(default_factory=dict)

    @property
    def candidates(self) -> tuple[User, ...]:
        return tuple(seat.person for seat in self.seats)

    @property
    def missing(self) -> int:
        return max(0, self.need - len(self.given))

    @property
    def waiting(self) -> tuple[Seat, ...]:
        """The seats of those who have not decided yet."""
        decided = {approval.approver_id for approval in self.given}
        return tuple(seat for seat in self.seats if seat.person.pk not in decided)

    def seat_of(self, person: User) -> Seat | None:
        return next((seat for seat in self.seats if seat.person.pk == person.pk), None)


def approval_steps(submission: Submission, score: Score) -> list[Step]:
    """The steps that the score's ruling asks for, with who may decide and who has, in order.

    Only a standing approval of exactly this score by somebody who holds the authority now is counted.
    """
    standing = submission.approvals.filter(voided_at=None, score=score, draft_digest=submission.digest)
    added = AddedApprover.objects.filter(deal=submission.draft.deal_id, released_at=None).select_related(
        "person", "by"
    )
    return steps_from(
        submission,
        score,
        list(standing.select_related("approver", "on_behalf_of").order_by("at", "id")),
        list(added),
        Directory.load([submission.pk]),
        authors_of(submission.draft.deal),
    )


def steps_from(
    submission: Submission,
    score: Score,
    standing: Sequence[Approval],
    added: Sequence[AddedApprover],
    directory: Directory,
    authors: set[int],
) -> list[Step]:
    """The same from what is loaded already: `standing` decisions in the order in which they were given."""
    rulebook = rulebook_of(submission.policy)
    asked = [*steps_asked(score), *map(added_step, added)]
    approvals = [approval for approval in standing if approval.is_approval]
    first_open: dict[str, int] = {}
    steps: list[Step] = []
    for entry in sorted(asked, key=lambda entry: (entry.chain, entry.order)):
        named = directory.named(entry.approver, submission.draft.deal, rulebook)
        seats = directory.seats(named, authors, submission=submission.pk, key=entry.key)
        step = _step(entry, seats, approvals, first_open.get(entry.chain), rulebook, directory)
        if step.state != StepState.PASSED:
            first_open.setdefault(entry.chain, entry.order)
        steps.append(step)
    return steps


def added_step(added: AddedApprover) -> StepAsked:
    approver = f"user:{added.person_id}"
    return StepAsked(
        key=f"{ADDED_CHAIN}/1/{approver}",
        chain=ADDED_CHAIN,
        order=1,
        approver=approver,
        need=1,
        rules=(),
        reasons=(f"Added by {added.by}: {added.reason}",),
        tested={},
    )


def _step(
    entry: StepAsked,
    seats: tuple[Seat, ...],
    approvals: Iterable[Approval],
    first_open: int | None,
    rulebook: Rulebook,
    directory: Directory,
) -> Step:
    able = {seat.person.pk for seat in seats}
    need = max(1, len(seats)) if entry.need == "all" else int(entry.need)
    given = [
        approval for approval in approvals if approval.step_key == entry.key and approval.approver_id in able
    ][:need]
    return Step(
        key=entry.key,
        chain=entry.chain,
        order=entry.order,
        label=label_of(entry.approver, entry.need, directory),
        need=need,
        seats=seats,
        given=tuple(given),
        state=_state(entry.order, need, len(given), len(seats), first_open),
        reasons=entry.reasons,
        tested=entry.tested,
    )


def _state(order: int, need: int, given: int, seats: int, first_open: int | None) -> StepState:
    if given >= need:
        return StepState.PASSED
    if seats < need:
        return StepState.IMPOSSIBLE
    if first_open is not None and first_open < order:
        return StepState.LATER
    return StepState.OPEN


def band_steps(rulebook: Rulebook, band: str) -> list[str]:
    """What the band alone asks for, in words and in order; rules that test anything else are left out."""
    plain = tuple(
        rule
        for rule in rulebook.rules
        if not rule.ladder and {condition.name for condition in rule.when} <= {"band"}
    )
    ruling = evaluate(replace(rulebook, rules=plain, ladders={}, examples=()), {"band": band})
    return [label_of(step.approver, step.need) for step in ruling.steps]


def asks_beside_bands(rulebook: Rulebook) -> bool:
    """Does any rule look at something else than the band?"""
    return any(condition.name != "band" for rule in rulebook.rules for condition in rule.when)


ROLE_WORDS = {
    Role.APPROVER_MANAGER: "sales manager",
    Role.APPROVER_VP: "VP",
    Role.APPROVER_EXECUTIVE: "executive",
    Role.DEAL_DESK: "member of the deal desk",
    Role.FUNCTION_LEAD: "function lead",
    Role.FUNCTION_MEMBER: "function member",
    Role.SALES_REP: "sales rep",
    Role.AUDITOR: "auditor",
}


def label_of(approver: str, need: str | int, directory: Directory | None = None) -> str:
    """A step in words: “2 different executives approve”. Names of people come from the directory."""
    kind, _, name = approver.partition(":")
    if approver == OWNER_MANAGER:
        return "The rep’s manager approves"
    if kind == "lead":
        return f"The lead of {directory.functions.get(name, name) if directory else name} approves"
    if kind == "user":
        added = directory.people.get(int(name)) if directory else None
        return f"{added or 'Somebody who has left'} approves"
    if kind == "person":
        found = directory.by_email.get(name.casefold()) if directory else None
        return f"{directory.people[found] if directory and found else name} approves"
    noun = f"of {name}" if kind == "group" else ROLE_WORDS[Role(name)]
    if need == "all":
        return f"Everybody {noun} approves" if kind == "group" else f"Every {noun} approves"
    if need == 1:
        return f"One {noun} approves" if kind == "group" else f"{_article(noun)} {noun} approves"
    return f"{need} {noun} approve" if kind == "group" else f"{need} different {_plural(noun)} approve"


def _article(noun: str) -> str:
    return "An" if noun[0] in "aeo" else "A"


def _plural(noun: str) -> str:
    first, of, rest = noun.partition(" of ")
    return f"{first}s{of}{rest}"
