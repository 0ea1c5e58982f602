import datetime as dt
import secrets

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from activity.record import record
from contracts.locks import lock_deal
from contracts.models import Draft
from contracts.policy import may_change
from contracts.workflow import DRAFT_MOVES
from dealdesk.kit.digests import digest_of
from dealdesk.kit.refusals import Refused
from dealdesk.kit.states import IllegalMove
from reviews.actions.conditions import oblige, refuse_overdue, start_conditions
from reviews.actions.drafts import locked_draft
from reviews.actions.placing_load import place_load
from reviews.actions.scoring import rescore
from reviews.certificate import certificate_content
from reviews.gate import gate_of
from reviews.models import Clearance, Signing, Submission

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No 0, 1, I or O: people read the code aloud."""


@transaction.atomic
def clear_draft(draft: Draft, *, by: User) -> Clearance:
    """Clear the draft to sign: the gate is derived anew under the deal's lock and must be open.

    Raises Refused with every reason when it is closed, IllegalMove when it was cleared already.
    """
    may_change(draft.deal, "draft.clear", by=by)
    draft = locked_draft(draft)
    if not DRAFT_MOVES.allows(draft.state, "clear"):
        raise IllegalMove(DRAFT_MOVES.sentence(draft, "clear"))
    submission = Submission.objects.select_related("policy", "draft__deal__customer").get(draft=draft)
    rescore(submission.pk)
    gate = gate_of(draft)
    if not gate.is_open or gate.score is None:
        raise Refused(f"The gate is closed. {gate.why_closed}")
    DRAFT_MOVES.apply(draft, "clear")
    at, code = timezone.now(), new_code()
    content = certificate_content(submission, gate, by=by, at=at, code=code)
    clearance = Clearance.objects.create(
        submission=submission,
        score=gate.score,
        certificate=content,
        digest=digest_of(content),
        code=code,
        by=by,
        at=at,
    )
    start_conditions(clearance)
    record(
        "draft.cleared",
        chain=draft.deal.chain,
        by=by,
        keys={"draft": draft.pk, "clearance": clearance.pk},
        number=draft.number,
        certificate=clearance.digest,
        string=gate.score.string,
    )
    return clearance


def new_code() -> str:
    """A verification code of 60 random bits, in three groups."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(12))
    return "-".join(letters[start : start + 4] for start in range(0, 12, 4))


@transaction.atomic
def mark_signed(draft: Draft, *, signed_on: dt.date, by: User) -> Signing:
    """Note the day on which a cleared draft was signed; not in the future, not before the clearance."""
    may_change(draft.deal, "deal.sign", by=by)
    lock_deal(draft.deal_id)
    clearance = Clearance.objects.filter(submission__draft=draft, voided_at=None).first()
    if clearance is None:
        raise Refused("Only a deal that is clear to sign can be marked as signed.")
    if signed_on > timezone.localdate():
        raise Refused("The date of signing cannot lie in the future.")
    if signed_on < timezone.localtime(clearance.at).date():
        raise Refused("The date of signing cannot lie before the clearance.")
    refuse_overdue(clearance)
    DRAFT_MOVES.apply(draft, "sign")
    signing = Signing.objects.create(clearance=clearance, signed_on=signed_on, by=by, at=timezone.now())
    oblige(clearance, signed_on, by=by)
    place_load(signing)
    record(
        "draft.signed",
        chain=draft.deal.chain,
        by=by,
        keys={"draft": draft.pk, "clearance": clearance.pk},
        signed_on=signed_on.isoformat(),
    )
    return signing
