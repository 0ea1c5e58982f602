"""Count days of a roll-up anew."""

from collections.abc import Sequence
from datetime import date

from insights.rollups import ROLL_UPS, RollUp
from insights.rollups.locks import hold_days


def recount(rollup: RollUp, days: Sequence[date]) -> None:
    """Replace the rows of these days by what the base tables hold now; called twice, nothing changes.

    Needs a transaction. Whoever recounts one of the same days meanwhile waits, and then sees what this
    one has seen and more.
    """
    if not days:
        return
    hold_days(ROLL_UPS.index(rollup), days)
    rollup.delete(days)
    rollup.insert(rollup.table, days)
