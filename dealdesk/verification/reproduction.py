"""I2, I6, I7, I17, I18: what was stored reproduces from what it was made of."""

from collections.abc import Iterable

from contracts.content import term_digest
from contracts.models import Draft, Term
from dealdesk.kit.digests import digest_of
from dealdesk.verification.invariant import Invariant, sentences
from reviews.engine import assess
from reviews.engine.facts import Policy
from reviews.engine.rules import Ruling, evaluate
from reviews.engine.scales import CLOSED, harder_band
from reviews.models import Clearance, PolicyVersion, Score, Submission
from reviews.policy_digest import policy_digest
from reviews.rulings import RULING_FORMAT, asked_about, rulebook_of, stored


def changed_contents() -> Iterable[str]:
    for draft in Draft.objects.exclude(digest="").iterator():
        if digest_of(draft.content) != draft.digest:
            yield f"draft {draft.pk} differs from its digest"
    for term in Term.objects.select_related("type").iterator():
        if term_digest(term) != term.digest:
            yield f"term {term.pk} differs from its digest"
    for submission in Submission.objects.select_related("draft", "policy").iterator():
        made = digest_of({"draft": submission.draft.digest, "policy": submission.policy.digest})
        if made != submission.digest:
            yield f"submission {submission.pk} differs from its digest"


def wrong_scores() -> Iterable[str]:
    policies = {
        policy.pk: Policy.from_document(policy.document["engine"]) for policy in PolicyVersion.objects.all()
    }
    for score in Score.objects.select_related("policy").iterator():
        again = assess(score.inputs, policies[score.policy_id])
        shown = 1000 if again.is_blocked else again.tenths
        ruling = _ruled_again(score)
        gate = again.gate if again.gate == CLOSED or ruling is None else harder_band(again.gate, ruling.band)
        if (again.vector, shown, gate) != (score.string, score.tenths, score.gate):
            yield f"score {score.pk} recomputes to {again.vector}"
        elif again.as_document() != score.result:
            yield f"score {score.pk} recomputes with other details"
        elif ruling is not None and stored(ruling) != score.ruling:
            yield f"score {score.pk} is ruled otherwise by the rules of its policy"


def _ruled_again(score: Score) -> Ruling | None:
    """What the rules say of the facts stored with the score; None for one ruled on in an earlier format."""
    if score.ruling.get("format") != RULING_FORMAT:
        return None
    return evaluate(rulebook_of(score.policy), asked_about(score.rule_facts))


STALE_CLEARANCES = """
SELECT c.code FROM reviews_clearance c
JOIN reviews_submission s ON s.id = c.submission_id JOIN reviews_score x ON x.id = c.score_id
WHERE x.submission_id <> s.id OR NOT EXISTS (
    SELECT 1 FROM reviews_brokenglass g WHERE g.submission_id = s.id AND g.confirmed_at IS NOT NULL
) AND (x.facts_version <> s.facts_version OR x.gate IN ('CLOSED', 'BLOCKED'))
"""

MIXED_POLICIES = """
SELECT x.id FROM reviews_score x JOIN reviews_submission s ON s.id = x.submission_id
WHERE x.policy_id <> s.policy_id
UNION ALL
SELECT t.id FROM contracts_term t JOIN contracts_termtype y ON y.id = t.type_id
JOIN contracts_draft d ON d.id = t.draft_id WHERE y.playbook_id <> d.playbook_id
"""


def changed_policies() -> Iterable[str]:
    for policy in PolicyVersion.objects.all():
        if policy_digest(policy.document) != policy.digest:
            yield f"policy {policy.number} differs from its digest"
    yield from sentences(MIXED_POLICIES, "row {0} was judged under another version")()


def changed_certificates() -> Iterable[str]:
    for clearance in Clearance.objects.iterator():
        if digest_of(clearance.certificate) != clearance.digest:
            yield f"certificate {clearance.code} differs from its digest"


REPRODUCTION_CHECKS = (
    Invariant("I2", "Every digest covers what it names", changed_contents),
    Invariant("I6", "Every stored score recomputes exactly", wrong_scores),
    Invariant(
        "I7",
        "Nothing was cleared on a stale or partial score",
        sentences(STALE_CLEARANCES, "clearance {0} rests on a score that was not final"),
    ),
    Invariant("I17", "Policies and playbooks never change under a review", changed_policies),
    Invariant("I18", "Every certificate reproduces", changed_certificates),
)
