"""Show what a required check of the policy asks for, and take it back."""

from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from activity.record import record
from contracts.models import Draft
from dealdesk.kit.refusals import Refused
from reviews.actions.drafts import locked_draft
from reviews.actions.scoring import rescore
from reviews.models import Evidence, Submission
from reviews.policy import must_be_in_review
from reviews.policy_verbs import may_show_evidence
from reviews.queries.answers import current_score

LONGEST = 2000
FEWEST_WORDS = 2


@transaction.atomic
def show_evidence(draft: Draft, check_key: str, *, text: str, by: User) -> Evidence:
    """Say what shows that a required check holds: words, or an https address where the check wants one.

    It stands for this submission, together with the facts for which the rules asked. Raises Forbidden for
    who may not show it, Refused for a check that is not asked, is shown already, or for an empty answer.
    """
    draft = locked_draft(draft)
    submission = _in_review(draft)
    rescore(submission.pk)
    asked = asked_check(submission, check_key)
    may_show_evidence(submission, asked, by=by)
    said = sound_evidence(text, asked["evidence"])
    if Evidence.objects.filter(submission=submission, check_key=check_key, withdrawn_at=None).exists():
        raise Refused(f"“{asked['title']}” is shown already. Take that back first, if it is wrong.")
    evidence = Evidence.objects.create(
        submission=submission,
        check_key=check_key,
        text=said,
        tested=asked["tested"],
        by=by,
        at=timezone.now(),
    )
    _record("evidence.shown", evidence, asked["title"], by)
    return evidence


@transaction.atomic
def withdraw_evidence(evidence: Evidence, *, by: User) -> None:
    """Take back what was shown; the gate is closed until something else is. Who showed it may, and whoever
    may show it."""
    draft = locked_draft(evidence.submission.draft)
    submission = _in_review(draft)
    asked = asked_check(submission, evidence.check_key)
    if evidence.by_id != by.pk:
        may_show_evidence(submission, asked, by=by)
    standing = Evidence.objects.filter(pk=evidence.pk, withdrawn_at=None)
    if not standing.update(withdrawn_at=timezone.now()):
        raise Refused("This was taken back already.")
    _record("evidence.withdrawn", evidence, asked["title"], by)


def sound_evidence(text: str, kind: str) -> str:
    """The text without blanks around it. Raises Refused with what is wrong."""
    said = text.strip()
    if len(said) > LONGEST:
        raise Refused(f"Keep it below {LONGEST} characters, or point to where more is written.")
    if kind == "link":
        if not is_safe_address(said):
            raise Refused("Write the address of a page, beginning with https://.")
        return said
    if len(said.split()) < FEWEST_WORDS:
        raise Refused("Write in some words what shows it.")
    return said


def is_safe_address(text: str) -> bool:
    try:
        address = urlsplit(text)
        host = address.hostname
    except ValueError:
        return False
    return address.scheme == "https" and bool(host) and not any(sign.isspace() for sign in text)


def asked_check(submission: Submission, check_key: str) -> dict[str, Any]:
    """The check as the score's ruling asks it. Raises Refused when the policy asks nothing of the kind."""
    score = current_score(submission)
    asked = score.ruling.get("checks", []) if score is not None else []
    found: dict[str, Any] | None = next((entry for entry in asked if entry["key"] == check_key), None)
    if found is None:
        raise Refused("The policy does not ask for this, or not any more. Reload the page.")
    return found


def _in_review(draft: Draft) -> Submission:
    must_be_in_review(draft)
    return Submission.objects.select_related("policy", "draft__deal__owner").get(draft=draft)


def _record(verb: str, evidence: Evidence, title: str, by: User) -> None:
    draft = evidence.submission.draft
    record(
        verb,
        chain=draft.deal.chain,
        by=by,
        keys={"draft": draft.pk, "submission": evidence.submission_id, "evidence": evidence.pk},
        title=title,
        text=evidence.text,
    )
