"""Conditions of approvals and reviews: who owns each, until when, and that they were met."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from accounts.models import Function, User
from activity.record import record
from contracts.locks import lock_deal
from contracts.models import Deal, DraftState
from dealdesk.kit.refusals import Refused
from reviews.models import Approval, Clearance, Condition, Review, Submission
from reviews.models.condition import reminders_over
from reviews.policy import may_meet_condition
from reviews.queries.bound_conditions import standing_conditions

MOST_DAYS = 730
MOST_EVIDENCE = 500
MOST_WORDS = 2000
OPEN_STATES = (DraftState.IN_REVIEW, DraftState.CLEARED, DraftState.SIGNED)
"""States of a draft in which its conditions can still be met."""


@dataclass(frozen=True)
class AskedCondition:
    """What must be done: in words, by whom, how many calendar days after clearing, and whether the
    clearance lapses when that day passes unmet."""

    text: str
    owner: User
    due_days: int
    lapses: bool = False


def check_condition(asked: AskedCondition, deal: Deal) -> dict[str, str]:
    """What is wrong with a condition, by field, each a sentence; empty if sound."""
    wrong: dict[str, str] = {}
    if not asked.text.strip():
        wrong["text"] = "Write the condition that must hold."
    if len(asked.text.strip()) > MOST_WORDS:
        wrong["text"] = f"Keep a condition below {MOST_WORDS} characters."
    if not 1 <= asked.due_days <= MOST_DAYS:
        wrong["due_days"] = f"Write a number of days from 1 to {MOST_DAYS}."
    sees = Deal.objects.visible_to(asked.owner).filter(pk=deal.pk).exists()
    if not asked.owner.is_active or not sees:
        wrong["owner"] = f"{asked.owner} cannot see this deal. Choose somebody who can."
    return wrong


def attach_condition(approval: Approval, asked: AskedCondition) -> Condition:
    """Bind a condition to an approval, in the transaction of the decision. Raises Refused if unsound."""
    return _attach(approval.submission, asked, approval.at, approval=approval)


def attach_review_condition(review: Review, asked: AskedCondition) -> Condition:
    """Bind a reviewer's condition to the answer. Raises Refused if unsound."""
    submission = review.request.term.draft.submission
    return _attach(submission, asked, review.answered_at, review=review, function=review.request.function)


def _attach(
    submission: Submission,
    asked: AskedCondition,
    at: datetime,
    *,
    approval: Approval | None = None,
    review: Review | None = None,
    function: Function | None = None,
) -> Condition:
    wrong = check_condition(asked, submission.draft.deal)
    if wrong:
        raise Refused(" ".join(wrong.values()))
    return Condition.objects.create(
        submission=submission,
        approval=approval,
        review=review,
        function=function,
        text=asked.text.strip(),
        owner=asked.owner,
        due_days=asked.due_days,
        lapses=asked.lapses,
        made_at=at,
    )


def copy_condition(from_approval: Approval, to_approval: Approval) -> Condition | None:
    """The condition of a kept approval goes with it; its days count anew from the next clearing."""
    found = Condition.objects.filter(approval=from_approval).first()
    return found and _copied(found, to_approval.submission, approval=to_approval)


def copy_review_condition(from_review: Review, to_review: Review) -> Condition | None:
    """The same for an answer that is kept because its term did not change."""
    found = Condition.objects.filter(review=from_review).first()
    return found and _copied(found, to_review.request.term.draft.submission, review=to_review)


def _copied(
    found: Condition,
    submission: Submission,
    *,
    approval: Approval | None = None,
    review: Review | None = None,
) -> Condition:
    return Condition.objects.create(
        submission=submission,
        approval=approval,
        review=review,
        function=found.function,
        text=found.text,
        owner=found.owner,
        due_days=found.due_days,
        lapses=found.lapses,
        made_at=found.made_at,
        met_at=found.met_at,
        met_by=found.met_by,
        evidence=found.evidence,
    )


def start_conditions(clearance: Clearance) -> int:
    """Set the day of each condition that stands, counted from clearing; returns how many are open.

    The caller holds the deal's lock and has cleared the draft.
    """
    draft = clearance.submission.draft
    started = standing_conditions().filter(submission=clearance.submission, met_at=None)
    for condition in started.select_related("owner"):
        condition.due_on = local_day(condition.owner, clearance.at) + timedelta(days=condition.due_days)
        condition.reminded_count = reminders_over(condition.due_days)  # the start says those days itself
        condition.save(update_fields=["due_on", "reminded_count"])
        record(
            "condition.started",
            chain=draft.deal.chain,
            by=clearance.by,
            keys={"draft": draft.pk, "condition": condition.pk},
            text=condition.text[:200],
            due_on=condition.due_on.isoformat(),
            lapses=condition.lapses,
        )
    return started.count()


def oblige(clearance: Clearance, signed_on: date, *, by: User) -> int:
    """Make an obligation of each condition that is unmet at signing; returns how many.

    The caller holds the deal's lock and has moved the draft.
    """
    unmet = standing_conditions().filter(submission=clearance.submission, met_at=None, lapsed_at=None)
    for condition in unmet:
        condition.obliged_on = signed_on
        condition.save(update_fields=["obliged_on"])
        record(
            "obligation.made",
            chain=clearance.submission.draft.deal.chain,
            by=by,
            keys={"draft": clearance.submission.draft_id, "condition": condition.pk},
            text=condition.text[:200],
        )
    return unmet.count()


def local_day(person: User, at: datetime) -> date:
    """The calendar day that it is for the person; a day ends at midnight in the person's time zone."""
    return at.astimezone(ZoneInfo(person.time_zone)).date()


def is_overdue(condition: Condition, now: datetime) -> bool:
    """Has the last day passed, where the owner lives, with the condition unmet?"""
    if condition.due_on is None or condition.met_at is not None:
        return False
    return local_day(condition.owner, now) > condition.due_on


def refuse_overdue(clearance: Clearance) -> None:
    """Raise Refused when a condition on which the clearance rests was not met in time."""
    now = timezone.now()
    lapsing = standing_conditions().filter(submission=clearance.submission_id, lapses=True, met_at=None)
    for condition in lapsing.select_related("owner"):
        if is_overdue(condition, now):
            raise Refused(
                f"The condition “{condition.text[:120]}” was not met in time, so the clearance lapses. "
                "Make the next draft."
            )


@transaction.atomic
def meet_condition(condition: Condition, *, evidence: str, by: User) -> Condition:
    """Say that a condition is met, and where that can be checked: words or a link.

    Raises Forbidden for others than owner, giver and deal desk; Refused without evidence, when it was met
    already, when its draft is over, and when it came too late for a clearance that lapses.
    """
    may_meet_condition(condition, by=by)
    said = evidence.strip()
    if not said:
        raise Refused("Write what shows that it is met, or where it can be checked.")
    if len(said) > MOST_EVIDENCE:
        raise Refused(f"Keep the evidence below {MOST_EVIDENCE} characters, or give a link.")
    deal = lock_deal(condition.submission.draft.deal_id)
    condition = Condition.objects.select_related("owner", "submission__draft").get(pk=condition.pk)
    _must_be_open(condition)
    condition.met_at, condition.met_by, condition.evidence = timezone.now(), by, said
    condition.save(update_fields=["met_at", "met_by", "evidence"])
    record(
        "condition.met",
        chain=deal.chain,
        by=by,
        keys={"draft": condition.submission.draft_id, "condition": condition.pk},
        text=condition.text[:200],
        evidence=said,
    )
    return condition


def pass_on_condition(condition: Condition, *, to: User) -> None:
    """Make somebody else its owner, in the transaction of the verb that decided so, which holds the deal's
    lock and records the event."""
    Condition.objects.filter(pk=condition.pk).update(owner=to)


def _must_be_open(condition: Condition) -> None:
    draft = condition.submission.draft
    if condition.met_at is not None:
        raise Refused("This condition is met already. Reload the page.")
    is_standing = standing_conditions().filter(pk=condition.pk).exists()
    if condition.lapsed_at is not None or draft.state not in OPEN_STATES or not is_standing:
        raise Refused("This condition does not stand any more. Open the deal to see what came after it.")
    if _is_too_late(condition):
        raise Refused("The day has passed, so the clearance lapses. Make the next draft.")


def _is_too_late(condition: Condition) -> bool:
    """Has the clearance that rests on it to lapse, whether the sweep has come by or not?"""
    is_cleared = condition.submission.draft.state == DraftState.CLEARED
    return condition.lapses and is_cleared and is_overdue(condition, timezone.now())
