"""Makers of policies: rules that are easily told apart, and drafts of them."""

from typing import Any

from accounts.models import User
from reviews.actions import start_policy_draft
from reviews.models import PolicyDraft, PolicyVersion
from reviews.rulings import rulebook_of


def rule(name: str, *when: dict[str, Any], **then: Any) -> dict[str, Any]:
    """A rule that asks a VP, unless said otherwise."""
    effects = then or {"step": {"approver": "role:approver_vp"}}
    return {"name": name, "reason": f"Because of {name}.", "when": list(when), "then": effects}


def rung(name: str, approver: str, **tests: float) -> dict[str, Any]:
    """A rung of the ladder discount."""
    found = rule(name, {"fact": "discount", **tests}, step={"approver": approver})
    return {**found, "ladder": "discount"}


def bands_and(*rules: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """The rules of the first policy, then these."""
    document: dict[str, Any] = dict(rulebook_of(PolicyVersion.objects.earliest("number")).as_document())
    return {**document, "rules": [*document["rules"], *rules], **parts}


def make_draft(by: User, *rules: dict[str, Any], name: str = "Stricter", **parts: Any) -> PolicyDraft:
    """A draft with the rules in force and these."""
    return start_policy_draft(by=by, rules=bands_and(*rules, **parts), name=name)


def make_ladder_draft(by: User) -> PolicyDraft:
    """A ladder with a hole between 20 and 22 per cent."""
    return make_draft(
        by,
        rung("manager-to-20", "role:approver_manager", above=0, at_most=20),
        rung("vp-from-22", "role:approver_vp", above=22),
        name="Discounts",
    )
