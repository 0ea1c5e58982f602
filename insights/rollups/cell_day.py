from insights.models import CellDay
from insights.models.cell_day import LEVEL_BINS
from insights.rollups.rollup import SLICE, RollUp, histogram, log_ratio
from insights.rollups.standing import OF_DAYS, SIGNING_DAYS, STANDING

SAID = f"""
    SELECT h.signed_on, q.function_id, t.code AS type_code, h.kind, h.country, h.lines,
        (2 * least((s.cell ->> 'g')::int,
            CASE WHEN s.cell ->> 'acc' = '1' THEN (s.cell ->> 'gr')::int END) + 10) / 20 AS level,
        (s.scaled + 3 * s.sure) / (6 * s.sure) AS minutes
    FROM ({STANDING}) h
    JOIN reviews_signing g ON g.id = h.signing_id
    JOIN reviews_clearance k ON k.id = g.clearance_id
    JOIN contracts_term term ON term.draft_id = h.draft_id
    JOIN contracts_termtype t ON t.id = term.type_id
    JOIN reviews_reviewrequest q ON q.term_id = term.id
    JOIN accounts_function a ON a.id = q.function_id
    LEFT JOIN reviews_score x ON x.id = k.score_id
    LEFT JOIN reviews_policyversion p ON p.id = x.policy_id
    LEFT JOIN LATERAL (
        SELECT cell, sure,
            once * sure + knee * once_wide + months * (rec * sure + knee * rec_wide) AS scaled
        FROM (
            SELECT cell, (x.inputs ->> 'months')::bigint AS months,
                (p.document #>> '{{engine,conf_knee}}')::bigint AS knee,
                least((p.document #>> '{{engine,conf_knee}}')::bigint, (cell ->> 'c')::bigint) AS sure,
                (cell #>> '{{one,0}}')::bigint + 5 * (cell #>> '{{one,1}}')::bigint AS once,
                (cell #>> '{{one,2}}')::bigint - (cell #>> '{{one,1}}')::bigint AS once_wide,
                (cell #>> '{{rec,0}}')::bigint + 5 * (cell #>> '{{rec,1}}')::bigint AS rec,
                (cell #>> '{{rec,2}}')::bigint - (cell #>> '{{rec,1}}')::bigint AS rec_wide
            FROM jsonb_array_elements(x.inputs -> 'cells') AS cell
        ) AS points
        WHERE cell ->> 't' = 'T' || term.position AND cell ->> 'f' = a.code
    ) s ON TRUE
    WHERE {OF_DAYS}
"""
"""What was said of each cell, as the score under which the deal was cleared took it: the level that counted,
a half goes up, and the mean minutes with the range widened by doubt (docs/scoring.md, section 3, 1 and 3)."""

LIVED = f"""
    SELECT h.signed_on, c.function_id, c.type_code, h.kind, h.country, h.lines, c.undisclosed_id,
        c.said_level, c.was_level, c.said_dose, c.was_dose, c.said_minutes, c.was_minutes,
        {log_ratio("c.was_dose", "c.said_dose")} AS y
    FROM ({STANDING}) h
    JOIN outcomes_realised r ON r.handover_id = h.id AND r.moment = 'day_90' AND r.is_complete
    JOIN outcomes_realisedcell c ON c.realised_id = r.id
    WHERE h.is_scored AND (c.said_level > 0 OR c.undisclosed_id IS NOT NULL) AND {OF_DAYS}
"""
"""What it was really like, of cells of which something was said or that nobody was told of."""

COUNTED = f"""
WITH said AS ({SAID}), lived AS ({LIVED}), both_sides AS (
    SELECT signed_on, function_id, type_code, kind, country, lines, level, minutes, FALSE AS is_lived,
        NULL::bigint AS undisclosed_id, 0 AS said_level, 0 AS was_level, 0::bigint AS said_dose,
        0::bigint AS was_dose, 0::bigint AS said_minutes, 0::bigint AS was_minutes, 0::float8 AS y
    FROM said
    UNION ALL
    SELECT signed_on, function_id, type_code, kind, country, lines, 0, 0, TRUE,
        undisclosed_id, said_level, was_level, said_dose, was_dose, said_minutes, was_minutes, y
    FROM lived
)
SELECT signed_on, function_id, type_code, kind, country, lines,
    count(*) FILTER (WHERE NOT is_lived),
    coalesce(sum(minutes), 0),
    {histogram("level - 1", LEVEL_BINS)},
    count(*) FILTER (WHERE is_lived),
    count(undisclosed_id),
    {histogram("said_level - 1", LEVEL_BINS)},
    {histogram("was_level - 1", LEVEL_BINS)},
    sum(said_dose), sum(was_dose), sum(said_minutes), sum(was_minutes),
    sum(round(1000000 * y))::bigint, sum(round(1000000 * y * y))::bigint
FROM both_sides GROUP BY signed_on, function_id, type_code, kind, country, lines
"""

CELL_DAYS = RollUp(
    model=CellDay,
    keys=("on", "function_id", "type_code", *SLICE),
    measures=(
        "cells",
        "minutes",
        "levels",
        "n90",
        "undisclosed90",
        "said_levels",
        "was_levels",
        "said_dose",
        "was_dose",
        "said_minutes",
        "was_minutes",
        "y_sum",
        "y_squared",
    ),
    counted=COUNTED,
    touched=SIGNING_DAYS,
)
