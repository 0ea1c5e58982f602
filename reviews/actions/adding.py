"""Add somebody who has to approve a deal as well. Nobody is ever taken away by this."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import may
from activity.record import record
from contracts.locks import lock_deal
from contracts.models import Deal, DealReader, Draft, DraftState
from dealdesk.kit.refusals import Refused
from reviews.actions.asks import sync_asks
from reviews.models import AddedApprover, Submission
from reviews.policy_verbs import may_add_approver
from reviews.queries.authors import authors_of

SETTLED = {DraftState.CLEARED, DraftState.SIGNED, DraftState.REJECTED}
LONGEST_REASON = 300


@transaction.atomic
def add_approver(deal: Deal, *, person: User, reason: str, by: User) -> AddedApprover:
    """The person has to approve this draft of the deal and every later one, beside what the policy asks.

    Decisions that were given stand. Raises Forbidden for others than owner, deal desk, reviewers and
    approvers of the deal; Refused once the deal is cleared, or for somebody who cannot approve it.
    """
    may_add_approver(deal, by=by)
    deal = lock_deal(deal.pk)
    draft = Draft.objects.get(deal=deal, is_current=True)
    if draft.state in SETTLED:
        shown = draft.get_state_display().lower()
        raise Refused(f"Draft {draft.number} is {shown}; no approver can be added any more.")
    _must_be_able(deal, person)
    reason = reason.strip()
    if not reason:
        raise Refused("Write why they have to approve as well; they read it.")
    if len(reason) > LONGEST_REASON:
        raise Refused(f"Keep the reason below {LONGEST_REASON} characters.")
    now = timezone.now()
    added = AddedApprover.objects.create(deal=deal, person=person, reason=reason, by=by, at=now)
    DealReader.objects.get_or_create(deal=deal, user=person, defaults={"why": "Added as an approver"})
    record(
        "approver.added",
        chain=deal.chain,
        by=by,
        keys={"draft": draft.pk, "added": added.pk},
        person=person.name,
        reason=reason,
    )
    submission = Submission.objects.select_related("policy", "draft__deal__owner").filter(draft=draft).first()
    if submission is not None and draft.state == DraftState.IN_REVIEW:
        sync_asks(submission)
    return added


def _must_be_able(deal: Deal, person: User) -> None:
    if not person.is_active:
        raise Refused(f"{person} has no open account. Choose somebody else.")
    if person.pk in authors_of(deal):
        raise Refused(f"{person} wrote in this deal, so cannot approve it. Choose somebody else.")
    if not may(person, "approval.decide"):
        raise Refused(f"{person} has no role that decides. Choose somebody else.")
    if AddedApprover.objects.filter(deal=deal, person=person).exists():
        raise Refused(f"{person} was added already.")
