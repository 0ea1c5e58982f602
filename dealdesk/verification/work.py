"""I13 and I14: nothing that is due stays undone for more than a minute."""

from dealdesk.verification.invariant import Invariant, sentences

UNSCORED = """
SELECT s.id FROM reviews_submission s JOIN contracts_draft d ON d.id = s.draft_id
WHERE d.state = 'in_review' AND d.is_current AND NOT EXISTS (
    SELECT 1 FROM reviews_score x WHERE x.submission_id = s.id AND x.facts_version = s.facts_version
) AND EXISTS (
    SELECT 1 FROM activity_outboxmessage o WHERE o.task = 'reviews.rescore' AND o.key = s.id
    AND o.done_at IS NULL AND o.due_at < now() - interval '60 seconds'
)
"""

UNRUNG = """
SELECT id, task FROM activity_outboxmessage
WHERE done_at IS NULL AND due_at < now() - interval '60 seconds' ORDER BY id LIMIT 20
"""

UNTOLD = """
SELECT n.event_id FROM activity_notification n JOIN accounts_user u ON u.id = n.to_id
WHERE n.mailed_at IS NULL AND u.is_active
AND (n.mail_due_at < now() - interval '5 minutes' OR n.mail_due_at IS NOT NULL AND n.mail_refusals >= 3)
"""

UNPOSTED = """
SELECT p.event_id, c.name FROM activity_channelpost p JOIN activity_channel c ON c.id = p.channel_id
WHERE p.next_try_at < now() - interval '10 minutes' AND NOT EXISTS (
    SELECT 1 FROM activity_channelpost head
    WHERE head.channel_id = p.channel_id AND head.id < p.id AND head.next_try_at IS NOT NULL
)
"""

WORK_CHECKS = (
    Invariant(
        "I13",
        "Nothing due stays undone for more than a minute",
        lambda: [
            *sentences(UNSCORED, "submission {0} has no current score")(),
            *sentences(UNRUNG, "outbox row {0} ({1}) is overdue")(),
        ],
    ),
    Invariant(
        "I14",
        "Every notification is delivered",
        lambda: [
            *sentences(UNTOLD, "event {0} has unsent mail")(),
            *sentences(UNPOSTED, "event {0} is not posted to channel {1}")(),
        ],
    ),
)
