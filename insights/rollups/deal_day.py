from insights.models import DealDay
from insights.models.deal_day import SCORE_BINS
from insights.rollups.rollup import SLICE, RollUp, histogram, log_ratio
from insights.rollups.standing import OF_DAYS, STANDING

IS_NEW = """
    h.kind = 'new_business' OR NOT EXISTS (
        SELECT 1 FROM outcomes_handover e
        JOIN contracts_draft ef ON ef.id = e.draft_id AND ef.state = 'signed'
        JOIN contracts_deal ed ON ed.id = e.deal_id
        WHERE ed.customer_id = h.customer_id AND (e.signed_on, e.id) < (h.signed_on, h.id)
    )
"""
IS_STANDARD = (
    "NOT EXISTS (SELECT 1 FROM contracts_term t WHERE t.draft_id = h.draft_id AND NOT t.is_standard)"
)
IS_LONG = "h.months > 24"
"""The measures of right revenue, as insights/queries/revenue.py has them for the deals behind a figure."""

COUNTED = f"""
WITH deals AS (
    SELECT h.signed_on AS "on", h.band, h.owner_id, h.kind, h.country, h.lines,
        h.value, h.margin_value, h.rav, h.dose, h.tenths, h.is_scored, h.base_dose, h.cost_p80,
        least(h.tenths / 50, {SCORE_BINS - 1}) AS bin,
        {IS_NEW} AS is_new, {IS_STANDARD} AS is_standard, {IS_LONG} AS is_long,
        r.id IS NOT NULL AS has_outcome, r.dose AS real_dose, r.is_bad, r.cost,
        {log_ratio("r.dose", "h.base_dose")} AS y
    FROM ({STANDING}) h
    LEFT JOIN outcomes_realised r
        ON r.handover_id = h.id AND r.moment = 'day_90' AND r.is_complete AND h.is_scored
    WHERE {OF_DAYS}
)
SELECT "on", band, owner_id, kind, country, lines,
    count(*), sum(value),
    coalesce(sum(margin_value) FILTER (WHERE is_scored), 0), coalesce(sum(rav) FILTER (WHERE is_scored), 0),
    sum(dose), sum(dose::numeric * dose), sum(tenths),
    {histogram("bin", SCORE_BINS, "is_scored")},
    count(*) FILTER (WHERE is_new), coalesce(sum(value) FILTER (WHERE is_new), 0),
    count(*) FILTER (WHERE is_standard), coalesce(sum(value) FILTER (WHERE is_standard), 0),
    count(*) FILTER (WHERE is_long), coalesce(sum(value) FILTER (WHERE is_long), 0),
    count(*) FILTER (WHERE has_outcome),
    coalesce(sum(base_dose) FILTER (WHERE has_outcome), 0),
    coalesce(sum(real_dose), 0),
    count(*) FILTER (WHERE is_bad),
    count(*) FILTER (WHERE cost <= cost_p80),
    coalesce(sum(round(1000000 * y)), 0)::bigint,
    coalesce(sum(round(1000000 * y * y)), 0)::bigint
FROM deals GROUP BY "on", band, owner_id, kind, country, lines
"""

DAYS_OF_THE_CUSTOMERS = """
SELECT DISTINCT h.signed_on FROM outcomes_handover h
JOIN contracts_deal d ON d.id = h.deal_id
WHERE d.customer_id IN (SELECT customer_id FROM contracts_deal WHERE id = ANY(%(deals)s))
"""
"""Which deal of a customer is the first depends on the customer's others."""

DEAL_DAYS = RollUp(
    model=DealDay,
    keys=("on", "band", "owner_id", *SLICE),
    measures=(
        "deals",
        "value",
        "margin_value",
        "rav",
        "dose",
        "dose_squared",
        "points",
        "scores",
        "new_deals",
        "new_value",
        "standard_deals",
        "standard_value",
        "long_deals",
        "long_value",
        "n90",
        "said90",
        "real90",
        "bad90",
        "within_p80",
        "y_sum",
        "y_squared",
    ),
    counted=COUNTED,
    touched=DAYS_OF_THE_CUSTOMERS,
)
"""Deals that were never scored (`is_scored` false) count with their value, but in no margin, no RAV, no bin
and no outcome: what nobody knows is not free."""
