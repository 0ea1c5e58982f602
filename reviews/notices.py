"""Who has to hear of an event, and in which words. One small function a verb; nobody hears of their own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from accounts.models import Role, User
from activity.models import Event
from contracts.models import Draft
from reviews.engine.scales import CLOSED
from reviews.gate import gate_of
from reviews.models import Clearance, Review, ReviewRequest, Score, Verdict
from reviews.policy import wrote_in
from reviews.steps import StepState

FAR_APART = 2
"""Levels between two answers to one cell from which they must be reconciled (docs/scoring.md)."""

SAID = {Verdict.BLOCKER: "blocks", Verdict.COUNTER: "offers other wording for"}


@dataclass(frozen=True)
class Notice:
    to: User
    text: str
    path: str


def notices_of(event: Event) -> list[Notice]:
    """Everyone concerned, once each, without the person who acted and without those signed off."""
    write = WRITERS.get(event.verb)
    if write is None:
        return []
    told = {notice.to.pk: notice for notice in write(event) if notice.to.is_active}
    return [notice for person, notice in told.items() if person != event.by_id]


def _draft(event: Event) -> Draft:
    return Draft.objects.select_related("deal__owner__reports_to", "deal__customer").get(
        pk=event.facts["draft"]
    )


def _title(draft: Draft) -> str:
    return f"{draft.deal.number} {draft.deal.customer.name}"


def _page(draft: Draft) -> str:
    return reverse("reviews:deal", args=[draft.deal.serial])


def _to_owner(draft: Draft, text: str) -> list[Notice]:
    return [Notice(draft.deal.owner, text, _page(draft))]


def submitted(event: Event) -> Iterable[Notice]:
    """Each member of each function that is asked, with how many terms wait: one notice a submission."""
    draft = _draft(event)
    path = reverse("reviews:queue") + f"?deal={draft.deal.number}"
    for person, count in asked_people(draft):
        terms = "1 term waits" if count == 1 else f"{count} terms wait"
        yield Notice(person, f"{_title(draft)}: {terms} for your review.", path)


def asked_people(draft: Draft) -> list[tuple[User, int]]:
    """People who may answer an open request of the draft, with how many requests each may answer."""
    counts: dict[int, int] = {}
    for request in ReviewRequest.objects.open().filter(term__draft=draft):
        counts[request.function_id] = counts.get(request.function_id, 0) + 1
    people = User.objects.filter(
        Q(memberships__function__in=counts) | Q(led_functions__in=counts), is_active=True
    ).distinct()
    return [
        (person, sum(counts.get(function, 0) for function in person.function_ids))
        for person in people
        if not wrote_in(draft.deal, person)
    ]


def withdrawn(event: Event) -> Iterable[Notice]:
    draft = _draft(event)
    asked = ReviewRequest.objects.filter(term__draft=draft, answered_at=None).values("function")
    people = User.objects.filter(Q(memberships__function__in=asked) | Q(led_functions__in=asked)).distinct()
    text = f"{_title(draft)}: draft {draft.number} was withdrawn; nothing waits for you."
    return [Notice(person, text, _page(draft)) for person in people]


def reviewed(event: Event) -> Iterable[Notice]:
    """The owner hears of a blocker or an offer of other wording; colleagues of a disagreement."""
    said = SAID.get(event.facts["verdict"])
    far = _far_from(event.facts["review"], event.facts["level"])
    if said is None and not far:
        return
    draft, term = _draft(event), event.facts["term"]
    if said is not None:
        yield from _to_owner(draft, f"{_title(draft)}: {event.facts['function']} {said} {term}.")
    for other in far:
        text = f"{_title(draft)}: you and {event.by} are far apart on {term}. Talk, then answer again."
        yield Notice(other.reviewer, text, reverse("reviews:review", args=[other.request_id]))


def _far_from(review_id: int, level: int) -> list[Review]:
    """Standing answers to the same cell two levels apart or more: to be talked over and given again."""
    cell = Review.objects.filter(request__reviews=review_id, replaced_at=None).select_related("reviewer")
    return [other for other in cell if abs(other.level - level) >= FAR_APART]


def scored(event: Event) -> Iterable[Notice]:
    """Once every review is in: the approvers whose turn it is, or the owner."""
    if event.facts["gate"] == CLOSED:
        return []
    score = Score.objects.get(pk=event.facts["score"])
    if not score.is_latest:
        return []
    draft = _draft(event)
    if score.gate == "BLOCKED":
        return _to_owner(draft, f"{_title(draft)}: all reviews are in, and the band is Blocked.")
    return next_in_turn(draft)


def next_in_turn(draft: Draft) -> Iterable[Notice]:
    gate = gate_of(draft)
    if gate.is_open:
        return _to_owner(draft, f"{_title(draft)}: the gate is open. Clear it to sign.")
    text = f"{_title(draft)} waits for your approval."
    path = reverse("reviews:approval", args=[draft.deal.serial])
    decided = {approval.approver_id for step in gate.steps for approval in step.given}
    return [
        Notice(person, text, path)
        for step in gate.steps
        if step.state == StepState.OPEN
        for person in step.candidates
        if person.pk not in decided
    ]


def sent_back(event: Event) -> Iterable[Notice]:
    draft = _draft(event)
    return _to_owner(draft, f"{_title(draft)}: {event.by} sent draft {draft.number} back.")


def rejected(event: Event) -> Iterable[Notice]:
    draft = _draft(event)
    return _to_owner(draft, f"{_title(draft)}: {event.by} rejected draft {draft.number}.")


def cleared(event: Event) -> Iterable[Notice]:
    draft = _draft(event)
    return _to_owner(draft, f"{_title(draft)}: draft {draft.number} is clear to sign.")


def counter_accepted(event: Event) -> Iterable[Notice]:
    review = Review.objects.select_related("reviewer", "request__term__draft").get(pk=event.facts["review"])
    draft = _draft(event)
    text = f"{_title(draft)}: your wording for {review.request.term.type.name} was accepted."
    return [Notice(review.reviewer, text, _page(draft))]


def void_asked(event: Event) -> Iterable[Notice]:
    clearance = Clearance.objects.select_related("submission__draft__deal__owner__reports_to").get(
        pk=event.facts["clearance"]
    )
    draft = clearance.submission.draft
    people = list(User.objects.filter(grants__role=Role.DEAL_DESK))
    if draft.deal.owner.reports_to is not None:
        people.append(draft.deal.owner.reports_to)
    text = f"{_title(draft)}: {event.by} asks to void the clearance; a second person must confirm."
    return [Notice(person, text, reverse("reviews:void", args=[draft.deal.serial])) for person in people]


def voided(event: Event) -> Iterable[Notice]:
    draft = _draft(event)
    return _to_owner(draft, f"{_title(draft)}: the clearance was voided.")


WRITERS: dict[str, Callable[[Event], Iterable[Notice]]] = {
    "draft.submitted": submitted,
    "draft.withdrawn": withdrawn,
    "review.recorded": reviewed,
    "score.computed": scored,
    "approval.given": lambda event: next_in_turn(_draft(event)),
    "draft.sent_back": sent_back,
    "draft.rejected": rejected,
    "draft.cleared": cleared,
    "counter.accepted": counter_accepted,
    "void.asked": void_asked,
    "clearance.voided": voided,
}
"""Verb to writer; reviews/subscriptions.py rings for exactly these (a test compares the two)."""
