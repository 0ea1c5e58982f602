from django.db import transaction
from django.utils import timezone

from accounts.models import User
from activity.record import record
from contracts.actions import edit_term
from contracts.models import Draft
from contracts.policy import may_change
from dealdesk.kit.refusals import Refused
from reviews.actions.drafts import locked_draft, next_draft
from reviews.models import CounterProposal


@transaction.atomic
def accept_counter(counter: CounterProposal, *, by: User) -> Draft:
    """Make the next draft with the offered wording in place of the customer's; all else is copied.

    Raises Refused when the offer was taken already, or the draft is no longer the current one.
    """
    term = counter.review.request.term
    may_change(term.draft.deal, "counter.accept", by=by)
    draft = locked_draft(term.draft)
    counter = CounterProposal.objects.select_related("review__request__function").get(pk=counter.pk)
    if counter.review.replaced_at is not None:
        raise Refused("The reviewer has replaced this offer. Reload the page to see the new one.")
    following = next_draft(draft, by=by)
    taken = CounterProposal.objects.filter(pk=counter.pk, accepted_at=None)
    if taken.update(accepted_at=timezone.now(), accepted_by=by) != 1:
        raise Refused("This offer was accepted already. Open the deal to see the next draft.")
    changed = following.terms.get(copied_from=term)
    edit_term(changed, by=by, wording=counter.wording, value=counter.value, reason=changed.reason)
    record(
        "counter.accepted",
        chain=draft.deal.chain,
        by=by,
        keys={"draft": following.pk, "review": counter.review_id},
        term=term.type.name,
        function=counter.review.request.function.name,
    )
    return following
