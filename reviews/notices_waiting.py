"""Reminders, escalations, reviews that were handed over, and absences: who hears of them, in which words."""

from collections.abc import Callable, Iterable

from django.urls import reverse

from accounts.models import Delegation, User
from activity.models import Event
from contracts.models import Draft
from reviews.models import Nudge
from reviews.notice import Notice, draft_of, title_of


def reminded(event: Event) -> Iterable[Notice]:
    """The people who could answer."""
    draft, nudge = draft_of(event), _nudge(event)
    again = {
        Nudge.Kind.REMINDER: "still waits",
        Nudge.Kind.LAST_REMINDER: "waits, for the last time of asking,",
    }
    text = (
        f"{title_of(draft)}: {event.facts['what']} {again[Nudge.Kind(nudge.kind)]} for {event.facts['who']}."
    )
    return [Notice(person, text, _path(draft, nudge, person)) for person in nudge.to.all()]


def escalated(event: Event) -> Iterable[Notice]:
    """The same people, and who stands above them."""
    draft, nudge = draft_of(event), _nudge(event)
    text = f"{title_of(draft)}: {event.facts['what']} is overdue with {event.facts['who']}."
    return [Notice(person, text, _path(draft, nudge, person)) for person in nudge.to.all()]


def _nudge(event: Event) -> Nudge:
    return Nudge.objects.select_related("request", "ask").get(pk=event.facts["nudge"])


def _path(draft: Draft, nudge: Nudge, person: User) -> str:
    if nudge.ask is not None and nudge.ask.person_id == person.pk:
        return reverse("reviews:approval", args=[draft.deal.serial])
    if nudge.request is not None and nudge.request.function_id in person.function_ids:
        return reverse("reviews:review", args=[nudge.request_id])
    return reverse("reviews:deal", args=[draft.deal.serial])


def assigned(event: Event) -> Iterable[Notice]:
    if event.facts["to_id"] is None:
        return
    draft, to = draft_of(event), User.objects.get(pk=event.facts["to_id"])
    text = f"{title_of(draft)}: {event.by} gave you {event.facts['term']} to review."
    yield Notice(to, text, reverse("reviews:review", args=[event.facts["request"]]))


def absent(event: Event) -> Iterable[Notice]:
    """The stand-in hears for whom and until when; whoever is away, when somebody else planned it."""
    absence = Delegation.objects.select_related("giver", "taker").get(pk=event.facts["absence"])
    days = f"from {event.facts['starts_on']} to {event.facts['ends_on']}"
    if event.facts["taker_id"] is not None:
        taker = User.objects.get(pk=event.facts["taker_id"])
        ended = event.verb == "absence.ended"
        text = f"You {'no longer ' if ended else ''}stand in for {absence.giver}, {days}."
        yield Notice(taker, text, reverse("accounts:absence"))
    what = {"absence.planned": "planned", "absence.changed": "changed", "absence.ended": "ended"}[event.verb]
    yield Notice(absence.giver, f"{event.by} {what} your absence {days}.", reverse("accounts:absence"))


WRITERS_WAITING: dict[str, Callable[[Event], Iterable[Notice]]] = {
    "wait.reminded": reminded,
    "wait.escalated": escalated,
    "review.assigned": assigned,
    "absence.planned": absent,
    "absence.changed": absent,
    "absence.ended": absent,
}
