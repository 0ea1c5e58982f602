"""Conditions with an owner and a day: which stand, and which a person owns."""

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from accounts.models import User
from contracts.models import Deal, Draft, DraftState
from reviews.models import Condition
from reviews.queries.visibility import visible_reviews

RUNNING = Q(met_at=None, lapsed_at=None, submission__draft__state=DraftState.CLEARED)
"""Those whose day counts and which nobody has met, until the signature makes obligations of them: those are
listed and reminded of with all other promises."""


def standing_conditions() -> QuerySet[Condition]:
    """Conditions of approvals that are not voided and of answers that are not replaced."""
    given = Q(approval__isnull=False, approval__voided_at=None)
    answered = Q(review__isnull=False, review__replaced_at=None)
    return Condition.objects.filter(given | answered)


def conditions_on(draft: Draft, reader: User) -> QuerySet[Condition]:
    """What the draft's page lists: those that stand, and all whose day has counted, whatever came of them.

    A condition of an answer that the reader may not read yet is left out.
    """
    listed = Q(due_on__isnull=False) | Q(pk__in=standing_conditions().values("pk"))
    readable = Q(review=None) | Q(review__in=visible_reviews(draft, reader).order_by().values("pk"))
    found = Condition.objects.filter(listed & readable, submission__draft=draft)
    return found.select_related("owner", "met_by", "approval__approver", "review__reviewer", "function")


def own_conditions(person: User) -> QuerySet[Condition]:
    """Conditions that the person owns, of deals that the person sees, once their day counts: open ones
    first, the nearest day first; then the others, the latest first."""
    rank = Case(When(RUNNING, then=Value(0)), default=Value(1), output_field=IntegerField())
    return (
        Condition.objects.filter(
            owner=person,
            due_on__isnull=False,
            submission__draft__deal__in=Deal.objects.visible_to(person),
        )
        .annotate(rank=rank)
        .select_related(
            "owner",
            "submission__draft__deal__customer",
            "approval__approver",
            "review__reviewer",
            "function",
        )
        .order_by("rank", "due_on", "id")
    )


def find_condition(id: int, person: User) -> QuerySet[Condition]:
    """That condition, if the person sees its deal and, where it came with an answer, may read that."""
    found = (
        Condition.objects.filter(pk=id, submission__draft__deal__in=Deal.objects.visible_to(person))
        .select_related(
            "owner", "met_by", "approval__approver", "review__reviewer", "function",
            "submission__draft__deal__customer", "submission__draft__deal__owner",
        )
    )  # fmt: skip
    condition = found.first()
    if condition is None or condition.review is None:
        return found
    return found.filter(
        review__in=visible_reviews(condition.submission.draft, person).order_by().values("pk")
    )


def open_count(person: User) -> int:
    """How many are left to see to; asked on every page, so without looking at who sees which deal."""
    return Condition.objects.filter(RUNNING, owner=person, due_on__isnull=False).count()
