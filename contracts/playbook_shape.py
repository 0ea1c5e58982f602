"""The shape of a playbook file, field by field."""

from typing import Any

from rest_framework import serializers

from contracts.models import TermType


class Comparable(serializers.Serializer[Any]):
    unit = serializers.CharField(max_length=60)
    label = serializers.CharField(max_length=80)  # type: ignore[assignment]  # a field, not the label of one
    better = serializers.ChoiceField(choices=TermType.Better.values)
    decimals = serializers.IntegerField(min_value=0, max_value=4)
    min = serializers.DecimalField(max_digits=16, decimal_places=4, min_value=0)
    max = serializers.DecimalField(max_digits=16, decimal_places=4, min_value=0)


class Position(serializers.Serializer[Any]):
    summary = serializers.CharField(max_length=100)
    wording = serializers.CharField(max_length=10_000)
    value = serializers.DecimalField(max_digits=16, decimal_places=4, allow_null=True, required=False)


class Fallback(Position):
    label = serializers.CharField(max_length=40)  # type: ignore[assignment]  # a field, not the label of one
    pre_approved = serializers.BooleanField()
    functions = serializers.ListField(child=serializers.CharField(max_length=3))


class Guidance(serializers.Serializer[Any]):
    ask = serializers.CharField(allow_blank=True)
    offer = serializers.CharField(allow_blank=True)


class Type(serializers.Serializer[Any]):
    """Effort is in person-days of the first year: low, likely, high."""

    code = serializers.SlugField(max_length=60)
    name = serializers.CharField(max_length=100)
    category = serializers.CharField(max_length=60)
    functions = serializers.ListField(child=serializers.CharField(max_length=3), allow_empty=False)
    comparable = Comparable(allow_null=True)
    standard = Position()
    ladder = Fallback(many=True)
    walk_away = serializers.CharField(allow_blank=True)
    guidance = Guidance()
    effort_days = serializers.ListField(
        child=serializers.FloatField(min_value=0, max_value=10_000), min_length=3, max_length=3
    )
    typical_level = serializers.IntegerField(min_value=1, max_value=5)


class Playbook(serializers.Serializer[Any]):
    types = Type(many=True, allow_empty=False)
