"""Pages of a long table; the filter stays in the address."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from insights.filters import Filter
from insights.presentation.tables import Turns

ROWS_A_PAGE = 25
MOST_DOWNLOADED = 5000


def paged(rows: QuerySet[Any], query: Mapping[str, str]) -> Page[Any]:
    """The page that the address names; a download (?csv=...) has all rows on one, up to a limit."""
    if "csv" in query:
        return Paginator(rows, MOST_DOWNLOADED).get_page(1)
    return Paginator(rows, ROWS_A_PAGE).get_page(query.get("page"))


def rows_shown(query: Mapping[str, str]) -> int:
    """Of a list that is not paged: the newest, or all in a download."""
    return MOST_DOWNLOADED if "csv" in query else ROWS_A_PAGE


def turns(page: Page[Any], chosen: Filter | None = None) -> Turns:
    """With the filter, if there is one, in the addresses."""
    return Turns(
        newer_url=_address(page.previous_page_number(), chosen) if page.has_previous() else "",
        older_url=_address(page.next_page_number(), chosen) if page.has_next() else "",
    )


def _address(number: int, chosen: Filter | None) -> str:
    return chosen.as_query(page=number) if chosen else f"?page={number}"
