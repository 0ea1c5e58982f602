"""Keep the roll-ups true after something has happened to a deal."""

from collections.abc import Sequence

from django.db import transaction

from insights.rollups import ANSWER_DAYS, CELL_DAYS, DEAL_DAYS, ROLL_UPS, TYPE_DAYS, RollUp
from insights.rollups.locks import share_whole
from insights.rollups.recounting import recount


def fold(deal_id: int) -> None:
    """Recount every day and month that the deal touches, or has touched: a voided signature as well."""
    _fold(deal_id, ROLL_UPS)


def fold_outcomes(deal_id: int) -> None:
    """The same after what moves no work: a check-in, an incident, a term found since."""
    _fold(deal_id, (DEAL_DAYS, CELL_DAYS, TYPE_DAYS))


def fold_answers(deal_id: int) -> None:
    """The same after a review, which touches nothing that is signed."""
    _fold(deal_id, (ANSWER_DAYS,))


@transaction.atomic
def _fold(deal_id: int, rollups: Sequence[RollUp]) -> None:
    share_whole()
    for rollup in rollups:
        recount(rollup, rollup.days_of_deals([deal_id]))
