"""Signed deals that stand, as every roll-up of signed deals reads them."""

from insights.rollups.rollup import sorted_lines

STANDING = f"""
    SELECT h.*, d.owner_id, d.customer_id, d.months, d.kind, c.country, {sorted_lines("d")} AS lines
    FROM outcomes_handover h
    JOIN contracts_draft f ON f.id = h.draft_id AND f.state = 'signed'
    JOIN contracts_deal d ON d.id = h.deal_id
    JOIN contracts_customer c ON c.id = d.customer_id
"""

OF_DAYS = "(%(days)s::date[] IS NULL OR h.signed_on = ANY(%(days)s::date[]))"

SIGNING_DAYS = "SELECT DISTINCT signed_on FROM outcomes_handover WHERE deal_id = ANY(%(deals)s)"
