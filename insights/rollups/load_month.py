from insights.models import LoadMonth
from insights.rollups.rollup import SLICE, RollUp, sorted_lines

COUNTED = f"""
WITH loads AS (
    SELECT l.month_on, l.function_id, d.kind, c.country, d.product_lines, sum(l.minutes) AS minutes
    FROM reviews_signedload l
    JOIN reviews_signing s ON s.id = l.signing_id
        AND (s.terminated_on IS NULL OR l.month_on <= s.terminated_on)
    JOIN outcomes_handover h ON h.signing_id = s.id
    JOIN contracts_draft f ON f.id = h.draft_id AND f.state = 'signed'
    JOIN contracts_deal d ON d.id = h.deal_id
    JOIN contracts_customer c ON c.id = d.customer_id
    WHERE %(days)s::date[] IS NULL OR l.month_on = ANY(%(days)s::date[])
    GROUP BY l.month_on, l.function_id, d.kind, c.country, d.product_lines
), sorted AS (
    SELECT month_on, function_id, kind, country, {sorted_lines("loads")} AS lines, minutes FROM loads
)
SELECT month_on, function_id, kind, country, lines, sum(minutes)
FROM sorted GROUP BY month_on, function_id, kind, country, lines
"""
"""Summed before the lines are sorted: there are many more rows of load than of anything else."""

LOADED_MONTHS = """
SELECT DISTINCT l.month_on FROM reviews_signedload l
JOIN outcomes_handover h ON h.signing_id = l.signing_id WHERE h.deal_id = ANY(%(deals)s)
"""

LOAD_MONTHS = RollUp(
    model=LoadMonth,
    keys=("month_on", "function_id", *SLICE),
    measures=("minutes",),
    counted=COUNTED,
    touched=LOADED_MONTHS,
)
