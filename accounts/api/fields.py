"""Serializers and fields that several nouns share. They read and describe; none of them writes."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from rest_framework import serializers


class StrictSerializer(serializers.Serializer):
    """Refuses names that it does not know: a misspelt field must not be lost in silence."""

    def to_internal_value(self, data: Any) -> Any:
        names = data.keys() if isinstance(data, Mapping) else ()
        known = ", ".join(name for name, field in self.fields.items() if not field.read_only)
        unknown = {
            str(name): [f"There is no such field. Known: {known}."] for name in names - self.fields.keys()
        }
        try:
            found = super().to_internal_value(data)
        except serializers.ValidationError as problem:
            # of a serializer the detail is always by field; the stubs allow a list as well
            raise serializers.ValidationError({**dict(problem.detail), **unknown}) from problem  # type: ignore[arg-type]
        if unknown:
            raise serializers.ValidationError(unknown)
        return found


class Moment(serializers.DateTimeField):
    """A time in UTC, whoever asks."""

    def __init__(self, **options: Any) -> None:
        super().__init__(default_timezone=dt.UTC, **options)


class Clause(serializers.CharField):
    """Text of several lines. The same words stay the same words, however their line ends are written."""

    def to_internal_value(self, data: Any) -> str:
        return super().to_internal_value(data).replace("\r\n", "\n")


class PersonShown(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()


class Problem(serializers.Serializer):
    """Why a request was refused (RFC 9457), as application/problem+json."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="A sentence for people")
    errors = serializers.DictField(  # type: ignore[assignment]  # a field called errors, as the RFC has it
        required=False, help_text="By field, where the input is at fault"
    )


REFUSALS: dict[Any, Any] = {
    (status, "application/problem+json"): Problem for status in (400, 401, 403, 404, 409, 422, 429)
}
"""For the description of an address."""
