"""Who has to hear of conditions and of concerns that stand in the way of a deal, and in which words."""

from collections.abc import Callable, Iterable
from datetime import date

from django.urls import reverse

from accounts.models import User
from activity.models import Event
from contracts.models import Concern, DraftState
from dealdesk.kit.spans import day_in_words
from reviews.models import Condition
from reviews.notice import Notice, draft_of, page_of, title_of, to_owner

SHORT = 120


def _condition(event: Event) -> Condition:
    return Condition.objects.select_related(
        "owner", "approval__approver", "approval__on_behalf_of", "review__reviewer"
    ).get(pk=event.facts["condition"])


def _givers(condition: Condition) -> list[User]:
    """Who set the condition, and for whom."""
    approval, review = condition.approval, condition.review
    people = [approval.approver, approval.on_behalf_of] if approval else []
    return [person for person in [*people, review.reviewer if review else None] if person is not None]


def started(event: Event) -> Iterable[Notice]:
    """The owner of a condition, once its day counts."""
    condition, draft = _condition(event), draft_of(event)
    until = day_in_words(condition.due_on) if condition.due_on else ""
    after = " If not, the clearance lapses." if condition.lapses else ""
    text = f"{title_of(draft)}: see to “{condition.text[:SHORT]}” until {until}.{after}"
    return [Notice(condition.owner, text, reverse("reviews:conditions"))]


def reminded(event: Event) -> Iterable[Notice]:
    """The owner, once for each reminder."""
    condition, draft, left = _condition(event), draft_of(event), event.facts["days_left"]
    day = day_in_words(date.fromisoformat(event.facts["due_on"]))
    what = f"“{condition.text[:SHORT]}”"
    if left < 0:
        text = f"{title_of(draft)}: {what} was due on {day} and is late. See to it, and say when it is met."
    else:
        span = f"in {left} days" if left > 1 else ("tomorrow" if left else "today")
        lapses = condition.lapses and draft.state == DraftState.CLEARED
        after = " If not, the clearance lapses." if lapses else ""
        text = f"{title_of(draft)}: {what} is due {span}, on {day}.{after}"
    return [Notice(condition.owner, text, reverse("reviews:conditions"))]


def met(event: Event) -> Iterable[Notice]:
    """Who set the condition, and the deal's owner."""
    condition, draft = _condition(event), draft_of(event)
    text = f"{title_of(draft)}: {event.by} met the condition “{condition.text[:SHORT]}”."
    people = [*_givers(condition), condition.owner, draft.deal.owner]
    return [Notice(person, text, page_of(draft)) for person in people]


def lapsed(event: Event) -> Iterable[Notice]:
    """The deal's owner, everybody who approved the draft, and whoever owned or set the condition."""
    condition, draft = _condition(event), draft_of(event)
    approved = User.objects.filter(
        approvals__submission__draft=draft,
        approvals__decision__in=["approve", "approve_with_conditions"],
    )
    people = [draft.deal.owner, condition.owner, *_givers(condition), *approved.distinct()]
    text = (
        f"{title_of(draft)}: the clearance of draft {draft.number} has lapsed; "
        f"“{condition.text[:SHORT]}” was not met in time."
    )
    return [Notice(person, text, page_of(draft)) for person in people]


def concern_accepted(event: Event) -> Iterable[Notice]:
    draft = draft_of(event)
    concern = Concern.objects.get(pk=event.facts["concern"])
    words = f"{event.by} accepted the open concern “{concern.text[:SHORT]}” in writing."
    return to_owner(draft, f"{title_of(draft)}: {words}")


def concern_assigned(event: Event) -> Iterable[Notice]:
    """Whoever sees to the answer of a concern, unless it went to somebody else meanwhile."""
    concern = Concern.objects.select_related("customer", "owner").get(pk=event.facts["concern"])
    if concern.owner is None or concern.owner_id != event.facts["owner"]:
        return []
    path = reverse("contracts:customer", args=[concern.customer_id]) + f"#concern-{concern.pk}"
    text = f"{concern.customer}: you see to the answer of “{concern.text[:SHORT]}”."
    return [Notice(concern.owner, text, path)]


WRITERS_CONDITIONS: dict[str, Callable[[Event], Iterable[Notice]]] = {
    "condition.started": started,
    "condition.reminded": reminded,
    "condition.met": met,
    "draft.lapsed": lapsed,
    "concern.accepted": concern_accepted,
    "concern.assigned": concern_assigned,
}
