"""What was decided on the drafts before."""

from django.db.models import QuerySet

from contracts.models import Draft, Term
from reviews.engine.scales import CLOSED
from reviews.models import Approval, Decision, Submission


def earlier_submission(submission: Submission) -> Submission | None:
    return earlier_submission_of(submission.draft)


def earlier_submission_of(draft: Draft) -> Submission | None:
    """The last draft before this one that could be decided on: one whose reviews were all in.

    Drafts replaced before that are passed over, so that nobody's decision is lost on them.
    """
    before = draft.copied_from_id
    while before is not None:
        found = Submission.objects.select_related("draft").filter(draft=before).first()
        if found is not None and found.scores.exclude(gate=CLOSED).exists():
            return found
        before = Draft.objects.values_list("copied_from_id", flat=True).get(pk=before)
    return None


def earlier_approvals(earlier: Submission) -> QuerySet[Approval]:
    """Approvals that stood on the earlier draft until another took its place, the oldest first."""
    return (
        Approval.objects.filter(
            submission=earlier,
            void_cause=Approval.VoidCause.NEXT_DRAFT,
            decision__in=[Decision.APPROVE, Decision.CONDITIONS],
        )
        .select_related("approver", "score", "submission")
        .order_by("at", "id")
    )


def origin_of(approval: Approval) -> Approval:
    """The decision that a person gave, of which this one may be a kept copy."""
    while approval.carried_from is not None:
        approval = approval.carried_from
    return approval


def new_nonstandard(draft: Draft, before: Draft) -> list[str]:
    """Names of the non-standard terms that the draft before did not have as such.

    A term is the same when it is a copy of one that was non-standard; changed wording does not make it new.
    """
    earlier = set(before.terms.filter(is_standard=False).values_list("pk", flat=True))
    return [
        str(term.type)
        for term in draft.terms.filter(is_standard=False).select_related("type", "copied_from")
        if not _origins(term) & earlier
    ]


def _origins(term: Term) -> set[int]:
    """The term's own ancestors, through every draft in which it was copied."""
    found: set[int] = set()
    while term.copied_from is not None:
        found.add(term.copied_from.pk)
        term = term.copied_from
    return found
