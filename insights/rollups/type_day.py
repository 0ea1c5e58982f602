from insights.models import TypeDay
from insights.rollups.rollup import SLICE, RollUp
from insights.rollups.standing import OF_DAYS, SIGNING_DAYS, STANDING

SLICED = "h.id, h.signed_on, h.kind, h.country, h.lines, h.is_scored, t.code AS type_code"

COUNTED = f"""
WITH deals AS (
    SELECT {SLICED} FROM ({STANDING}) h
    JOIN contracts_term term ON term.draft_id = h.draft_id AND NOT term.is_standard
    JOIN contracts_termtype t ON t.id = term.type_id
    WHERE {OF_DAYS}
    UNION
    SELECT {SLICED} FROM ({STANDING}) h
    JOIN outcomes_undisclosedterm u ON u.handover_id = h.id
    JOIN contracts_termtype t ON t.id = u.type_id
    WHERE {OF_DAYS}
)
SELECT h.signed_on, h.type_code, h.kind, h.country, h.lines,
    count(*), count(r.id), count(*) FILTER (WHERE r.is_bad)
FROM deals h
LEFT JOIN outcomes_realised r
    ON r.handover_id = h.id AND r.moment = 'day_90' AND r.is_complete AND h.is_scored
GROUP BY h.signed_on, h.type_code, h.kind, h.country, h.lines
"""

TYPE_DAYS = RollUp(
    model=TypeDay,
    keys=("on", "type_code", *SLICE),
    measures=("deals", "n90", "bad90"),
    counted=COUNTED,
    touched=SIGNING_DAYS,
)
