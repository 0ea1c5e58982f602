"""The gate as the page's box: a heading, the checks with their next step, and why the verb is refused."""

from calendar import day_abbr
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.text import Truncator

from accounts.models import User
from contracts.models import Draft
from contracts.policy import may_change
from dealdesk.kit.refusals import Forbidden
from reviews.gate import Check, CheckState, Gate
from reviews.models import ReviewRequest
from reviews.queries.cells import Cell, TermCells
from reviews.queries.clock import clock_of

REASONS_NAMED = 3
WEEKDAYS = tuple(day_abbr)


@dataclass(frozen=True)
class Line:
    """One check as shown. `url` leads to the place where it can be settled."""

    state: str
    title: str
    reason: str = ""
    url: str = ""
    verb: str = ""


@dataclass(frozen=True)
class GateBox:
    """`state` is the worst of the checks; `why` says who may press the verb, or what is in its way.

    `notes` are what the policy's rules want everybody to know. `is_awaiting_score`: the score is being
    computed, and the box is worth asking for again.
    """

    state: str
    heading: str
    lead: str
    checks: tuple[Line, ...]
    why: str
    may_act: bool
    is_awaiting_score: bool
    notes: tuple[str, ...] = ()


def gate_box(gate: Gate, draft: Draft, terms: list[TermCells], reader: User) -> GateBox:
    cells = {cell.request.pk: cell for term in terms for cell in term.cells}
    hidden = {term.term.position for term in terms if term.is_hidden}
    refusal = refusal_to_clear(draft, reader)
    return GateBox(
        state=_state(gate),
        heading=_heading(gate),
        lead=_lead(gate),
        checks=tuple(_line(check, cells, hidden) for check in _reasoned(gate)),
        notes=() if hidden else notes_of(gate),
        why=refusal if gate.is_open else _why_closed(gate, hidden),
        may_act=not refusal,
        is_awaiting_score=is_awaiting_score(gate),
    )


def notes_of(gate: Gate) -> tuple[str, ...]:
    """The information lines of the rules, while the score speaks of the draft as it is."""
    if gate.score is None or not gate.is_score_current:
        return ()
    return tuple(note["text"] for note in gate.score.ruling.get("notes", []))


def _reasoned(gate: Gate) -> list[Check]:
    """The checks, those of steps with the words of the rules that ask for them."""
    reasons = {f"step-{step.key}": " ".join(step.reasons) for step in gate.steps}
    return [
        replace(check, reason=f"{check.reason} {reasons[check.key]}".strip())
        if reasons.get(check.key)
        else check
        for check in gate.checks
    ]


def refusal_to_clear(draft: Draft, reader: User) -> str:
    """Why this person may not press “Clear to sign”, whatever the gate says; empty when they may."""
    try:
        may_change(draft.deal, "draft.clear", by=reader)
    except Forbidden as refusal:
        return str(refusal)
    return ""


def is_awaiting_score(gate: Gate) -> bool:
    """A score is due and can be computed: it arrives within seconds."""
    return not gate.is_score_current and any(check.key == "score" for check in gate.pending)


def _state(gate: Gate) -> str:
    if gate.is_open:
        return "passed"
    return "failed" if gate.failed else "pending"


def _heading(gate: Gate) -> str:
    if gate.is_open:
        return "The gate is open"
    if gate.failed:
        return "The gate is closed"
    if is_awaiting_score(gate):
        return "The gate waits for the score"
    if all(check.key.startswith("evidence-") for check in gate.pending):
        return "The gate waits for what has to be shown"
    if all(check.key.startswith(("step-", "evidence-")) for check in gate.pending):
        return "The gate waits for approval"
    return "The gate waits for reviews"


def _lead(gate: Gate) -> str:
    counts = ((len(gate.failed), "failed"), (len(gate.pending), "pending"), (len(gate.passed), "passed"))
    said = [f"{count} {word}" for count, word in counts if count]
    total = len(gate.checks)
    return f"{'Check' if total == 1 else 'Checks'}: {', '.join(said)}"


def _line(check: Check, cells: dict[int, Cell], hidden: set[int]) -> Line:
    title, reason, place = check.title, check.reason, check.term_position
    if check.key.startswith("review-"):
        cell = cells.get(int(check.key.removeprefix("review-")))
        reason = _who_and_when(cell.request) if cell else reason
    if check.key.startswith("blocker-") and place in hidden:
        return Line(str(check.state), title, "You see the reason once your own review is in.")
    if check.state == CheckState.FAILED and check.next_step:
        reason = f"{reason} {check.next_step}".strip()
    url = f"#term-{place}" if place is not None and check.state == CheckState.FAILED else ""
    return Line(str(check.state), title, reason, url, "Read the term" if url else "")


def _who_and_when(request: ReviewRequest) -> str:
    clock = clock_of(request, timezone.now())
    who = request.function.lead.name if request.function.lead else f"Anyone in {request.function}"
    return f"{who}, {_within(clock.text)}, {clock.note}"


def _within(text: str) -> str:
    """As it reads inside a sentence: “Tomorrow” begins small there, a weekday does not."""
    return text if text.startswith(WEEKDAYS) else text[:1].lower() + text[1:]


def _why_closed(gate: Gate, hidden: set[int]) -> str:
    """The first few reasons in one text; the list above it has them all."""
    checks = [*gate.failed, *gate.pending]
    said = [
        check.title + "." if check.term_position in hidden else check.reason or check.title
        for check in checks[:REASONS_NAMED]
    ]
    more = len(checks) - len(said)
    text = Truncator(" ".join(said)).chars(400)
    return f"{text} And {more} more." if more else text
