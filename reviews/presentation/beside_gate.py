"""What a deal's page shows around its gate: rounds, what has to be shown, broken glass, and their verbs."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from contracts.models import Draft, DraftState
from dealdesk.kit.refusals import Forbidden
from reviews.actions.adding import SETTLED
from reviews.policy_verbs import may_add_approver
from reviews.presentation.evidence import EvidenceLine, evidence_lines
from reviews.presentation.glass import GlassBanner, glass_banner, may_try
from reviews.presentation.verbs import Verb
from reviews.queries.rounds import rounds_shown

GOES_ON = {DraftState.DRAFTING, DraftState.IN_REVIEW, DraftState.SENT_BACK}


@dataclass(frozen=True)
class BesideGate:
    """`rounds` is empty once nothing more can be sent back."""

    rounds: str
    are_rounds_over: bool
    evidence: list[EvidenceLine]
    glass: GlassBanner | None
    verbs: list[Verb]

    @property
    def has_evidence_form(self) -> bool:
        return any(not line.text and not line.refusal for line in self.evidence)


def beside_gate(draft: Draft, gate_state: str, reader: User) -> BesideGate:
    """`gate_state` is that of the gate's box: passed, pending or failed."""
    rounds = rounds_shown(draft)
    glass = glass_banner(draft, reader)
    is_asked = glass is not None
    offers = draft.is_current and gate_state != "passed" and not is_asked and may_try(draft, reader)
    return BesideGate(
        rounds=rounds.shown if draft.is_current and draft.state in GOES_ON else "",
        are_rounds_over=rounds.are_over and draft.is_current and draft.state != DraftState.IN_REVIEW,
        evidence=evidence_lines(draft, reader),
        glass=glass,
        verbs=_verbs(draft, reader, offers_glass=offers),
    )


def _verbs(draft: Draft, reader: User, *, offers_glass: bool) -> list[Verb]:
    serial, verbs = draft.deal.serial, []
    if draft.is_current and draft.state not in SETTLED and _may_add(draft, reader):
        verbs.append(Verb("Add an approver", "plus", reverse("reviews:approver_add", args=[serial])))
    if offers_glass:
        verbs.append(Verb("Break the glass", "flag", reverse("reviews:glass", args=[serial]), "danger"))
    return verbs


def _may_add(draft: Draft, reader: User) -> bool:
    try:
        may_add_approver(draft.deal, by=reader)
    except Forbidden:
        return False
    return True
