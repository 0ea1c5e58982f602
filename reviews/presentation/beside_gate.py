"""What a deal's page shows around its gate: rounds, what has to be shown, broken glass, and their verbs."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from contracts.models import Draft, DraftState
from dealdesk.kit.refusals import Forbidden
from reviews.actions.adding import SETTLED
from reviews.models import Submission
from reviews.policy_verbs import may_add_approver
from reviews.presentation.deal_page import DealPage
from reviews.presentation.evidence import EvidenceLine, evidence_lines
from reviews.presentation.glass import GlassBanner, glass_banner, may_try
from reviews.presentation.verbs import Verb
from reviews.queries.policies import current_policy
from reviews.rounds import Rounds
from reviews.rulings import rulebook_of

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


def beside_gate(page: DealPage, reader: User) -> BesideGate:
    """One query, and one more where the policy wants to be shown something."""
    draft, submission = page.draft, _submission(page.draft)
    rounds = _rounds(page, submission)
    banner = glass_banner(draft, getattr(submission, "broken_glass", None), reader)
    offers = draft.is_current and page.gate.state != "passed" and banner is None and may_try(draft, reader)
    score = page.score.score if page.score else None
    return BesideGate(
        rounds=rounds.shown if draft.is_current and draft.state in GOES_ON else "",
        are_rounds_over=rounds.are_over and draft.is_current and draft.state != DraftState.IN_REVIEW,
        evidence=evidence_lines(submission, score, reader) if submission else [],
        glass=banner,
        verbs=_verbs(draft, reader, offers_glass=offers),
    )


def _submission(draft: Draft) -> Submission | None:
    found = Submission.objects.filter(draft=draft).select_related(
        "policy", "broken_glass__asked_by", "broken_glass__confirmed_by"
    )
    submission = found.first()
    if submission is not None:
        submission.draft = draft
    return submission


def _rounds(page: DealPage, submission: Submission | None) -> Rounds:
    """From the drafts that the page has loaded already."""
    policy = submission.policy if submission is not None else current_policy()
    sent_back = sum(draft.state == DraftState.SENT_BACK for draft in page.drafts)
    return Rounds(sent_back, rulebook_of(policy).settings.rounds)


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
