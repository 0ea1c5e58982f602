"""I20: glass is broken by two people with a reason, on record, and loudly."""

from dealdesk.verification.invariant import Invariant, sentences

ALONE = """
SELECT id FROM reviews_brokenglass
WHERE confirmed_at IS NOT NULL
AND (confirmed_by_id IS NULL OR confirmed_by_id = asked_by_id OR length(trim(reason)) < 20 OR why_closed = '')
"""

UNMATCHED = """
SELECT g.id FROM reviews_brokenglass g LEFT JOIN reviews_clearance c ON c.submission_id = g.submission_id
WHERE g.confirmed_at IS NOT NULL AND (c.id IS NULL OR NOT c.certificate ? 'broken_glass'
    OR c.certificate->'broken_glass'->>'reason' <> g.reason)
"""

SECRET = """
SELECT c.code FROM reviews_clearance c
WHERE (c.certificate ? 'broken_glass' OR c.score_id IS NULL) AND NOT EXISTS (
    SELECT 1 FROM reviews_brokenglass g
    WHERE g.submission_id = c.submission_id AND g.confirmed_at IS NOT NULL)
"""

UNTOLD = """
SELECT g.id, u.name FROM reviews_brokenglass g
JOIN activity_event e ON e.verb = 'glass.broken' AND (e.facts->>'glass')::bigint = g.id
JOIN accounts_rolegrant r ON r.role IN ('deal_desk', 'approver_executive', 'auditor')
JOIN accounts_user u ON u.id = r.user_id AND u.is_active AND u.joined_at <= e.at
WHERE u.id <> coalesce(e.by_id, 0) AND e.at < now() - interval '5 minutes' AND NOT EXISTS (
    SELECT 1 FROM activity_outboxmessage o WHERE o.event_id = e.id AND o.done_at IS NULL)
AND EXISTS (SELECT 1 FROM activity_notification n WHERE n.event_id = e.id) AND NOT EXISTS (
    SELECT 1 FROM activity_notification n WHERE n.event_id = e.id AND n.to_id = u.id AND n.is_loud)
AND NOT EXISTS (
    SELECT 1 FROM activity_event later WHERE later.verb IN ('role.granted', 'person.reactivated')
    AND later.chain_id = 'user:' || u.id AND later.at > e.at)
"""
"""Who got the role, or came back, only later was not there to be told."""

GLASS_CHECKS = (
    Invariant(
        "I20",
        "Glass is broken by two, with a reason, and loudly",
        lambda: [
            *sentences(ALONE, "broken glass {0} lacks the second person or the reason")(),
            *sentences(UNMATCHED, "broken glass {0} is not stated on its certificate")(),
            *sentences(SECRET, "clearance {0} was given without a gate, and no glass was broken")(),
            *sentences(UNTOLD, "broken glass {0} was not told to {1}")(),
        ],
    ),
)
