from typing import Any

from django.core.exceptions import ValidationError
from drf_spectacular.utils import inline_serializer
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request

from accounts.api.fields import StrictSerializer

ROWS_A_PAGE, MOST_ROWS = 25, 100


class ListQuery(StrictSerializer):
    """What may stand behind the address of a list; a list adds its filters."""

    limit = serializers.IntegerField(
        required=False, min_value=1, max_value=MOST_ROWS, help_text=f"Rows a page, {ROWS_A_PAGE} unless told"
    )
    cursor = serializers.CharField(required=False, max_length=300, help_text="From `next` or `previous`")


class KeysetPages(CursorPagination):
    """Pages that neither skip nor repeat a row while others are added, and cost the same however far in.

    Each list says its `ordering`.
    """

    page_size = ROWS_A_PAGE
    page_size_query_param = "limit"
    max_page_size = MOST_ROWS

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        try:
            return super().paginate_queryset(queryset, request, view) or []
        except (ValueError, ValidationError) as problem:  # a cursor that was written by hand
            raise NotFound("Invalid cursor") from problem


def page_of(name: str, row: serializers.Serializer) -> serializers.Serializer:
    """For the description of a list: its page, with rows described by a serializer with `many=True`."""
    fields: dict[str, serializers.Field] = {
        "next": serializers.URLField(allow_null=True, help_text="Address of the page after this one"),
        "previous": serializers.URLField(allow_null=True, help_text="Address of the page before this one"),
        "results": row,
    }
    return inline_serializer(name, fields)
