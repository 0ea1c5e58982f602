"""Product lines and regions that dashboards can be narrowed by: those of deals that were signed."""

from dataclasses import dataclass

from insights.models import DealDay

MOST_CHOICES = 200


@dataclass(frozen=True)
class Known:
    lines: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


def known_slices() -> Known:
    """One query, over roll-ups."""
    pairs = list(DealDay.objects.order_by().values_list("country", "lines").distinct())
    lines = sorted({line for _, listed in pairs for line in listed}, key=str.casefold)
    regions = sorted({country for country, _ in pairs if country})
    return Known(tuple(lines[:MOST_CHOICES]), tuple(regions[:MOST_CHOICES]))
