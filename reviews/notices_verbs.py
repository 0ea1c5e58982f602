"""Recalls, send-backs, steps handed over, approvers added, evidence and broken glass: who hears of them."""

from collections.abc import Callable, Iterable

from django.db.models import Q
from django.urls import reverse

from accounts.models import Role, User
from activity.models import Event
from contracts.models import DraftState
from reviews.gate import gate_of
from reviews.models import AddedApprover, Ask, BrokenGlass, Reassignment
from reviews.notice import Notice, draft_of, page_of, title_of, to_owner
from reviews.queries.policies import current_policy
from reviews.rounds import rounds_of, times
from reviews.rulings import rulebook_of

WATCHERS = (Role.DEAL_DESK, Role.APPROVER_EXECUTIVE, Role.AUDITOR)
"""Whoever holds one of these hears when glass is broken, however they like to be mailed."""


def withdrawn(event: Event) -> Iterable[Notice]:
    """Everybody who was asked, or had answered or decided, once."""
    draft, reason = draft_of(event), event.facts.get("reason", "")
    said = f" “{reason}”" if reason else ""
    text = f"{title_of(draft)}: draft {draft.number} was withdrawn; nothing waits for you.{said}"
    people = User.objects.filter(pk__in=event.facts.get("told", []))
    return [Notice(person, text, page_of(draft)) for person in people]


def sent_back(event: Event) -> Iterable[Notice]:
    """The owner, and the deal desk when it was the last round that the policy allows."""
    draft = draft_of(event)
    yield from to_owner(draft, f"{title_of(draft)}: {event.by} sent draft {draft.number} back.")
    rounds = rounds_of(draft.deal, rulebook_of(current_policy()))
    if not rounds.are_over:
        return
    text = f"{title_of(draft)} was sent back {times(rounds.sent_back)}. Only the deal desk can submit it now."
    for person in User.objects.filter(grants__role=Role.DEAL_DESK, is_active=True):
        yield Notice(person, text, page_of(draft))


def reassigned(event: Event) -> Iterable[Notice]:
    """Who was asked until then and the one in whose place it is decided; the new one hears
    by the ask, unless asked already."""
    draft = draft_of(event)
    handed = Reassignment.objects.select_related("from_person", "to_person").get(
        pk=event.facts["reassignment"]
    )
    text = f"{title_of(draft)}: {handed.to_person} now decides in the place of {handed.from_person}."
    if event.facts["is_asked_already"]:
        own = f"{title_of(draft)}: you now decide in the place of {handed.from_person}."
        yield Notice(handed.to_person, own, reverse("reviews:approval", args=[draft.deal.serial]))
    people = {event.facts["was_asked"], handed.from_person_id} - {handed.to_person_id}
    for person in User.objects.filter(pk__in=people):
        yield Notice(person, text, page_of(draft))


def approver_added(event: Event) -> Iterable[Notice]:
    """The person, with the reason; and the owner."""
    draft = draft_of(event)
    added = AddedApprover.objects.select_related("person").get(pk=event.facts["added"])
    yield from to_owner(draft, f"{title_of(draft)}: {event.by} added {added.person} as an approver.")
    text = f"{title_of(draft)}: {event.by} added you as an approver. “{added.reason}”"
    is_shown = draft.state != DraftState.DRAFTING or draft.number > 1
    yield Notice(added.person, text, page_of(draft) if is_shown else reverse("reviews:approvals"))


def approver_released(event: Event) -> Iterable[Notice]:
    """The owner, whose deal waits no longer."""
    draft = draft_of(event)
    whom = event.facts["person"]
    return to_owner(draft, f"{title_of(draft)}: {event.by} released {whom}, who was added as an approver.")


def evidence_shown(event: Event) -> Iterable[Notice]:
    draft = draft_of(event)
    if draft.state != DraftState.IN_REVIEW or not gate_of(draft).is_open:
        return []
    return to_owner(draft, f"{title_of(draft)}: the gate is open. Clear it to sign.")


def glass_asked(event: Event) -> Iterable[Notice]:
    """Other executives, of whom one has to confirm; and the owner."""
    draft = draft_of(event)
    text = f"{title_of(draft)}: {event.by} asks to break the glass. A second executive has to confirm."
    executives = User.objects.filter(grants__role=Role.APPROVER_EXECUTIVE, is_active=True)
    path = reverse("reviews:glass", args=[draft.deal.serial])
    yield from to_owner(draft, text)
    for person in executives.exclude(pk=draft.deal.owner_id):
        yield Notice(person, text, path)


def glass_broken(event: Event) -> Iterable[Notice]:
    """Loud: the deal desk, executives and auditors, by mail too whatever they have chosen; the owner, and
    everybody who was asked."""
    draft = draft_of(event)
    text = (
        f"{title_of(draft)}: GLASS BROKEN by {event.facts['asked_by']} and {event.by}. Draft {draft.number} "
        f"was cleared although the gate was closed. “{event.facts['reason']}”"
    )
    asked = Ask.objects.filter(submission__draft=draft).values("person")
    watchers = set(User.objects.filter(grants__role__in=WATCHERS).values_list("pk", flat=True))
    people = User.objects.filter(Q(pk__in=watchers) | Q(pk__in=asked) | Q(pk=draft.deal.owner_id))
    return [
        Notice(person, text, page_of(draft), is_loud=person.pk in watchers) for person in people.distinct()
    ]


def glass_declined(event: Event) -> Iterable[Notice]:
    draft = draft_of(event)
    glass = BrokenGlass.objects.select_related("asked_by").get(pk=event.facts["glass"])
    text = f"{title_of(draft)}: {event.by} declined to break the glass for draft {draft.number}."
    people: dict[int, User] = {person.pk: person for person in (draft.deal.owner, glass.asked_by)}
    return [Notice(person, text, page_of(draft)) for person in people.values()]


WRITERS_VERBS: dict[str, Callable[[Event], Iterable[Notice]]] = {
    "draft.withdrawn": withdrawn,
    "draft.sent_back": sent_back,
    "approval.reassigned": reassigned,
    "approver.added": approver_added,
    "approver.released": approver_released,
    "evidence.shown": evidence_shown,
    "glass.asked": glass_asked,
    "glass.broken": glass_broken,
    "glass.declined": glass_declined,
}
