"""Add somebody who has to approve a deal as well, and wait no longer for one who has left."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Role, User
from accounts.permissions import may, require
from activity.record import record
from contracts.locks import lock_deal
from contracts.models import Deal, DealReader, Draft, DraftState
from dealdesk.kit.refusals import Forbidden, Refused
from reviews.actions.asks import sync_asks
from reviews.models import AddedApprover, Submission
from reviews.policy import wrote_in
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


@transaction.atomic
def release_added_approver(added: AddedApprover, *, reason: str, by: User) -> None:
    """Wait no longer for an added approver who cannot decide any more; the row and the reason stay.

    Raises Forbidden for others than the deal desk and for authors; Refused while the person can decide.
    """
    require(by, "approver.add")
    deal = lock_deal(added.deal_id)
    if Role.DEAL_DESK not in by.roles or wrote_in(deal, by):
        raise Forbidden("Only somebody of the deal desk who wrote nothing in the deal releases an approver.")
    draft = Draft.objects.get(deal=deal, is_current=True)
    added = AddedApprover.objects.select_related("person").get(pk=added.pk)
    if added.released_at is not None or draft.state in SETTLED:
        raise Refused("Nobody waits for them any more. Reload the page.")
    if can_decide(deal, added.person):
        raise Refused(f"{added.person} can decide. They, or the deal desk for them, can hand the step over.")
    reason = reason.strip()
    if not 0 < len(reason) <= LONGEST_REASON:
        raise Refused(f"Write why nobody waits for them any more, in {LONGEST_REASON} characters at most.")
    added.released_at, added.released_by, added.release_reason = timezone.now(), by, reason
    added.save(update_fields=["released_at", "released_by", "release_reason"])
    keys = {"draft": draft.pk, "added": added.pk}
    record("approver.released", chain=deal.chain, by=by, keys=keys, person=added.person.name, reason=reason)
    submission = Submission.objects.select_related("policy", "draft__deal__owner").filter(draft=draft).first()
    if submission is not None and draft.state == DraftState.IN_REVIEW:
        sync_asks(submission)


def can_decide(deal: Deal, person: User) -> bool:
    """Has the person an open account, a role that decides, and written nothing in the deal?"""
    return person.is_active and person.pk not in authors_of(deal) and may(person, "approval.decide")


def _must_be_able(deal: Deal, person: User) -> None:
    if not person.is_active:
        raise Refused(f"{person} has no open account. Choose somebody else.")
    if person.pk in authors_of(deal):
        raise Refused(f"{person} wrote in this deal, so cannot approve it. Choose somebody else.")
    if not may(person, "approval.decide"):
        raise Refused(f"{person} has no role that decides. Choose somebody else.")
    if AddedApprover.objects.filter(deal=deal, person=person, released_at=None).exists():
        raise Refused(f"{person} was added already.")
