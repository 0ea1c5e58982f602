"""The gate's box for a draft that is not in review: what ended or will begin it, and what to do next."""

from django.urls import reverse
from django.utils import timezone

from contracts.models import Draft, DraftState
from dealdesk.kit.spans import day_in_words, in_full
from reviews.models import Approval, Clearance, Condition
from reviews.presentation.gate_box import GateBox, Line
from reviews.queries.scores import ending_decision


def settled_box(draft: Draft, clearance: Clearance | None) -> GateBox:
    if clearance is not None:
        if draft.state == DraftState.LAPSED:
            return _lapsed(draft)
        return _voided(clearance) if clearance.voided_at else _cleared(draft, clearance)
    if not draft.is_current:
        return _closed(f"Draft {draft.number} is not the current one", _replaced(draft))
    if draft.state == DraftState.DRAFTING:
        return _being_drafted(draft)
    decision = ending_decision(draft)
    if decision is not None:
        return _closed(f"{decision.get_decision_display()} by {decision.approver}", _decided(decision))
    return _closed(
        f"Draft {draft.number} is {draft.get_state_display().lower()}",
        Line("failed", "Nothing more is asked about this draft", "The next draft can be made from it."),
    )


def _closed(heading: str, line: Line) -> GateBox:
    return GateBox("failed", heading, "The gate stays closed", (line,), "", False, False)


def _being_drafted(draft: Draft) -> GateBox:
    reason = "Nobody has been asked yet. Terms on standard positions pass without review."
    return GateBox(
        "pending",
        "The gate has not been asked",
        f"Draft {draft.number} is being written",
        (Line("pending", "The draft is submitted", reason),),
        "Submit the draft first; then the functions are asked and the score is computed.",
        False,
        False,
    )


def _replaced(draft: Draft) -> Line:
    url = reverse("reviews:deal", args=[draft.deal.serial])
    reason = "A later draft has taken its place; what is decided is decided there."
    return Line("failed", draft.get_state_display(), reason, url, "Open the current draft")


def _decided(decision: Approval) -> Line:
    return Line("failed", decision.get_decision_display(), f"{decision.approver}: “{decision.note}”")


def _voided(clearance: Clearance) -> GateBox:
    asked = getattr(clearance, "void_request", None)
    reason = f"{asked.asked_by} asked for it: “{asked.reason}”" if asked else ""
    return _closed("The clearance was voided", Line("failed", "It does not stand any more", reason))


def _lapsed(draft: Draft) -> GateBox:
    found = Condition.objects.filter(submission__draft=draft, lapsed_at__isnull=False).first()
    until = f" until {day_in_words(found.due_on)}" if found and found.due_on else ""
    reason = f"“{found.text}” was not met{until}. Make the next draft to go on." if found else ""
    return _closed("The clearance lapsed", Line("failed", "A condition was not met in time", reason))


def _cleared(draft: Draft, clearance: Clearance) -> GateBox:
    at = in_full(timezone.localtime(clearance.at))
    broken = clearance.certificate.get("broken_glass")
    lines = [Line("failed", "Cleared in spite of it", said) for said in broken["gate_said"]] if broken else []
    lines += [Line("passed", title) for title in clearance.certificate["checks"]]
    asked = getattr(clearance, "void_request", None)
    if asked is not None:
        reason = f"{asked.asked_by} asks: “{asked.reason}” A second person has to confirm."
        lines.append(Line("pending", "The clearance is to be voided", reason))
    heading = "Signed" if draft.state == DraftState.SIGNED else "Clear to sign"
    if broken:
        heading = f"{heading}, glass broken"
    lead = f"Draft {draft.number} and no other, by {clearance.by} on {at}. Code {clearance.code}"
    return GateBox("failed" if broken else "passed", heading, lead, tuple(lines), "", False, False)
