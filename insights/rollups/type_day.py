from insights.models import TypeDay
from insights.rollups.rollup import SLICE, RollUp
from insights.rollups.standing import OF_DAYS, SIGNING_DAYS, STANDING

COUNTED = f"""
WITH signed AS (
    SELECT h.signed_on, t.code AS type_code, h.kind, h.country, h.lines,
        count(*) AS terms, FALSE AS is_lived, FALSE AS is_bad
    FROM ({STANDING}) h
    JOIN contracts_term term ON term.draft_id = h.draft_id AND NOT term.is_standard
    JOIN contracts_termtype t ON t.id = term.type_id
    WHERE {OF_DAYS}
    GROUP BY h.id, h.signed_on, t.code, h.kind, h.country, h.lines
), lived AS (
    SELECT DISTINCT h.signed_on, c.type_code, h.kind, h.country, h.lines, r.id, r.is_bad
    FROM ({STANDING}) h
    JOIN outcomes_realised r ON r.handover_id = h.id AND r.moment = 'day_90' AND r.is_complete
    JOIN outcomes_realisedcell c ON c.realised_id = r.id
    WHERE h.is_scored AND {OF_DAYS}
), both_sides AS (
    SELECT * FROM signed
    UNION ALL
    SELECT signed_on, type_code, kind, country, lines, 0, TRUE, is_bad FROM lived
)
SELECT signed_on, type_code, kind, country, lines,
    sum(terms),
    count(*) FILTER (WHERE is_lived),
    count(*) FILTER (WHERE is_bad)
FROM both_sides GROUP BY signed_on, type_code, kind, country, lines
"""

TYPE_DAYS = RollUp(
    model=TypeDay,
    keys=("on", "type_code", *SLICE),
    measures=("terms", "n90", "bad90"),
    counted=COUNTED,
    touched=SIGNING_DAYS,
)
