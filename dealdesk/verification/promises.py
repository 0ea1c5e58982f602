"""I22: what was promised in a signed contract is on somebody's list, and says what its condition says."""

from dealdesk.verification.invariant import Invariant, sentences

STANDING = """
FROM outcomes_handover h JOIN contracts_draft d ON d.id = h.draft_id AND d.state = 'signed'
"""

UNKEPT_CELLS = f"""
SELECT h.id, r.id {STANDING}
JOIN contracts_term t ON t.draft_id = d.id JOIN reviews_reviewrequest r ON r.term_id = t.id
WHERE NOT EXISTS (
    SELECT 1 FROM outcomes_obligation o
    WHERE o.handover_id = h.id AND o.term_id = t.id AND o.function_id = r.function_id
)
"""

UNKEPT_UNDISCLOSED = f"""
SELECT h.id, f.code, u.id {STANDING}
JOIN outcomes_undisclosedterm u ON u.handover_id = h.id JOIN accounts_function f ON f.code = ANY (u.functions)
WHERE NOT EXISTS (
    SELECT 1 FROM outcomes_obligation o WHERE o.undisclosed_id = u.id AND o.function_id = f.id
)
"""

UNKEPT_CONDITIONS = f"""
SELECT h.id, c.id {STANDING}
JOIN reviews_submission s ON s.draft_id = d.id
JOIN reviews_condition c ON c.submission_id = s.id AND c.lapsed_at IS NULL
LEFT JOIN reviews_approval a ON a.id = c.approval_id LEFT JOIN reviews_review r ON r.id = c.review_id
WHERE (a.id IS NOT NULL AND a.voided_at IS NULL OR r.id IS NOT NULL AND r.replaced_at IS NULL)
AND NOT EXISTS (SELECT 1 FROM outcomes_obligation o WHERE o.source_id = c.id)
"""

CONTRADICTED = f"""
SELECT o.id, c.id {STANDING}
JOIN outcomes_obligation o ON o.handover_id = h.id JOIN reviews_condition c ON c.id = o.source_id
WHERE o.state = 'done' AND c.met_at IS NULL
OR o.state = 'open' AND c.met_at < now() - interval '60 seconds'
"""

UNMOVED = f"""
SELECT o.id, o.due_on {STANDING}
JOIN outcomes_obligation o ON o.handover_id = h.id
WHERE o.state = 'open' AND EXISTS (
    SELECT 1 FROM outcomes_fulfilment f WHERE f.obligation_id = o.id AND f.due_on >= o.due_on
)
"""

UNENDED = f"""
SELECT h.id {STANDING}
JOIN reviews_signing g ON g.id = h.signing_id
LEFT JOIN LATERAL (
    SELECT i.happened_on FROM outcomes_incident i
    WHERE i.handover_id = h.id AND i.kind = 'termination' AND i.struck_at IS NULL ORDER BY i.id LIMIT 1
) t ON true
WHERE g.terminated_on IS DISTINCT FROM t.happened_on
"""

PROMISE_CHECKS = (
    Invariant(
        "I22",
        "Every promise of a signed contract is an obligation, and says what its condition says",
        lambda: [
            *sentences(UNKEPT_CELLS, "handover {0} lacks the obligation of review request {1}")(),
            *sentences(UNKEPT_UNDISCLOSED, "handover {0} lacks the obligation of {1} for found term {2}")(),
            *sentences(UNKEPT_CONDITIONS, "handover {0} lacks the obligation of condition {1}")(),
            *sentences(CONTRADICTED, "obligation {0} and condition {1} say different things")(),
            *sentences(UNMOVED, "obligation {0} is due on {1}, which was noted already")(),
            *sentences(UNENDED, "handover {0} was terminated, and its calendar says otherwise")(),
        ],
    ),
)
