"""I4, I5: approvers had the authority, each counts once, and enough of them approved."""

from dealdesk.verification.invariant import Invariant, sentences

WITHOUT_AUTHORITY = """
WITH given AS (
    SELECT p.*, d.deal_id, regexp_replace(p.step_key, '^[^/]*/[^/]*/', '') AS approver,
        p.roles_held && ARRAY['approver_manager', 'approver_vp', 'approver_executive']::varchar[] AS approves,
        p.roles_held && ARRAY['function_lead', 'function_member']::varchar[] AS reviews
    FROM reviews_approval p JOIN reviews_submission s ON s.id = p.submission_id
    JOIN contracts_draft d ON d.id = s.draft_id
    WHERE p.decision IN ('approve', 'approve_with_conditions')
)
SELECT g.id, g.step_key FROM given g WHERE NOT CASE
    WHEN g.step_key LIKE 'added/%' THEN EXISTS (
        SELECT 1 FROM reviews_addedapprover a
        WHERE a.deal_id = g.deal_id AND a.at <= g.at AND a.person_id IN (g.approver_id, g.on_behalf_of_id))
    WHEN g.approver LIKE 'role:%' THEN substr(g.approver, 6) = ANY (g.roles_held)
        OR (g.on_behalf_of_id IS NOT NULL AND (g.approves OR g.reviews))
    WHEN g.approver = 'owner_manager' THEN 'approver_manager' = ANY (g.roles_held)
        OR (g.on_behalf_of_id IS NOT NULL AND (g.approves OR g.reviews))
    WHEN g.approver LIKE 'lead:%' THEN g.approves OR g.reviews
    WHEN g.approver = '' THEN g.approves
    ELSE cardinality(g.roles_held) > 0 AND NOT 'auditor' = ANY (g.roles_held)
END
"""
"""By the step's own approver. Who took the place of somebody named needs a role of the same kind."""

COUNTED_TWICE = """
SELECT submission_id, approver_id, step_key FROM reviews_approval WHERE voided_at IS NULL
GROUP BY 1, 2, 3 HAVING count(*) > 1
"""

SILENTLY_KEPT = """
SELECT p.id FROM reviews_approval p JOIN reviews_approval b ON b.id = p.carried_from_id
WHERE p.kept_because = '' OR p.step_key <> b.step_key OR p.approver_id <> b.approver_id
   OR p.decision <> b.decision OR b.void_cause <> 'next_draft'
"""

TOO_FEW_DECISIONS = """
WITH cleared AS (
    SELECT c.* FROM reviews_clearance c WHERE c.voided_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM reviews_brokenglass g
        WHERE g.submission_id = c.submission_id AND g.confirmed_at IS NOT NULL)
), wanted AS (
    SELECT c.id, step->>'key' AS step_key,
        CASE step->>'need' WHEN 'all' THEN 1 WHEN 'anyone' THEN 1 ELSE (step->>'need')::int END AS needed
    FROM cleared c JOIN reviews_score x ON x.id = c.score_id
    CROSS JOIN LATERAL jsonb_array_elements(x.ruling->'steps') AS step
    UNION ALL
    SELECT c.id, 'approval/' || (step->>'number') || '/' || CASE WHEN step->>'approver' = 'owner_manager'
        THEN 'owner_manager' ELSE 'role:' || (step->>'approver') END, (step->>'count')::int
    FROM cleared c JOIN reviews_score x ON x.id = c.score_id
    JOIN reviews_policyversion v ON v.id = x.policy_id
    CROSS JOIN LATERAL jsonb_array_elements(v.document->'approvals'->x.gate) AS step
    WHERE NOT x.ruling ? 'steps'
)
SELECT c.code, w.needed, w.step_key FROM wanted w JOIN cleared c ON c.id = w.id
WHERE w.needed > (
    SELECT least(count(DISTINCT p.approver_id), count(DISTINCT coalesce(p.on_behalf_of_id, p.approver_id)))
    FROM reviews_approval p
    WHERE p.submission_id = c.submission_id AND p.score_id = c.score_id AND p.step_key = w.step_key
    AND p.voided_at IS NULL AND p.decision IN ('approve', 'approve_with_conditions') AND p.at <= c.at
)
"""
"""The steps are those of the score's ruling; scores of before rulings existed name them in the policy."""

ADDED_IN_VAIN = """
SELECT c.code, a.person_id FROM reviews_clearance c
JOIN reviews_submission s ON s.id = c.submission_id JOIN contracts_draft d ON d.id = s.draft_id
JOIN reviews_addedapprover a ON a.deal_id = d.deal_id AND a.at <= c.at
WHERE c.voided_at IS NULL AND (a.released_at IS NULL OR a.released_at > c.at) AND NOT EXISTS (
    SELECT 1 FROM reviews_brokenglass g WHERE g.submission_id = s.id AND g.confirmed_at IS NOT NULL
) AND NOT EXISTS (
    SELECT 1 FROM reviews_approval p
    WHERE p.submission_id = s.id AND p.voided_at IS NULL AND p.step_key LIKE 'added/%'
    AND a.person_id IN (p.approver_id, p.on_behalf_of_id)
    AND p.decision IN ('approve', 'approve_with_conditions') AND p.at <= c.at
)
"""

APPROVAL_CHECKS = (
    Invariant(
        "I4",
        "Approvers had the authority when they approved",
        sentences(WITHOUT_AUTHORITY, "approval {0} for step {1} was given without the authority"),
    ),
    Invariant(
        "I5",
        "Each person counts once, enough people decided, and what was kept says why",
        lambda: [
            *sentences(COUNTED_TWICE, "submission {0} counts person {1} twice for {2}")(),
            *sentences(TOO_FEW_DECISIONS, "clearance {0} has fewer than {1} approvals of {2}")(),
            *sentences(ADDED_IN_VAIN, "clearance {0} lacks the approval of person {1}, who was added")(),
            *sentences(SILENTLY_KEPT, "approval {0} was kept without a reason, or from another step")(),
        ],
    ),
)
