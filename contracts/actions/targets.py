"""What the strategy asks of bookings."""

from collections.abc import Sequence

from django.db import transaction

from accounts.models import User
from accounts.permissions import require
from activity.record import record
from contracts.models import RevenueTarget
from contracts.queries.product_lines import as_deals_spell
from contracts.queries.targets import target_in_force
from dealdesk.kit.refusals import Refused

CHAIN = "strategy"
MOST_LINES = 30
LONGEST_LINE = 60


@transaction.atomic
def set_revenue_target(measure: str, share: int, *, lines: Sequence[str] = (), by: User) -> RevenueTarget:
    """Set the share of bookings (per cent, 0 to 100) that the strategy asks for; earlier targets stay as
    history. `lines` are the product lines that count as new, for new products alone, in any case; they are
    stored as deals spell them.

    Raises Refused for an unknown measure, a share beyond 100, missing or idle product lines, those that no
    deal has, and for what is in force already.
    """
    require(by, "target.edit")
    typed = [line.strip() for line in lines if line.strip()]
    _must_fit(measure, share, typed)
    named = as_deals_spell(typed)
    name = str(RevenueTarget.Measure(measure).label)
    event = record("target.set", chain=CHAIN, by=by, measure=measure, name=name, share=share, lines=named)
    current = target_in_force(measure)
    if current is not None and (current.share, current.lines) == (share, named):
        raise Refused(f"{current.get_measure_display()} stands at {share} % already.")
    return RevenueTarget.objects.create(measure=measure, share=share, lines=named, set_by=by, set_at=event.at)


def _must_fit(measure: str, share: int, lines: Sequence[str]) -> None:
    if measure not in RevenueTarget.Measure.values:
        raise Refused("Choose what the target is for.")
    if not 0 <= share <= 100:
        raise Refused("Write a share from 0 to 100 per cent.")
    is_new_products = measure == RevenueTarget.Measure.NEW_PRODUCTS
    if is_new_products and not lines:
        raise Refused("Name at least one product line that counts as new.")
    if lines and not is_new_products:
        raise Refused("Only the target for new products names product lines. Take them away.")
    if len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
        raise Refused(f"Name at most {MOST_LINES} product lines of up to {LONGEST_LINE} characters.")
