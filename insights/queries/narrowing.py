"""Narrow rows that hang on a deal by what the address says."""

from typing import Any

from django.db.models import QuerySet

from insights.filters import Filter


def narrowed_by_deal(rows: QuerySet[Any], chosen: Filter, deal: str) -> QuerySet[Any]:
    """`deal` is the way from a row to its deal, such as `draft__deal`."""
    said = {
        f"{deal}__kind": chosen.kind,
        f"{deal}__customer__country": chosen.region,
        f"{deal}__product_lines__contains": [chosen.line] if chosen.line else None,
    }
    return rows.filter(**{name: value for name, value in said.items() if value})
