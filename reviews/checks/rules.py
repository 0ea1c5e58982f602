"""The checks that the policy's rules add to the gate: refusals, ladders without a rung, evidence."""

from django.utils.text import Truncator

from reviews.gate_checks import Check, CheckState
from reviews.models import Evidence, Score, Submission
from reviews.queries.authors import authors_of
from reviews.rulings import rulebook_of
from reviews.seats import Directory


def rule_checks(submission: Submission, score: Score) -> list[Check]:
    """From the score's ruling; nothing while the policy asks for nothing of the kind."""
    return [*_refusals(score), *_uncovered(score), *_required(submission, score)]


def _refusals(score: Score) -> list[Check]:
    return [
        Check(
            f"refusal-{refusal['rule']}",
            "No rule forbids it",
            CheckState.FAILED,
            refusal["text"],
            "Change what the rule speaks of in the next draft.",
        )
        for refusal in score.ruling.get("refusals", [])
    ]


def _uncovered(score: Score) -> list[Check]:
    return [
        Check(
            f"ladder-{place}",
            "Every ladder of the policy covers the deal",
            CheckState.FAILED,
            sentence,
            "Change the deal, or ask the deal desk to complete the policy.",
        )
        for place, sentence in enumerate(score.ruling.get("uncovered", []))
    ]


def _required(submission: Submission, score: Score) -> list[Check]:
    """One check for each thing that must be shown, by words or a link that stands for this submission."""
    asked = score.ruling.get("checks", [])
    if not asked:
        return []
    shown = {
        evidence.check_key: evidence
        for evidence in Evidence.objects.filter(submission=submission, withdrawn_at=None).select_related("by")
    }
    may = _may_show(submission, [entry["by"] for entry in asked if entry["by"]])
    return [
        _line(entry, evidence)
        if (evidence := shown.get(entry["key"])) and (not entry["by"] or evidence.by_id in may[entry["by"]])
        else _line(entry, None)
        for entry in asked
    ]


def _may_show(submission: Submission, approvers: list[str]) -> dict[str, set[int]]:
    """Whose word counts where the check names somebody: those named now, without the deal's authors, who may
    have become so after showing it."""
    if not approvers:
        return {}
    directory, authors = Directory.load([submission.pk]), authors_of(submission.draft.deal)
    rulebook = rulebook_of(submission.policy)
    return {
        approver: set(directory.named(approver, submission.draft.deal, rulebook)) - authors
        for approver in approvers
    }


def _line(entry: dict[str, str], evidence: Evidence | None) -> Check:
    key = f"evidence-{entry['key']}"
    if evidence is None:
        reason = f"{entry['title']}: nobody has shown it yet."
        return Check(key, entry["title"], CheckState.PENDING, reason, "Add the evidence on the deal’s page.")
    text = Truncator(evidence.text).chars(120)
    return Check(key, entry["title"], CheckState.PASSED, f"{evidence.by}: {text}")
