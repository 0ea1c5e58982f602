"""I1, I3, I4, I5, I8, I10: who decided, whether they might, and whether everything needed was there."""

from dealdesk.verification.invariant import Invariant, sentences

UNREVIEWED = """
SELECT c.code, f.code FROM reviews_clearance c
JOIN reviews_submission s ON s.id = c.submission_id
JOIN contracts_term t ON t.draft_id = s.draft_id AND NOT t.is_standard
CROSS JOIN LATERAL unnest(t.functions) AS wanted
LEFT JOIN accounts_function f ON f.code = wanted
WHERE NOT EXISTS (
    SELECT 1 FROM reviews_reviewrequest q JOIN reviews_review r ON r.request_id = q.id
    WHERE q.term_id = t.id AND q.function_id = f.id AND r.answered_at <= c.at
)
"""

SELF_DECIDED = """
WITH authors AS (
    SELECT id AS deal, owner_id AS person, 1 AS since FROM contracts_deal
    UNION SELECT id, created_by_id, 1 FROM contracts_deal
    UNION SELECT d.deal_id, a.user_id, d.number
    FROM contracts_draftauthor a JOIN contracts_draft d ON d.id = a.draft_id
)
SELECT 'approval', p.id FROM reviews_approval p
JOIN reviews_submission s ON s.id = p.submission_id JOIN contracts_draft d ON d.id = s.draft_id
JOIN authors a ON a.deal = d.deal_id AND a.person = p.approver_id AND a.since <= d.number
WHERE p.voided_at IS NULL AND d.state IN ('cleared', 'signed')
UNION ALL
SELECT 'review', r.id FROM reviews_review r
JOIN reviews_reviewrequest q ON q.id = r.request_id JOIN contracts_term t ON t.id = q.term_id
JOIN contracts_draft d ON d.id = t.draft_id
JOIN authors a ON a.deal = d.deal_id AND a.person = r.reviewer_id AND a.since <= d.number
WHERE r.replaced_at IS NULL AND d.state IN ('cleared', 'signed')
"""

WITHOUT_AUTHORITY = """
SELECT p.id, p.step FROM reviews_approval p
WHERE p.decision IN ('approve', 'approve_with_conditions')
AND NOT p.roles_held && ARRAY['approver_manager', 'approver_vp', 'approver_executive']::varchar[]
"""

COUNTED_TWICE = """
SELECT submission_id, approver_id FROM reviews_approval WHERE voided_at IS NULL
GROUP BY 1, 2 HAVING count(*) > 1
"""

TOO_FEW_DECISIONS = """
SELECT c.code, wanted.needed FROM reviews_clearance c
JOIN reviews_score x ON x.id = c.score_id JOIN reviews_policyversion v ON v.id = x.policy_id
CROSS JOIN LATERAL (
    SELECT coalesce(sum((step->>'count')::int), 0) AS needed
    FROM jsonb_array_elements(v.document->'approvals'->x.gate) AS step
) AS wanted
WHERE c.voided_at IS NULL AND wanted.needed > (
    SELECT count(DISTINCT p.approver_id) FROM reviews_approval p
    WHERE p.submission_id = c.submission_id AND p.score_id = c.score_id AND p.voided_at IS NULL
    AND p.decision IN ('approve', 'approve_with_conditions') AND p.at <= c.at
)
"""

STATE_WITHOUT_RECORD = """
SELECT d.id, d.state FROM contracts_draft d
LEFT JOIN reviews_submission s ON s.draft_id = d.id
LEFT JOIN reviews_clearance c ON c.submission_id = s.id
LEFT JOIN reviews_signing g ON g.clearance_id = c.id
WHERE (d.state <> 'drafting') <> (s.id IS NOT NULL)
   OR (d.state IN ('cleared', 'signed', 'lapsed', 'voided')) <> (c.id IS NOT NULL)
   OR (d.state = 'signed' AND g.id IS NULL)
   OR (d.state IN ('lapsed', 'voided')) <> coalesce(c.voided_at IS NOT NULL, false)
   OR (d.state = 'lapsed') <> EXISTS (
        SELECT 1 FROM reviews_condition k WHERE k.submission_id = s.id AND k.lapsed_at IS NOT NULL)
"""

DOUBLED = """
SELECT 'draft number', deal_id FROM contracts_draft GROUP BY deal_id, number HAVING count(*) > 1
UNION ALL SELECT 'review request', term_id FROM reviews_reviewrequest GROUP BY term_id, function_id
HAVING count(*) > 1
UNION ALL SELECT 'score', submission_id FROM reviews_score GROUP BY submission_id, facts_version
HAVING count(*) > 1
UNION ALL SELECT 'current draft', deal_id FROM contracts_draft GROUP BY deal_id
HAVING count(*) FILTER (WHERE is_current) <> 1
"""

DECISION_CHECKS = (
    Invariant(
        "I1",
        "Nothing is cleared without every required review",
        sentences(UNREVIEWED, "clearance {0} lacks a review by {1}"),
    ),
    Invariant(
        "I3",
        "Nobody decides on what they wrote",
        sentences(SELF_DECIDED, "{0} {1} is by an author of the deal"),
    ),
    Invariant(
        "I4",
        "Approvers had the authority when they approved",
        sentences(WITHOUT_AUTHORITY, "approval {0} for step {1} was given without an approver's role"),
    ),
    Invariant(
        "I5",
        "Each person counts once, and enough people decided",
        lambda: [
            *sentences(COUNTED_TWICE, "submission {0} counts person {1} twice")(),
            *sentences(TOO_FEW_DECISIONS, "clearance {0} has fewer than {1} approvals")(),
        ],
    ),
    Invariant(
        "I8",
        "Every state has the record that it stands for",
        sentences(STATE_WITHOUT_RECORD, "draft {0} is {1} without the matching record"),
    ),
    Invariant("I10", "One request has one effect", sentences(DOUBLED, "{0} stands twice for {1}")),
)
