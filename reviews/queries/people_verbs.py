"""Whom to offer where a step is handed over or an approver is added."""

from django.db.models import QuerySet

from accounts.models import Role, User
from contracts.models import Deal
from reviews.models import AddedApprover, Ask
from reviews.queries.authors import authors_of
from reviews.seats import SIMILAR, approver_of


def able_to_take(ask: Ask) -> QuerySet[User]:
    """People with the authority for the step who wrote nothing in the deal, by name."""
    kind, _, name = approver_of(ask.step_key).partition(":")
    roles = [name] if kind == "role" else SIMILAR
    able = User.objects.filter(grants__role__in=roles, is_active=True).distinct().order_by("name", "id")
    return able.exclude(pk__in=authors_of(ask.submission.draft.deal)).exclude(pk=ask.person_id)


def able_to_be_added(deal: Deal) -> QuerySet[User]:
    """Everybody who decides anything, wrote nothing in the deal, and was not added yet, by name."""
    deciding = [role for role in Role if role != Role.AUDITOR]
    able = User.objects.filter(grants__role__in=deciding, is_active=True).distinct().order_by("name", "id")
    added = AddedApprover.objects.filter(deal=deal, released_at=None).values("person")
    return able.exclude(pk__in=authors_of(deal)).exclude(pk__in=added)
