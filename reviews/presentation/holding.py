"""Who holds a deal now and what comes next, in words for one reader."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from accounts.models import User
from contracts.models import Draft, DraftState
from dealdesk.kit.spans import NBSP
from reviews.models import Approval, Ask, Question, Review, ReviewRequest, Verdict
from reviews.queries.clock import clock_of
from reviews.queries.deal_rows import Around
from reviews.queries.holding import OWNER
from reviews.queries.pace import Held

MOST_NAMES = 2
QUOTED = 90
"""Characters of somebody's words that a list shows."""


@dataclass(frozen=True)
class Holder:
    """Who has it: a person (round), a function (square, with its code), or a state as a badge (`icon`).

    `mark` is the name behind the initials where `name` is “You”.
    """

    name: str
    note: str = ""
    tone: str = ""
    code: str = ""
    icon: str = ""
    mark: str = ""


@dataclass(frozen=True)
class NextStep:
    text: str
    verb: str = ""
    url: str = ""


Play = tuple[Holder, NextStep]
Decided = TypeVar("Decided", Approval, Question, Review)


def state_of_play(draft: Draft, around: Around, reader: User, *, is_veiled: bool) -> Play:
    """`is_veiled`: the reader may not know yet what others answered."""
    if draft.state in ENDED:
        return ENDED[DraftState(draft.state)](draft, around)
    if draft.state != DraftState.IN_REVIEW:
        return _owners_turn(draft, around, reader)
    if draft.holder == OWNER:  # type: ignore[attr-defined]
        return _to_answer(draft, around, reader, is_veiled=is_veiled)
    requests = around.requests.get(draft.pk, [])
    if requests:
        return _functions_turn(requests, around.held.get(draft.pk))
    score = around.scores.get(draft.pk)
    if score is None or score.facts_version != draft.submission.facts_version:
        return Holder("DealDesk", "computing the score"), NextStep("All reviews are in")
    return _approvers_turn(draft, around)


def _owner(draft: Draft, reader: User, note: str) -> Holder:
    owner = draft.deal.owner.name
    return Holder("You" if draft.deal.owner_id == reader.pk else owner, note, mark=owner)


def _owners_turn(draft: Draft, around: Around, reader: User) -> Play:
    deal = draft.deal
    if draft.state == DraftState.DRAFTING:
        step = NextStep(
            f"Finish draft {draft.number}", "Continue", reverse("contracts:draft", args=[deal.serial])
        )
        return _owner(draft, reader, f"draft {draft.number} not submitted"), _for_owner(step, draft, reader)
    decision = _last(around.decisions.get(draft.pk, []))
    if draft.state == DraftState.SENT_BACK and decision:
        step = NextStep(
            f"{decision.approver} sent it back: {_quote(decision.note)}", "Answer", deal.get_absolute_url()
        )
        return _owner(draft, reader, f"since {_when(decision.at)}"), _for_owner(step, draft, reader)
    text = f"Draft {draft.number} is {draft.get_state_display().lower()}; the next can be made from it"
    return _owner(draft, reader, ""), _for_owner(
        NextStep(text, "Open", deal.get_absolute_url()), draft, reader
    )


def _for_owner(step: NextStep, draft: Draft, reader: User) -> NextStep:
    return step if draft.deal.owner_id == reader.pk else NextStep(step.text)


def _to_answer(draft: Draft, around: Around, reader: User, *, is_veiled: bool) -> Play:
    answers = [] if is_veiled else around.answers.get(draft.pk, [])
    url = draft.deal.get_absolute_url()
    blocker = _last([review for review in answers if review.is_blocker])
    if blocker:
        text = f"{blocker.request.function} blocks {blocker.request.term.type}"
        url = f"{url}#term-{blocker.request.term.position}"
        return _owner(draft, reader, _when(blocker.answered_at)), _for_owner(
            NextStep(text, "Read", url), draft, reader
        )
    offer = _last([review for review in answers if _is_open_offer(review)])
    if offer:
        text = f"Answer the wording that {offer.request.function} offers for {offer.request.term.type}"
        url = f"{url}#term-{offer.request.term.position}"
        return _owner(draft, reader, _when(offer.answered_at)), _for_owner(
            NextStep(text, "Answer", url), draft, reader
        )
    question = _last(around.questions.get(draft.pk, []))
    if question:
        text = f"{question.by} asks: {_quote(question.text)}"
        return _owner(draft, reader, f"since {_when(question.at)}"), _for_owner(
            NextStep(text, "Answer", url), draft, reader
        )
    text = "Waits for an answer" if is_veiled else _if_ready(draft, around)
    return _owner(draft, reader, ""), _for_owner(NextStep(text, "Open", url), draft, reader)


def _if_ready(draft: Draft, around: Around) -> str:
    """Nobody is asked any more. Only where no rule and no concern can still keep the gate closed does a list
    say that it is open; else the gate says what is missing."""
    score = around.scores.get(draft.pk)
    given = {
        decision.step_key for decision in around.decisions.get(draft.pk, []) if decision.voided_at is None
    }
    if score is None:
        return "The gate says what is missing"
    ruling = score.ruling
    hinders = ruling.get("refusals") or ruling.get("uncovered") or ruling.get("checks")
    missing = [step for step in ruling.get("steps", []) if step["key"] not in given]
    if hinders or missing or score.rule_facts.get("open_concerns"):
        return "The gate says what is missing"
    return "All checks have passed: clear it to sign"


def _is_open_offer(review: Review) -> bool:
    return (
        review.verdict == Verdict.COUNTER
        and review.counter.accepted_at is None
        and review.counter.declined_at is None
    )


def _functions_turn(requests: list[ReviewRequest], held: Held | None) -> Play:
    first, more = requests[0], len(requests) - 1
    clock = clock_of(first, timezone.now())
    who = first.function.lead or first.function
    rest = f", and {more} more review{'s' if more > 1 else ''}" if more else ""
    note = _held_note(clock.text, held)
    holder = Holder(first.function.name, note, "bad" if clock.is_late else "", first.function.code)
    return holder, NextStep(f"{who} reviews {first.term.type}{rest}")


def _approvers_turn(draft: Draft, around: Around) -> Play:
    """The first step of the policy that has not all its approvals."""
    score = around.scores[draft.pk]
    if score.gate == "BLOCKED":
        return Holder(draft.deal.owner.name), NextStep("The band is Blocked: terms have to change")
    asks = around.asks.get(draft.pk, [])
    if not asks:
        return Holder(draft.deal.owner.name), NextStep("The gate says what is missing")
    first = [ask for ask in asks if ask.step_key == asks[0].step_key]
    since = min(ask.opened_at for ask in first if ask.opened_at is not None)
    note = _held_note(f"since {_when(since)}", around.held.get(draft.pk))
    is_late = all(ask.due_at is not None and ask.due_at < timezone.now() for ask in first)
    return Holder(_asked(first), note, "bad" if is_late else ""), NextStep(
        f"{first[0].label}; all reviews are in"
    )


def _held_note(note: str, held: Held | None) -> str:
    """With the business time for which it is held, and that somebody above knows of it."""
    if held is None:
        return note
    return f"{note}, {held.text}{', escalated' if held.is_escalated else ''}"


def _asked(asks: list[Ask]) -> str:
    """Those who are asked, with both names where somebody stands in; more than two as a number."""
    names = [f"{ask.person} for {ask.principal}" if ask.principal else str(ask.person) for ask in asks]
    return " or ".join(names) if len(names) <= MOST_NAMES else f"{names[0]} or {len(names) - 1} others"


def _cleared(draft: Draft, around: Around) -> Play:
    url = reverse("reviews:certificate", args=[draft.deal.serial])
    text = f"Cleared {_when(draft.submission.clearance.at)}"
    return Holder("Clear to sign", tone="good", icon="gate-open"), NextStep(text, "Certificate", url)


def _signed(draft: Draft, around: Around) -> Play:
    day = draft.submission.clearance.signing.signed_on
    url = reverse("reviews:certificate", args=[draft.deal.serial])
    step = NextStep(f"Signed on {day.day} {day:%b %Y}", "Certificate", url)
    return Holder("Signed", tone="good", icon="check"), step


def _rejected(draft: Draft, around: Around) -> Play:
    decision = _last(around.decisions.get(draft.pk, []))
    text = f"{decision.approver}: {_quote(decision.note)}" if decision else ""
    return Holder("Rejected", tone="bad", icon="failed"), NextStep(text)


ENDED: dict[DraftState, Callable[[Draft, Around], Play]] = {
    DraftState.CLEARED: _cleared,
    DraftState.SIGNED: _signed,
    DraftState.REJECTED: _rejected,
}


def _quote(words: str) -> str:
    return f"“{Truncator(words).chars(QUOTED)}”"


def _when(at: datetime) -> str:
    """The time today, the day before that: a list has no room for both."""
    local, today = timezone.localtime(at), timezone.localdate()
    return f"{local:%H:%M}" if local.date() == today else f"{local.day}{NBSP}{local:%b}"


def _last(found: list[Decided]) -> Decided | None:
    return found[-1] if found else None
