from insights.models import LoadMonth
from insights.rollups.rollup import SLICE, RollUp
from insights.rollups.standing import STANDING

COUNTED = f"""
SELECT l.month_on, l.function_id, h.kind, h.country, h.lines, sum(l.minutes)
FROM reviews_signedload l JOIN ({STANDING}) h ON h.signing_id = l.signing_id
WHERE %(days)s::date[] IS NULL OR l.month_on = ANY(%(days)s::date[])
GROUP BY l.month_on, l.function_id, h.kind, h.country, h.lines
"""

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
