"""What signed terms were really like, when last all functions of their deal had answered."""

from collections.abc import Collection
from itertools import groupby
from statistics import fmean

from outcomes.models import Realised, RealisedCell
from outcomes.precedents import Lived


def lived_terms(terms: Collection[int]) -> dict[int, Lived]:
    """Of those terms (ids) that have outcomes, in one query."""
    newest = Realised.objects.filter(is_complete=True, handover__draft__terms__in=terms)
    # The names of the moments stand in the order of the moments: day_30, day_60, day_90, renewal.
    newest = newest.order_by("handover_id", "-moment").distinct("handover_id")
    cells = (
        RealisedCell.objects.filter(realised__in=newest.values("pk"), request__term__in=terms)
        .order_by("request__term_id")
        .values_list(
            "request__term_id", "said_level", "was_level", "said_minutes", "was_minutes", "realised__is_bad"
        )
    )
    return {term: _lived(list(rows)) for term, rows in groupby(cells, key=lambda row: row[0])}


def _lived(rows: list[tuple[int, int, int, int, int, bool]]) -> Lived:
    _, said, was, said_minutes, was_minutes, is_bad = zip(*rows, strict=True)
    return Lived(fmean(said), fmean(was), sum(said_minutes), sum(was_minutes), any(is_bad))
