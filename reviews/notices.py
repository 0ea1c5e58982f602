"""Who has to hear of an event, and in which words. One small function a verb; nobody hears of their own."""

from collections.abc import Callable, Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.absences import StandIns, reviewing_ids
from accounts.models import Delegation, Role, User
from activity.models import Event
from contracts.models import Draft
from reviews.engine.scales import CLOSED
from reviews.gate import gate_of
from reviews.models import Approval, Ask, Clearance, Review, ReviewRequest, Score, Verdict
from reviews.notice import Notice, draft_of, notices_by, page_of, title_of, to_owner
from reviews.notices_conditions import WRITERS_CONDITIONS
from reviews.notices_policy import WRITERS_POLICY
from reviews.notices_talk import WRITERS_TALK
from reviews.notices_verbs import WRITERS_VERBS
from reviews.notices_waiting import WRITERS_WAITING
from reviews.policy import wrote_in
from reviews.queries.reach import acting

FAR_APART = 2
"""Levels between two answers to one cell from which they must be reconciled (docs/scoring.md)."""

SAID = {Verdict.BLOCKER: "blocks", Verdict.COUNTER: "offers other wording for"}


def notices_of(event: Event) -> list[Notice]:
    """Who hears of it; none for a verb that concerns nobody."""
    return notices_by(WRITERS, event)


def submitted(event: Event) -> Iterable[Notice]:
    """Each member of each function that is asked, with how many terms wait: one notice a submission."""
    draft = draft_of(event)
    path = reverse("reviews:queue") + f"?deal={draft.deal.number}"
    for person, count in asked_people(draft):
        terms = "1 term waits" if count == 1 else f"{count} terms wait"
        yield Notice(person, f"{title_of(draft)}: {terms} for your review.", path)


def asked_people(draft: Draft) -> list[tuple[User, int]]:
    """People who may answer an open request of the draft, with how many requests each may answer. Who is
    away is not told; whoever stands in is."""
    counts: dict[int, int] = {}
    for request in ReviewRequest.objects.open().filter(term__draft=draft):
        counts[request.function_id] = counts.get(request.function_id, 0) + 1
    people = User.objects.filter(
        Q(memberships__function__in=counts) | Q(led_functions__in=counts), is_active=True
    ).distinct()
    able = [person for person in people if not wrote_in(draft.deal, person)]
    stand_ins = StandIns.at(timezone.now(), Delegation.Scope.REVIEWS)
    return [
        (person, sum(counts.get(function, 0) for function in reviewing_ids(person)))
        for person in acting(able, stand_ins)
        if not wrote_in(draft.deal, person)
    ]


def reviewed(event: Event) -> Iterable[Notice]:
    """The owner hears of a blocker or an offer of other wording; colleagues of a disagreement."""
    said = SAID.get(event.facts["verdict"])
    far = _far_from(event.facts["review"], event.facts["level"])
    if said is None and not far:
        return
    draft, term = draft_of(event), event.facts["term"]
    if said is not None:
        yield from to_owner(draft, f"{title_of(draft)}: {event.facts['function']} {said} {term}.")
    for other in far:
        text = f"{title_of(draft)}: you and {event.by} are far apart on {term}. Talk, then answer again."
        yield Notice(other.reviewer, text, reverse("reviews:review", args=[other.request_id]))


def _far_from(review_id: int, level: int) -> list[Review]:
    """Standing answers to the same cell two levels apart or more: to be talked over and given again."""
    cell = Review.objects.filter(request__reviews=review_id, replaced_at=None).select_related("reviewer")
    return [other for other in cell if abs(other.level - level) >= FAR_APART]


def scored(event: Event) -> Iterable[Notice]:
    """Once every review is in: the owner, when nobody has to approve or nobody can."""
    if event.facts["gate"] == CLOSED:
        return []
    score = Score.objects.get(pk=event.facts["score"])
    if not score.is_latest:
        return []
    draft = draft_of(event)
    if score.gate == "BLOCKED":
        return to_owner(draft, f"{title_of(draft)}: all reviews are in, and the band is Blocked.")
    return if_open(draft)


def if_open(draft: Draft) -> list[Notice]:
    if not gate_of(draft).is_open:
        return []
    return to_owner(draft, f"{title_of(draft)}: the gate is open. Clear it to sign.")


def asked_to_approve(event: Event) -> Iterable[Notice]:
    """Those whose turn it has become, each with the name of whom they stand in for."""
    draft = draft_of(event)
    path = reverse("reviews:approval", args=[draft.deal.serial])
    waiting = Ask.objects.open().filter(pk__in=event.facts["asks"])
    for ask in waiting.select_related("person", "principal"):
        instead = f" You stand in for {ask.principal}." if ask.principal else ""
        yield Notice(ask.person, f"{title_of(draft)} waits for your approval.{instead}", path)


def kept(event: Event) -> Iterable[Notice]:
    draft = draft_of(event)
    approval = Approval.objects.select_related("approver").get(pk=event.facts["approval"])
    text = f"{title_of(draft)}: your approval stands for draft {draft.number}. {approval.kept_because}"
    return [Notice(approval.approver, text, page_of(draft))]


def rejected(event: Event) -> Iterable[Notice]:
    draft = draft_of(event)
    return to_owner(draft, f"{title_of(draft)}: {event.by} rejected draft {draft.number}.")


def cleared(event: Event) -> Iterable[Notice]:
    draft = draft_of(event)
    return to_owner(draft, f"{title_of(draft)}: draft {draft.number} is clear to sign.")


def counter_accepted(event: Event) -> Iterable[Notice]:
    review = Review.objects.select_related("reviewer", "request__term__draft").get(pk=event.facts["review"])
    draft = draft_of(event)
    text = f"{title_of(draft)}: your wording for {review.request.term.type.name} was accepted."
    return [Notice(review.reviewer, text, page_of(draft))]


def void_asked(event: Event) -> Iterable[Notice]:
    clearance = Clearance.objects.select_related("submission__draft__deal__owner__reports_to").get(
        pk=event.facts["clearance"]
    )
    draft = clearance.submission.draft
    people = list(User.objects.filter(grants__role=Role.DEAL_DESK))
    if draft.deal.owner.reports_to is not None:
        people.append(draft.deal.owner.reports_to)
    text = f"{title_of(draft)}: {event.by} asks to void the clearance; a second person must confirm."
    return [Notice(person, text, reverse("reviews:void", args=[draft.deal.serial])) for person in people]


def voided(event: Event) -> Iterable[Notice]:
    draft = draft_of(event)
    return to_owner(draft, f"{title_of(draft)}: the clearance was voided.")


WRITERS: dict[str, Callable[[Event], Iterable[Notice]]] = {
    "draft.submitted": submitted,
    "review.recorded": reviewed,
    "score.computed": scored,
    "approval.asked": asked_to_approve,
    "approval.kept": kept,
    "approval.given": lambda event: if_open(draft_of(event)),
    "draft.rejected": rejected,
    "draft.cleared": cleared,
    "counter.accepted": counter_accepted,
    "void.asked": void_asked,
    "clearance.voided": voided,
    **WRITERS_TALK,
    **WRITERS_CONDITIONS,
    **WRITERS_POLICY,
    **WRITERS_VERBS,
    **WRITERS_WAITING,
}
"""Verb to writer; reviews/subscriptions.py rings for exactly these (a test compares the two)."""
