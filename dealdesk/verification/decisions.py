"""I1, I3, I8, I10: who decided, whether they might, and whether everything needed was there."""

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
) AND NOT EXISTS (
    SELECT 1 FROM reviews_brokenglass g WHERE g.submission_id = s.id AND g.confirmed_at IS NOT NULL
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
JOIN authors a ON a.deal = d.deal_id AND a.person IN (p.approver_id, p.on_behalf_of_id)
    AND a.since <= d.number
WHERE p.voided_at IS NULL AND d.state IN ('cleared', 'signed')
UNION ALL
SELECT 'review', r.id FROM reviews_review r
JOIN reviews_reviewrequest q ON q.id = r.request_id JOIN contracts_term t ON t.id = q.term_id
JOIN contracts_draft d ON d.id = t.draft_id
JOIN authors a ON a.deal = d.deal_id AND a.person IN (r.reviewer_id, r.on_behalf_of_id)
    AND a.since <= d.number
WHERE r.replaced_at IS NULL AND d.state IN ('cleared', 'signed')
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
        "I8",
        "Every state has the record that it stands for",
        sentences(STATE_WITHOUT_RECORD, "draft {0} is {1} without the matching record"),
    ),
    Invariant("I10", "One request has one effect", sentences(DOUBLED, "{0} stands twice for {1}")),
)
