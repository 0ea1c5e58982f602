"""Accept or decline the wording that a function offers instead."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from activity.record import record
from contracts.actions import edit_term
from contracts.models import Draft, Term
from contracts.policy import may_change
from contracts.workflow import COPYABLE
from dealdesk.kit.refusals import Refused
from reviews.actions.drafts import locked_draft, next_draft
from reviews.models import CounterProposal
from reviews.queries.offers import unchanged_copy

LONGEST_REASON = 1000


@transaction.atomic
def accept_counter(counter: CounterProposal, *, by: User) -> Draft:
    """Put the offered wording in place of the customer's, in the next draft; all else is copied.

    The next draft is made by the first offer that is accepted; while it is being written, others about
    terms that stand there unchanged are accepted into it. Raises Refused when the offer was taken or
    declined already, or its term has changed since.
    """
    term = counter.review.request.term
    may_change(term.draft.deal, "counter.accept", by=by)
    draft = locked_draft(term.draft)
    counter = _standing(counter)
    changed = _term_to_change(draft, term, by)
    CounterProposal.objects.filter(pk=counter.pk).update(accepted_at=timezone.now(), accepted_by=by)
    edit_term(changed, by=by, wording=counter.wording, value=counter.value, reason=changed.reason)
    record(
        "counter.accepted",
        chain=draft.deal.chain,
        by=by,
        keys={"draft": changed.draft_id, "review": counter.review_id},
        term=term.type.name,
        function=counter.review.request.function.name,
    )
    return changed.draft


@transaction.atomic
def decline_counter(counter: CounterProposal, reason: str, *, by: User) -> None:
    """Say no to an offer, with the reason that the reviewer reads; it is offered no longer.

    Raises Refused without a reason, or when the offer does not stand any more.
    """
    term = counter.review.request.term
    may_change(term.draft.deal, "counter.decline", by=by)
    reason = reason.strip()
    if not reason:
        raise Refused("Write why you decline; the reviewer reads it.")
    if len(reason) > LONGEST_REASON:
        raise Refused(f"Write at most {LONGEST_REASON:,} characters; this has {len(reason):,}.")
    draft = locked_draft(term.draft)
    counter = _standing(counter)
    if not (draft.is_current and draft.state in COPYABLE) and unchanged_copy(term) is None:
        raise Refused("There is a later draft without these words, so nothing is left to decline.")
    CounterProposal.objects.filter(pk=counter.pk).update(
        declined_at=timezone.now(), declined_by=by, decline_reason=reason
    )
    record(
        "counter.declined",
        chain=draft.deal.chain,
        by=by,
        keys={"draft": draft.pk, "review": counter.review_id},
        term=term.type.name,
        function=counter.review.request.function.name,
        reason=reason,
    )


def _standing(counter: CounterProposal) -> CounterProposal:
    """The offer as it is now, under the lock. Raises Refused unless it still waits for an answer."""
    fresh = CounterProposal.objects.select_related("review__request__function").get(pk=counter.pk)
    if fresh.accepted_at is not None:
        raise Refused("This offer was accepted already. Open the deal to see the next draft.")
    if fresh.declined_at is not None:
        raise Refused("This offer was declined already. The reviewer may make another.")
    if fresh.review.replaced_at is not None:
        raise Refused("The reviewer has replaced this offer. Reload the page to see the new one.")
    return fresh


def _term_to_change(draft: Draft, term: Term, by: User) -> Term:
    """The term's copy in the next draft, which is made unless somebody is writing it already."""
    if draft.is_current:
        following = next_draft(draft, by=by)
        return following.terms.select_related("draft").get(copied_from=term)
    copy = unchanged_copy(term)
    if copy is None:
        raise Refused(
            "There is already a later draft, where this term reads otherwise or is with the functions. "
            "Open the deal to see it."
        )
    return copy
