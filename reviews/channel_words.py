"""What a channel's readers are told of an event. Only what any of them may know: number and customer of the
deal, band, who decided, whose turn it is. Never a term's wording, a value, a note or a reason."""

from collections.abc import Callable

from activity.channels.posting import News
from activity.models import Event
from contracts.models import Draft
from dealdesk.kit.bands import BAND_BY_CODE
from reviews.models import Approval, Ask, Decision, ReviewRequest, Score

SUBMITTED, TURN, DECIDED, CLEARED = "submitted", "turn", "decided", "cleared"
TOPICS = [
    (SUBMITTED, "A draft is submitted or withdrawn"),
    (TURN, "Somebody’s approval is waited for"),
    (DECIDED, "Somebody approved, sent back or rejected"),
    (CLEARED, "A deal is clear to sign, signed or voided"),
]
TOPIC_CODES = [code for code, _ in TOPICS]
APPROVING = (Decision.APPROVE, Decision.CONDITIONS)

Writer = Callable[[Event, Draft], News | None]


def news_of(event: Event) -> News | None:
    """The news of an event; None when there is none to tell, or none any more."""
    write = NEWS.get(event.verb)
    if write is None or "draft" not in event.facts:
        return None
    draft = Draft.objects.select_related("deal__customer").get(pk=event.facts["draft"])
    return write(event, draft)


def _news(draft: Draft, topic: str, said: str, **more: bool) -> News:
    score = Score.objects.filter(submission__draft=draft, is_latest=True, gate__in=BAND_BY_CODE).first()
    band = f", {BAND_BY_CODE[score.gate].word}" if score is not None and topic != SUBMITTED else ""
    return News(
        text=f"{draft.deal.number} {draft.deal.customer.name}{band}: {said}",
        path=draft.deal.get_absolute_url(),
        topic=topic,
        thread=f"draft:{draft.pk}",
        functions=frozenset(_functions(draft)),
        **more,
    )


def _functions(draft: Draft) -> list[str]:
    asked = ReviewRequest.objects.filter(term__draft=draft)
    return list(asked.order_by("function__code").values_list("function__code", flat=True).distinct())


def _submitted(event: Event, draft: Draft) -> News:
    asked = ", ".join(_functions(draft))
    return _news(draft, SUBMITTED, f"draft {draft.number} is submitted; {asked or 'nobody'} must review it.")


def _withdrawn(event: Event, draft: Draft) -> News:
    return _news(draft, SUBMITTED, f"draft {draft.number} is withdrawn.", follows_up=True)


def _asked(event: Event, draft: Draft) -> News | None:
    """Whose turn it is now, after who has approved; nothing when nobody’s is any more."""
    turn = _turn(draft)
    return _news(draft, TURN, _state(draft, turn), waits=True) if turn else None


def _given(event: Event, draft: Draft) -> News:
    turn = _turn(draft)
    return _news(draft, DECIDED, _state(draft, turn), waits=bool(turn), follows_up=True)


def _turn(draft: Draft) -> str:
    """Waits for Ruth Adeyemi (a VP approves), and so on for each open step."""
    steps: dict[str, list[str]] = {}
    for ask in Ask.objects.open().filter(submission__draft=draft).select_related("person").order_by("id"):
        steps.setdefault(ask.label, []).append(ask.person.name)
    said = "; ".join(f"{', '.join(people)} ({label})" for label, people in steps.items())
    return f"waits for {said}" if said else ""


def _approved(draft: Draft) -> str:
    given = Approval.objects.filter(submission__draft=draft, voided_at=None, decision__in=APPROVING)
    names = dict.fromkeys(
        approval.approver.name for approval in given.select_related("approver").order_by("id")
    )
    return f"approved by {' and '.join(names)}" if names else ""


def _state(draft: Draft, turn: str) -> str:
    return "; ".join(part for part in (_approved(draft), turn) if part) + "."


def _ended(said: str) -> Writer:
    return lambda event, draft: _news(draft, DECIDED, f"{said} by {event.by}.", follows_up=True)


def _plain(said: str) -> Writer:
    return lambda event, draft: _news(draft, CLEARED, f"draft {draft.number} {said}.")


NEWS: dict[str, Writer] = {
    "draft.submitted": _submitted,
    "draft.withdrawn": _withdrawn,
    "approval.asked": _asked,
    "approval.given": _given,
    "draft.sent_back": _ended("sent back"),
    "draft.rejected": _ended("rejected"),
    "draft.cleared": _plain("is clear to sign"),
    "draft.signed": _plain("is signed"),
    "draft.lapsed": _plain("is not clear to sign any more: a condition was not met in time"),
    "clearance.voided": _plain("is not clear to sign any more: the clearance was voided"),
}
"""Verb to writer; reviews/subscriptions.py rings for exactly these."""
