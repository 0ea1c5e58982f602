"""The signing propensity and every override, by gate. docs/outcomes.md, section 2."""

from typing import TypedDict

from django.db.models import Count, FilteredRelation, Q, Value
from django.db.models.functions import Coalesce

from contracts.models import DraftState
from reviews.models import Submission

UNDECIDED = (DraftState.IN_REVIEW, DraftState.CLEARED)
GATES = ("AUTO", "MGR", "VP", "EXEC", "BLOCKED", "CLOSED")


class SelectionRow(TypedDict):
    """`gate` of the latest score, CLOSED where reviews are missing. `overrides`: signed over broken glass."""

    gate: str
    submitted: int
    signed: int
    overrides: int


def selection() -> list[SelectionRow]:
    """Of all submitted drafts that are decided; gates without any are left out. One query, six rows at most.

    A contract that was voided after it had been signed counts as signed: that is how it was decided.
    """
    signed = Q(clearance__signing__isnull=False)
    counted = (
        Submission.objects.exclude(draft__state__in=UNDECIDED)
        .alias(last=FilteredRelation("scores", condition=Q(scores__is_latest=True)))
        .values(at_gate=Coalesce("last__gate", Value("CLOSED")))
        .annotate(
            submitted=Count("pk"),
            signed=Count("pk", filter=signed),
            overrides=Count("pk", filter=signed & Q(broken_glass__confirmed_at__isnull=False)),
        )
        .order_by("at_gate")
    )
    rows = [
        SelectionRow(
            gate=row["at_gate"],
            submitted=row["submitted"],
            signed=row["signed"],
            overrides=row["overrides"],
        )
        for row in counted
    ]
    return sorted(rows, key=lambda row: GATES.index(row["gate"]))
