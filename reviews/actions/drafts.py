"""Submit a draft, and make the next one."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Function, User
from activity.record import record
from contracts.actions import copy_draft, freeze_draft
from contracts.locks import lock_deal
from contracts.models import Draft, DraftAuthor
from contracts.policy import may_change
from dealdesk.kit.digests import digest_of
from dealdesk.kit.refusals import Forbidden
from reviews.actions.routing import route_terms
from reviews.actions.voiding import end_asks, void_approvals
from reviews.deal_facts import deal_facts
from reviews.loads import load_calendar
from reviews.models import Approval, PolicyVersion, Submission
from reviews.queries.policies import current_policy
from reviews.rounds import refusal_to_submit, rounds_of
from reviews.rulings import rulebook_of


def locked_draft(draft: Draft) -> Draft:
    """The draft as it is now, under its deal's lock."""
    deal = lock_deal(draft.deal_id)
    fresh = Draft.objects.select_related("playbook", "copied_from").get(pk=draft.pk)
    fresh.deal = deal
    return fresh


@transaction.atomic
def submit_draft(draft: Draft, *, by: User) -> Submission:
    """Freeze the draft and ask every function that a non-standard term needs, once each.

    Raises Refused for an empty draft, IllegalMove when it was submitted already, and Forbidden for others
    than the deal desk once the deal was sent back as often as the policy allows.
    """
    may_change(draft.deal, "draft.submit", by=by)
    draft, policy = locked_draft(draft), current_policy()
    refusal = refusal_to_submit(rounds_of(draft.deal, rulebook_of(policy)), by)
    if refusal:
        raise Forbidden(refusal)
    freeze_draft(draft, by=by)
    DraftAuthor.objects.get_or_create(draft=draft, user=by)
    submission = _submission(draft, policy, by)
    asked, kept = route_terms(submission)
    record(
        "draft.submitted",
        chain=draft.deal.chain,
        by=by,
        keys={"draft": draft.pk, "submission": submission.pk},
        number=draft.number,
        digest=submission.digest,
        functions=sorted(asked),
        kept=kept,
    )
    return submission


def _submission(draft: Draft, policy: PolicyVersion, by: User) -> Submission:
    codes = {code for term in draft.terms.filter(is_standard=False) for code in term.functions}
    functions = Function.objects.filter(code__in=codes)
    return Submission.objects.create(
        draft=draft,
        policy=policy,
        digest=digest_of({"draft": draft.digest, "policy": policy.digest}),
        calendar=load_calendar(draft.deal, functions),
        facts=deal_facts(draft, policy, by=by),
        first_month_on=draft.deal.expected_signing_on.replace(day=1),
        by=by,
        at=timezone.now(),
    )


@transaction.atomic
def make_next_draft(draft: Draft, *, by: User) -> Draft:
    """Copy the current draft into the next one, for editing. What does not change keeps its reviews."""
    may_change(draft.deal, "draft.copy", by=by)
    return next_draft(locked_draft(draft), by=by)


def next_draft(draft: Draft, *, by: User) -> Draft:
    """The copying itself, for verbs that hold the lock and have checked the right."""
    following = copy_draft(draft, by=by)
    reason = f"Draft {following.number} takes its place."
    void_approvals(draft, reason, Approval.VoidCause.NEXT_DRAFT)
    end_asks(draft, reason)
    record(
        "draft.copied",
        chain=draft.deal.chain,
        by=by,
        keys={"draft": following.pk},
        number=following.number,
        from_number=draft.number,
    )
    return following
