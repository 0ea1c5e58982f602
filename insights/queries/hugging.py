"""How many deals' scores lie just below and just above each cut (docs/outcomes.md, section 4.9)."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from contracts.models import Deal
from dealdesk.kit.bands import BANDS
from insights.filters import Filter
from insights.queries.narrowing import narrowed_by_deal
from insights.statistics.hugging import NEAR
from reviews.engine.scales import CLOSED
from reviews.models import PolicyVersion, Score

CUT_BANDS = tuple(band.code for band in BANDS[1:])
"""The band that begins at each cut."""


@dataclass
class Sides:
    """Deals within three points of the cut at which the band begins. `starts` are the cuts of the policies
    that they were scored under, in tenths."""

    band: str
    below: int = 0
    above: int = 0
    starts: Counter[int] = field(default_factory=Counter)


def deal_scores(chosen: Filter, first_on: date, last_on: date) -> QuerySet[Score]:
    """The complete score of each deal's current draft, submitted in this time. Signed or not: who was
    turned away at a cut belongs to the picture, or its other side would be thinned out."""
    found = Score.objects.filter(
        is_latest=True, submission__draft__is_current=True, submission__at__date__range=(first_on, last_on)
    ).exclude(gate=CLOSED)
    return narrowed_by_deal(found, chosen, "submission__draft__deal")


def sides_of_cuts(chosen: Filter, first_on: date, last_on: date) -> list[Sides]:
    """Counted by score and policy in SQL: as many rows as there are different scores, not deals."""
    counted = deal_scores(chosen, first_on, last_on).order_by().values_list("policy", "tenths")
    cuts = cuts_of_policies()
    sides = [Sides(band) for band in CUT_BANDS]
    for policy, tenths, count in counted.annotate(count=Count("pk")):
        for side, cut in zip(sides, cuts[policy], strict=True):
            if cut - NEAR <= tenths < cut:
                side.below += count
            elif cut <= tenths < cut + NEAR:
                side.above += count
            else:
                continue
            side.starts[cut] += count
    return sides


def deals_just_below(user: User, chosen: Filter, first_on: date, last_on: date) -> QuerySet[Score]:
    """Scores within three points below a cut of their policy, of deals that the person may see."""
    below = Q(pk=None)
    for policy, cuts in cuts_of_policies().items():
        for cut in cuts:
            below |= Q(policy=policy, tenths__gte=cut - NEAR, tenths__lt=cut)
    return (
        deal_scores(chosen, first_on, last_on)
        .filter(below, submission__draft__deal__in=Deal.objects.visible_to(user))
        .select_related("submission__draft__deal__customer", "submission__draft__deal__owner")
        .order_by("-submission__at", "-id")
    )


def cuts_of_policies() -> dict[int, list[int]]:
    """Where each policy's bands begin, in tenths, by the policy's id."""
    found = PolicyVersion.objects.values_list("pk", "document__engine__bands")
    return {policy: list(bands) for policy, bands in found}
