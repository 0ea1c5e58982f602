from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from accounts.permissions import require
from activity.record import record
from contracts.models import PlaybookVersion, Rung, TermType

MINUTES_A_DAY = 8 * 60


@transaction.atomic
def publish_playbook(types: Sequence[Mapping[str, Any]], *, by: User, note: str = "") -> PlaybookVersion:
    """Publish term types as the next playbook version, which nobody can change afterwards.

    `types` have the shape of contracts/sample/playbook.json. Raises KeyError for a missing field.
    """
    require(by, "playbook.edit")
    number = (PlaybookVersion.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    version = PlaybookVersion.objects.create(number=number, note=note)
    written = TermType.objects.bulk_create(
        _type(version, position, described) for position, described in enumerate(types, start=1)
    )
    Rung.objects.bulk_create(
        rung for type_, described in zip(written, types, strict=True) for rung in _rungs(type_, described)
    )
    version.published_at, version.published_by = timezone.now(), by
    version.save(update_fields=["published_at", "published_by"])
    record("playbook.published", chain="playbook", by=by, keys={"playbook": version.pk}, number=number)
    return version


def _type(version: PlaybookVersion, position: int, described: Mapping[str, Any]) -> TermType:
    comparable = described["comparable"] or {}
    low, likely, high = (round(days * MINUTES_A_DAY) for days in described["effort_days"])
    return TermType(
        playbook=version,
        position=position,
        code=described["code"],
        name=described["name"],
        category=described["category"],
        functions=sorted(described["functions"]),
        unit=comparable.get("unit", ""),
        value_label=comparable.get("label", ""),
        better=comparable.get("better", ""),
        decimals=comparable.get("decimals", 0),
        least=_decimal(comparable.get("min")),
        most=_decimal(comparable.get("max")),
        walk_away=described["walk_away"],
        guidance_ask=described["guidance"]["ask"],
        guidance_offer=described["guidance"]["offer"],
        typical_level=described["typical_level"],
        effort_low=low,
        effort_likely=likely,
        effort_high=high,
    )


def _rungs(type_: TermType, described: Mapping[str, Any]) -> list[Rung]:
    standard = {"label": "Standard", "pre_approved": True, "functions": [], **described["standard"]}
    return [
        Rung(
            type=type_,
            position=position,
            label=rung["label"],
            summary=rung["summary"],
            wording=rung["wording"],
            value=_decimal(rung.get("value")),
            is_pre_approved=rung["pre_approved"],
            functions=sorted(rung["functions"]),
        )
        for position, rung in enumerate([standard, *described["ladder"]])
    ]


def _decimal(number: float | int | str | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))
