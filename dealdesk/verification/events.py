"""I11 and I12: every change has exactly one event, and the chains of events are whole."""

from collections.abc import Iterable

from activity.models import Chain, Event
from dealdesk.kit.digests import digest_of
from dealdesk.verification.invariant import Invariant, rows

PAIRS = (
    ("deal.created", "SELECT count(*) FROM contracts_deal"),
    ("draft.copied", "SELECT count(*) FROM contracts_draft WHERE copied_from_id IS NOT NULL"),
    ("draft.submitted", "SELECT count(*) FROM reviews_submission"),
    ("review.recorded", "SELECT count(*) FROM reviews_review WHERE carried_from_id IS NULL"),
    ("condition.accepted",
     "SELECT count(condition_accepted_at) FROM reviews_review WHERE carried_from_id IS NULL"),
    ("counter.accepted", "SELECT count(*) FROM reviews_counterproposal WHERE accepted_at IS NOT NULL"),
    ("counter.declined",
     "SELECT count(DISTINCT (declined_at, declined_by_id, decline_reason)) FROM reviews_counterproposal"
     " WHERE declined_at IS NOT NULL"),
    ("comment.made", "SELECT count(*) FROM reviews_comment"),
    ("question.asked", "SELECT count(*) FROM reviews_question"),
    ("question.answered", "SELECT count(*) FROM reviews_question WHERE answer <> ''"),
    ("question.withdrawn",
     "SELECT count(*) FROM reviews_question WHERE answered_at IS NOT NULL AND answer = ''"),
    ("score.computed", "SELECT count(*) FROM reviews_score"),
    ("approval.given",
     "SELECT count(DISTINCT (submission_id, approver_id, at)) FROM reviews_approval"
     " WHERE carried_from_id IS NULL AND decision IN ('approve', 'approve_with_conditions')"),
    ("draft.sent_back",
     "SELECT count(DISTINCT (submission_id, approver_id, at)) FROM reviews_approval"
     " WHERE carried_from_id IS NULL AND decision = 'send_back'"),
    ("draft.rejected",
     "SELECT count(DISTINCT (submission_id, approver_id, at)) FROM reviews_approval"
     " WHERE carried_from_id IS NULL AND decision = 'reject'"),
    ("approval.kept", "SELECT count(*) FROM reviews_approval WHERE carried_from_id IS NOT NULL"),
    ("approval.reassigned", "SELECT count(*) FROM reviews_reassignment"),
    ("approver.added", "SELECT count(*) FROM reviews_addedapprover"),
    ("approver.released", "SELECT count(*) FROM reviews_addedapprover WHERE released_at IS NOT NULL"),
    ("evidence.shown", "SELECT count(*) FROM reviews_evidence WHERE carried_from_id IS NULL"),
    ("evidence.withdrawn", "SELECT count(*) FROM reviews_evidence WHERE withdrawn_at IS NOT NULL"),
    ("draft.withdrawn", "SELECT count(*) FROM contracts_draft WHERE state = 'withdrawn'"),
    ("glass.asked", "SELECT count(*) FROM reviews_brokenglass"),
    ("glass.broken", "SELECT count(*) FROM reviews_brokenglass WHERE confirmed_at IS NOT NULL"),
    ("glass.declined", "SELECT count(*) FROM reviews_brokenglass WHERE declined_at IS NOT NULL"),
    ("draft.cleared",
     "SELECT count(*) FROM reviews_clearance c WHERE NOT EXISTS (SELECT 1 FROM reviews_brokenglass g"
     " WHERE g.submission_id = c.submission_id AND g.confirmed_at IS NOT NULL)"),
    ("draft.signed", "SELECT count(*) FROM reviews_signing"),
    ("clearance.voided", "SELECT count(*) FROM reviews_voidrequest WHERE confirmed_at IS NOT NULL"),
    ("draft.lapsed", "SELECT count(*) FROM contracts_draft WHERE state = 'lapsed'"),
    ("concern.accepted", "SELECT count(*) FROM contracts_concernacceptance"),
    ("playbook.published", "SELECT count(*) FROM contracts_playbookversion WHERE published_at IS NOT NULL"),
    ("policy.published", "SELECT count(*) FROM reviews_policyversion"),
    ("token.created", "SELECT count(*) FROM accounts_apitoken"),
)  # fmt: skip
"""A verb and the rows that it makes: as many of the one as of the other."""


def uneven_pairs() -> Iterable[str]:
    told: dict[object, object] = {}
    for verb, count in rows("SELECT verb, count(*) FROM activity_event GROUP BY verb"):
        told[verb] = count
    for verb, sql in PAIRS:
        (made,) = rows(sql)[0]
        if told.get(verb, 0) != made:
            yield f"{made} rows but {told.get(verb, 0)} events of {verb}"


def broken_chains() -> Iterable[str]:
    """Each event must cover its own content and the digest before it, without a gap, up to the head."""
    heads = {chain.name: (chain.length, chain.head) for chain in Chain.objects.all()}
    last: dict[str, tuple[int, str]] = {}
    for event in Event.objects.order_by("chain_id", "position").iterator(chunk_size=2000):
        position, digest = last.get(event.chain_id, (0, ""))
        if (event.position, event.previous) != (position + 1, digest):
            yield f"{event.chain_id} #{event.position} does not follow #{position}"
        if digest_of(event.content()) != event.digest:
            yield f"{event.chain_id} #{event.position} was changed"
        last[event.chain_id] = (event.position, event.digest)
    for name, head in heads.items():
        if last.get(name, (0, "")) != head:
            yield f"{name} does not end at its recorded head"


EVENT_CHECKS = (
    Invariant("I11", "Every change has exactly one event", uneven_pairs),
    Invariant("I12", "The chain of events of each deal verifies", broken_chains),
)
