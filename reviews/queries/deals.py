"""Deals as a list: found, narrowed and counted in SQL."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from accounts.models import User
from contracts.models import Deal, Draft, DraftState
from reviews.queries.holding import DONE, OWNER, with_holder

LONGEST_WORDS = 100

STATES: dict[str, Q] = {
    "open": ~Q(state__in=[DraftState.SIGNED, DraftState.REJECTED]),
    "needs": Q(holder=OWNER),
    "review": Q(state=DraftState.IN_REVIEW),
    "cleared": Q(state=DraftState.CLEARED),
    "signed": Q(state=DraftState.SIGNED),
    "ended": Q(state__in=[DraftState.REJECTED, DraftState.WITHDRAWN, DraftState.LAPSED, DraftState.VOIDED]),
    "any": Q(),
}
"""By which states a list may be narrowed, as the address names them."""


@dataclass(frozen=True)
class Narrowing:
    """What a list of deals is narrowed by. `is_mine`: only those that the person owns."""

    is_mine: bool
    state: str = "open"
    kind: str = ""
    owner: int | None = None
    words: str = ""


def current_drafts(person: User, narrowing: Narrowing) -> QuerySet[Draft]:
    """Current drafts of the deals that the person may see, each with `holder`; not narrowed by state."""
    deals = Deal.objects.visible_to(person)
    if narrowing.is_mine:
        deals = deals.filter(owner=person)
    if narrowing.kind:
        deals = deals.filter(kind=narrowing.kind)
    if narrowing.owner is not None:
        deals = deals.filter(owner=narrowing.owner)
    if narrowing.words:
        deals = deals.filter(_said(narrowing.words[:LONGEST_WORDS]))
    return with_holder(Draft.objects.filter(is_current=True, deal__in=deals))


def _said(words: str) -> Q:
    """In the names of customer and deal; or the deal's number, with or without D-."""
    found = Q(customer__name__icontains=words) | Q(name__icontains=words)
    number = words.strip().upper().removeprefix("D-")
    return (
        found | Q(serial=int(number)) if number.isascii() and number.isdigit() and len(number) < 13 else found
    )


def deal_rows(person: User, narrowing: Narrowing) -> QuerySet[Draft]:
    """The list itself: of one's own, what needs one first and then by signing date; of all, the newest."""
    drafts = current_drafts(person, narrowing).filter(STATES[narrowing.state])
    drafts = drafts.select_related(
        "deal__customer", "deal__owner__reports_to", "submission__policy", "submission__clearance__signing"
    )
    if narrowing.is_mine:
        ranked = drafts.order_by("holder", "deal__expected_signing_on", "-deal__serial")  # type: ignore[misc]
        return ranked
    return drafts.order_by("-deal__serial")


def counts_of(person: User, narrowing: Narrowing) -> dict[str, int]:
    """How many deals stand in each state, with the other filters applied."""
    drafts = current_drafts(person, narrowing)
    counted = {state: Count("pk", filter=condition) for state, condition in STATES.items()}
    counts: dict[str, int] = drafts.aggregate(**counted)
    return counts


def open_value(person: User) -> list[tuple[str, int]]:
    """(currency, minor units) of the person's own open deals, the largest first."""
    drafts = current_drafts(person, Narrowing(is_mine=True)).exclude(holder=DONE)  # type: ignore[misc]
    sums = drafts.order_by().values_list("deal__currency").annotate(total=Sum("deal__committed_value"))
    return list(sums.order_by("-total"))


def owners_seen(person: User) -> QuerySet[User]:
    """Owners of the deals that the person may see, to narrow a list by."""
    owners = Deal.objects.visible_to(person).order_by().values("owner")
    return User.objects.filter(pk__in=owners).order_by("name")
