"""Makers for what people do around an approval: rulebooks with settings, and submissions that wait."""

from typing import Any

from activity.models import Event, Notification
from contracts.models import Draft
from reviews.actions import make_next_draft, publish_policy, submit_draft
from reviews.actions.announcing import announce
from reviews.actions.policies import DEFAULT_STEPS
from reviews.engine.rules import from_bands
from reviews.gate import Gate, gate_of
from reviews.models import Ask, PolicyVersion, Submission
from reviews.steps import Step, approval_steps
from tests.make import Cast, approve, make_submission, review_all

REASON = "The customer’s board decides tonight, and Legal is on holiday."


def publish_rules(
    cast: Cast,
    *rules: dict[str, Any],
    settings: dict[str, Any] | None = None,
    steps: dict[str, list[dict[str, Any]]] | None = None,
) -> PolicyVersion:
    """Steps by band, the default ones unless said otherwise, with more rules and other settings."""
    document = {**from_bands(steps or DEFAULT_STEPS), "settings": settings or {}}
    document["rules"] = [*document["rules"], *rules]
    return publish_policy(by=cast.desk, rules=document, exchange_rates={"EUR": 1000})


def rule(name: str, then: dict[str, Any], when: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    return {"name": name, "reason": f"Because of {name}.", "when": when or [], "then": then}


def make_waiting(cast: Cast, **fields: Any) -> Submission:
    """Every review is in, and Ruth, the VP, is asked."""
    submission = make_submission(cast.maya, "liability-cap", "uptime", **fields)
    review_all(cast, submission, level=4, once=(60, 600, 6000))
    assert submission.scores.get(is_latest=True).gate == "VP"
    return submission


def make_for_ruth(cast: Cast, **fields: Any) -> Submission:
    """It waits for Ruth, whom the policy names herself."""
    herself = {"step": {"approver": f"person:{cast.ruth.email}"}}
    publish_rules(cast, rule("ruth-herself", herself), steps={**DEFAULT_STEPS, "VP": []})
    return make_waiting(cast, **fields)


def ask_of(submission: Submission, person: Any) -> Ask:
    return Ask.objects.standing().get(submission=submission, person=person)


def asked(submission: Submission) -> list[str]:
    """Who is asked at present, each with both names where one stands in for another."""
    asks = Ask.objects.standing().filter(submission=submission).select_related("person", "principal")
    return sorted(f"{ask.person} for {ask.principal}" if ask.principal else str(ask.person) for ask in asks)


def fresh(submission: Submission) -> Draft:
    return Draft.objects.get(pk=submission.draft_id)


def gate_now(submission: Submission) -> Gate:
    return gate_of(fresh(submission))


def steps_of(submission: Submission) -> list[Step]:
    submission.refresh_from_db()
    return approval_steps(submission, submission.scores.get(is_latest=True))


def send_back(submission: Submission, by: Any) -> None:
    approve(submission, by, "send_back", "The liability is too high.")


def next_round(cast: Cast, submission: Submission, by: Any = None) -> Submission:
    """The next draft, unchanged, submitted by its owner unless said otherwise."""
    following = make_next_draft(fresh(submission), by=cast.maya)
    return submit_draft(following, by=by or cast.maya)


def told_of(verb: str) -> dict[str, str]:
    """Announce the newest event of a verb; name and text of everybody who was told."""
    event = Event.objects.filter(verb=verb).order_by("-id")[0]
    announce(event.pk)
    return {row.to.name: row.text for row in Notification.objects.filter(event=event).select_related("to")}
