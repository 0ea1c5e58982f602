"""Breaking the glass: two executives clear a draft although its gate is closed. Everybody hears of it."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from activity.record import record
from contracts.models import Deal, Draft
from contracts.workflow import DRAFT_MOVES
from dealdesk.kit.digests import digest_of
from dealdesk.kit.refusals import Refused
from dealdesk.kit.states import IllegalMove
from reviews.actions.clearing import new_code
from reviews.actions.conditions import start_conditions
from reviews.actions.drafts import locked_draft
from reviews.actions.scoring import rescore
from reviews.actions.voiding import end_asks
from reviews.certificate import certificate_content
from reviews.gate import Gate, gate_of
from reviews.models import BrokenGlass, Clearance, Submission
from reviews.policy_verbs import may_break_glass, may_confirm_glass

SHORTEST_REASON = 20
LONGEST_REASON = 2000


@transaction.atomic
def ask_to_break_glass(draft: Draft, *, reason: str, by: User) -> BrokenGlass:
    """An executive asks to clear a draft in spite of its gate; nothing changes until a second one confirms.

    Raises Refused for a short reason, when the gate is open, or when it was asked already.
    """
    may_break_glass(draft.deal, by=by)
    draft, reason = locked_draft(draft), reason.strip()
    submission, gate = _closed_gate(draft)
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise Refused(f"Write the reason in {SHORTEST_REASON} to {LONGEST_REASON} characters; all read it.")
    asked = BrokenGlass.objects.filter(submission=submission).first()
    if asked is not None and asked.declined_at is not None:
        raise Refused("It was declined for this draft. The next draft can be asked about anew.")
    if asked is not None:
        raise Refused(f"{asked.asked_by} has asked for this already. A second executive has to confirm it.")
    glass = BrokenGlass.objects.create(
        submission=submission,
        reason=reason,
        why_closed=why_closed(gate),
        asked_by=by,
        asked_at=timezone.now(),
    )
    _record("glass.asked", glass, draft, by)
    return glass


@transaction.atomic
def confirm_glass(glass: BrokenGlass, *, by: User) -> Clearance:
    """The second executive confirms: the draft is cleared, and its certificate says how, loudly.

    Raises Forbidden for who is no executive or an author, Refused for the one who asked, and when it was
    settled already or the gate has opened since.
    """
    draft = locked_draft(glass.submission.draft)
    glass = BrokenGlass.objects.select_related("asked_by", "submission__draft__deal").get(pk=glass.pk)
    may_confirm_glass(glass, by=by)
    may_break_glass(draft.deal, by=glass.asked_by)
    _must_be_open(glass)
    submission, gate = _closed_gate(draft)
    glass.confirmed_by, glass.confirmed_at = by, timezone.now()
    glass.why_closed = why_closed(gate)
    glass.save(update_fields=["confirmed_by", "confirmed_at", "why_closed"])
    DRAFT_MOVES.apply(draft, "clear")
    end_asks(draft, "The glass was broken; the draft is cleared.")
    return _clear(submission, gate, glass)


@transaction.atomic
def decline_glass(glass: BrokenGlass, *, by: User) -> None:
    """Another executive declines, or the one who asked takes it back; nothing is cleared by it."""
    draft = locked_draft(glass.submission.draft)
    glass = BrokenGlass.objects.select_related("asked_by", "submission__draft__deal").get(pk=glass.pk)
    may_break_glass(draft.deal, by=by)
    _must_be_open(glass)
    glass.declined_at = timezone.now()
    glass.save(update_fields=["declined_at"])
    _record("glass.declined", glass, draft, by)


def why_closed(gate: Gate) -> str:
    """Every reason that the gate gives, a line each."""
    return "\n".join(check.reason or check.title for check in [*gate.failed, *gate.pending])


def _closed_gate(draft: Draft) -> tuple[Submission, Gate]:
    if not draft.is_current or not DRAFT_MOVES.allows(draft.state, "clear"):
        raise IllegalMove(DRAFT_MOVES.sentence(draft, "clear"))
    _must_not_be_clear(draft.deal)
    submission = Submission.objects.select_related("policy", "draft__deal__customer").get(draft=draft)
    rescore(submission.pk)
    gate = gate_of(draft)
    if gate.is_open:
        raise Refused("The gate is open. Clear the draft; there is no glass to break.")
    return submission, gate


def _must_not_be_clear(deal: Deal) -> None:
    if Clearance.objects.filter(submission__draft__deal=deal, voided_at=None).exists():
        raise Refused("A clearance of this deal stands already.")


def _must_be_open(glass: BrokenGlass) -> None:
    if glass.confirmed_at is not None:
        raise Refused("The glass is broken already.")
    if glass.declined_at is not None:
        raise Refused("This was declined already.")


def _clear(submission: Submission, gate: Gate, glass: BrokenGlass) -> Clearance:
    by, at, code = glass.confirmed_by, glass.confirmed_at, new_code()
    if by is None or at is None:
        raise ValueError("nobody has confirmed it")
    content = certificate_content(submission, gate, by=by, at=at, code=code, glass=glass)
    clearance = Clearance.objects.create(
        submission=submission,
        score=gate.score if gate.is_score_current else None,
        certificate=content,
        digest=digest_of(content),
        code=code,
        by=by,
        at=at,
    )
    start_conditions(clearance)
    draft = submission.draft
    _record("glass.broken", glass, draft, by, clearance=clearance)
    return clearance


def _record(
    verb: str, glass: BrokenGlass, draft: Draft, by: User, *, clearance: Clearance | None = None
) -> None:
    keys = {"draft": draft.pk, "submission": glass.submission_id, "glass": glass.pk}
    if clearance is not None:
        keys["clearance"] = clearance.pk
    record(
        verb,
        chain=draft.deal.chain,
        by=by,
        keys=keys,
        number=draft.number,
        asked_by=glass.asked_by.name,
        reason=glass.reason,
        why_closed=glass.why_closed,
        certificate=clearance.digest if clearance else "",
    )
