from insights.models import AnswerDay
from insights.models.answer_day import HELD_HOURS
from insights.rollups.rollup import SLICE, RollUp, histogram, sorted_lines

_UPPER_ENDS = f"ARRAY[{', '.join(str(60 * hours) for hours in HELD_HOURS)}]"

_FIRST_DAY = "(SELECT min(day)::timestamp AT TIME ZONE 'UTC' FROM unnest(%(days)s::date[]) AS day)"
_DAY_AFTER = "(SELECT (max(day) + 1)::timestamp AT TIME ZONE 'UTC' FROM unnest(%(days)s::date[]) AS day)"
"""For the index on the time of the answer, which the day alone would not use."""

COUNTED = f"""
WITH answers AS (
    SELECT (q.answered_at AT TIME ZONE 'UTC')::date AS "on", q.function_id, t.code AS type_code,
        d.kind, c.country, {sorted_lines("d")} AS lines, q.held_minutes, q.allowed_minutes,
        (SELECT count(*) FROM unnest({_UPPER_ENDS}) AS upper_end WHERE upper_end < q.held_minutes) AS bin
    FROM reviews_reviewrequest q
    JOIN contracts_term term ON term.id = q.term_id
    JOIN contracts_termtype t ON t.id = term.type_id
    JOIN contracts_draft f ON f.id = term.draft_id
    JOIN contracts_deal d ON d.id = f.deal_id
    JOIN contracts_customer c ON c.id = d.customer_id
    WHERE q.answered_at IS NOT NULL AND q.held_minutes IS NOT NULL AND q.carried_from_id IS NULL
    AND (%(days)s::date[] IS NULL OR (
        (q.answered_at AT TIME ZONE 'UTC')::date = ANY(%(days)s::date[])
        AND q.answered_at >= {_FIRST_DAY}
        AND q.answered_at < {_DAY_AFTER}
    ))
)
SELECT "on", function_id, type_code, kind, country, lines,
    count(*), count(*) FILTER (WHERE held_minutes > allowed_minutes), sum(held_minutes),
    {histogram("bin", len(HELD_HOURS) + 1)}
FROM answers GROUP BY "on", function_id, type_code, kind, country, lines
"""

ANSWERING_DAYS = """
SELECT DISTINCT (q.answered_at AT TIME ZONE 'UTC')::date
FROM reviews_reviewrequest q
JOIN contracts_term term ON term.id = q.term_id
JOIN contracts_draft f ON f.id = term.draft_id
WHERE f.deal_id = ANY(%(deals)s) AND q.answered_at IS NOT NULL AND q.carried_from_id IS NULL
"""

ANSWER_DAYS = RollUp(
    model=AnswerDay,
    keys=("on", "function_id", "type_code", *SLICE),
    measures=("answers", "late", "held_minutes", "held"),
    counted=COUNTED,
    touched=ANSWERING_DAYS,
)
"""A bin holds what was held for more than the end of the bin before and no more than its own."""
