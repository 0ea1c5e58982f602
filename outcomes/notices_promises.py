"""Handovers and obligations: who hears of them."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from accounts.models import User
from activity.models import Event
from dealdesk.kit.spans import day_in_words
from outcomes.models import Handover, Obligation
from reviews.notice import Notice, Writers, deal_title

SHORT = 100


def handed_over(event: Event) -> Iterable[Notice]:
    """The lead of each function and whoever sees to an obligation, one notice a person."""
    handover = Handover.objects.select_related("deal__customer").get(pk=event.facts["handover"])
    asked = handover.obligations.open().select_related("owner", "function__lead")
    people: dict[int, User] = {}
    own: Counter[int] = Counter()
    for obligation in asked:
        lead = obligation.function.lead if obligation.function else None
        people |= {person.pk: person for person in (obligation.owner, lead) if person is not None}
        own.update([obligation.owner_id] if obligation.owner_id else [])
    path = reverse("outcomes:handover", args=[handover.deal.serial])
    for pk, person in people.items():
        what = f"you see to {_count(own[pk])}" if own[pk] else "your function has to keep part of it"
        yield Notice(person, f"{deal_title(handover.deal)} is signed and handed over: {what}.", path)


def given(event: Event) -> Iterable[Notice]:
    """The new owner, unless it went on to somebody else meanwhile."""
    obligation = _obligation(event)
    if obligation.owner is None or obligation.owner_id != event.facts["to_id"]:
        return []
    text = f"{event.by} gave you “{obligation.name}” to see to, {_due(obligation)}."
    return [Notice(obligation.owner, _about(obligation, text), page_of(obligation))]


def waived(event: Event) -> Iterable[Notice]:
    """Whoever saw to it until then; of all that a termination ended they hear at once."""
    if event.facts.get("is_ended"):
        return []
    obligation, month = _obligation(event), event.facts.get("month")
    until = f" for {month}" if month else ""
    text = f"{event.by} waived “{obligation.name}”{until}: {event.facts['reason'][:SHORT]}"
    return _to_owner(obligation, text)


def reopened(event: Event) -> Iterable[Notice]:
    if event.facts.get("is_ended"):
        return []
    obligation = _obligation(event)
    return _to_owner(obligation, f"{event.by} opened “{obligation.name}” again, {_due(obligation)}.")


def ended(event: Event) -> Iterable[Notice]:
    """Whoever saw to what was waived with the contract, one notice a person."""
    day = day_in_words(date.fromisoformat(event.facts["on"]))
    return _of_owners(event, f"the contract was terminated on {day}.", "waived")


def reinstated(event: Event) -> Iterable[Notice]:
    day = day_in_words(date.fromisoformat(event.facts["on"]))
    return _of_owners(event, f"it does not end on {day} after all.", "open again")


def _of_owners(event: Event, text: str, state: str) -> Iterable[Notice]:
    """Whoever owns the obligations that the event names, with how many."""
    handover = Handover.objects.select_related("deal__customer").get(pk=event.facts["handover"])
    rows = Obligation.objects.filter(pk__in=event.facts["obligations"]).exclude(owner=None)
    own = Counter(row.owner for row in rows.select_related("owner"))
    path = reverse("outcomes:handover", args=[handover.deal.serial])
    for person, number in own.items():
        verb = "is" if number == 1 else "are"
        said = f"{text} {_count(number)} of yours {verb} {state}."
        if person is not None:
            yield Notice(person, f"{deal_title(handover.deal)}: {said}", path)


def reminded(event: Event) -> Iterable[Notice]:
    """One notice a person and day: how many are late and how many come, and the first by name."""
    person = User.objects.get(pk=event.facts["person"])
    late, soon = event.facts["late"], event.facts["soon"]
    said = [f"{late} late" if late else "", f"{soon} due within a week" if soon else ""]
    what = ", ".join(part for part in said if part)
    more = " …" if late + soon > len(event.facts["named"]) else ""
    text = f"Your obligations: {what}. {'; '.join(event.facts['named'])}{more}"
    yield Notice(person, text, reverse("outcomes:obligations"))


def page_of(obligation: Obligation) -> str:
    return reverse("outcomes:obligation", args=[obligation.pk])


def _obligation(event: Event) -> Obligation:
    return Obligation.objects.select_related("owner", "handover__deal__customer").get(
        pk=event.facts["obligation"]
    )


def _to_owner(obligation: Obligation, text: str) -> list[Notice]:
    if obligation.owner is None:
        return []
    return [Notice(obligation.owner, _about(obligation, text), page_of(obligation))]


def _about(obligation: Obligation, text: str) -> str:
    return f"{deal_title(obligation.handover.deal)}: {text}"


def _due(obligation: Obligation) -> str:
    return f"due on {day_in_words(obligation.due_on)}"


def _count(number: int) -> str:
    return f"{number} obligation{'' if number == 1 else 's'}"


WRITERS_PROMISES: Writers = {
    "handover.made": handed_over,
    "obligation.handed_over": given,
    "obligation.waived": waived,
    "obligation.month_waived": waived,
    "obligation.reopened": reopened,
    "obligations.reminded": reminded,
    "contract.terminated": ended,
    "contract.reinstated": reinstated,
}
