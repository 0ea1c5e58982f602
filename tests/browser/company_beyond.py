"""The unusual ways: glass asked for and broken, evidence, a step handed over, an approver added."""

from accounts.models import Role
from contracts.models import Deal, Draft
from reviews.actions import (
    add_approver,
    ask_to_break_glass,
    confirm_glass,
    publish_policy,
    reassign_step,
    rescore,
    show_evidence,
    submit_draft,
)
from reviews.actions.policies import DEFAULT_STEPS
from reviews.engine.rules import from_bands
from reviews.models import Ask, PolicyVersion, Submission
from tests.make import Cast, make_deal, make_submission, make_term, make_user, review_all

REASON = "Their board decides tonight, and whoever could approve is on a plane."
SCOPED = "an architect has scoped it"


def beyond(cast: Cast) -> dict[str, object]:
    """What the addresses of these pages are made of."""
    asked = make_submission(cast.maya, "payment-terms", customer="Glass Works")
    ask_to_break_glass(asked.draft, reason=REASON, by=cast.anders)
    broken = _waiting(cast, "Broken Glass")
    confirm_glass(ask_to_break_glass(broken.draft, reason=REASON, by=cast.anders), by=cast.eva)
    handed = _waiting(cast, "Handed Over")
    ines = make_user("Ines Nakamura", Role.APPROVER_VP)
    reassign_step(_ask(handed, cast), to=ines, reason="I know them too well.", by=cast.ruth)
    add_approver(handed.draft.deal, person=cast.eva, reason="She knows their board.", by=cast.maya)
    shown = _with_evidence(cast)
    own = _waiting(cast, "Own Step")
    return {
        "glass_asked": asked.draft.deal.number,
        "glass_broken": broken.draft.deal.number,
        "handed": handed.draft.deal.number,
        "handed_ask": Ask.objects.standing().get(submission=handed, person=ines).pk,
        "own_step": own.draft.deal.number,
        "own_ask": _ask(own, cast).pk,
        "to_show": shown.draft.deal.number,
        "shown": shown.evidence.get().pk,
    }


def _waiting(cast: Cast, customer: str) -> Submission:
    submission = make_submission(cast.maya, "payment-terms", "renewal", "price-hold", customer=customer)
    review_all(cast, submission, level=4, once=(60, 600, 6000))
    return submission


def _ask(submission: Submission, cast: Cast) -> Ask:
    return Ask.objects.standing().get(submission=submission, person=cast.ruth)


def _with_evidence(cast: Cast) -> Submission:
    """Under a policy of its own, after which the earlier one is published again."""
    before = PolicyVersion.objects.latest("number").document
    document = from_bands(DEFAULT_STEPS)
    checks = [
        {"check": {"title": "An architect has scoped it", "evidence": "link"}},
        {"check": {"title": "Their references are called", "evidence": "text"}},
        {"check": {"title": "Security has read the plan", "evidence": "text", "by": "lead:SEC"}},
    ]
    document["rules"] += [
        {"name": f"shown-{place}", "reason": "It is new to us.", "when": [], "then": then}
        for place, then in enumerate(checks)
    ]
    publish_policy(by=cast.desk, rules=document, exchange_rates=before["exchange_rates"])
    deal: Deal = make_deal(cast.maya, customer="Shown Evidence")
    make_term(deal.current_draft, "payment-terms", by=cast.maya)
    submission = submit_draft(deal.current_draft, by=cast.maya)
    rescore(submission.pk)
    draft = Draft.objects.get(pk=submission.draft_id)
    show_evidence(draft, SCOPED, text="https://wiki.example/scope", by=cast.maya)
    publish_policy(by=cast.desk, rules=before["rules"], exchange_rates=before["exchange_rates"])
    return submission
