"""Drafts of policies, the versions that they may become, and what happened to all of them."""

from collections.abc import Sequence

from django.db.models import QuerySet

from activity.models import Event
from reviews.models import PolicyDraft, PolicyVersion

CHAIN = "policy"
WRITING_VERBS = ("policy.drafted", "policy.saved")


def policy_drafts() -> QuerySet[PolicyDraft]:
    return PolicyDraft.objects.select_related(
        "saved_by", "created_by", "proposed_by", "based_on", "published"
    )


def open_policy_drafts() -> QuerySet[PolicyDraft]:
    """What is still being written, the last saved first."""
    return policy_drafts().filter(published=None, discarded_at=None)


def closed_policy_drafts() -> QuerySet[PolicyDraft]:
    """What was published or discarded."""
    return policy_drafts().exclude(published=None, discarded_at=None)


def writers_of(draft: PolicyDraft) -> set[int]:
    """Ids of everybody who saved anything of the draft since it was begun, whoever saved it last."""
    wrote = Event.objects.filter(chain_id=CHAIN, verb__in=WRITING_VERBS, facts__policy_draft=draft.pk)
    return {draft.created_by_id, draft.saved_by_id, *wrote.values_list("by", flat=True)} - {None}


def policy_versions() -> QuerySet[PolicyVersion]:
    """All versions for a list, without their documents."""
    found = PolicyVersion.objects.select_related("published_by", "proposed_by", "retired_by")
    return found.defer("document")


def policy_events(count: int, before: int | None = None) -> tuple[Sequence[Event], int | None]:
    """What happened to the policy, newest first; the second value is where the next page starts, if any."""
    found = Event.objects.filter(chain_id=CHAIN).select_related("by").order_by("-position")
    if before is not None:
        found = found.filter(position__lt=before)
    events = list(found[: count + 1])
    return events[:count], events[count - 1].position if len(events) > count else None
