from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import Function, User
from accounts.permissions import require
from activity.record import record
from dealdesk.kit.digests import digest_of
from reviews.engine.rules import Rulebook, from_bands
from reviews.engine.scales import DEFAULT_POLICY
from reviews.models import PolicyVersion

DEFAULT_STEPS: dict[str, list[dict[str, Any]]] = {
    "AUTO": [],
    "MGR": [{"number": 1, "approver": "owner_manager", "count": 1}],
    "VP": [{"number": 1, "approver": "approver_vp", "count": 1}],
    "EXEC": [{"number": 1, "approver": "approver_executive", "count": 2}],
}
"""Low none, Moderate the rep's manager, High a VP, Severe two executives. Blocked is nobody's."""

DEFAULT_RATES = {"EUR": 1000}


@transaction.atomic
def publish_policy(
    *,
    by: User,
    note: str = "",
    steps: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    rules: Mapping[str, Any] | None = None,
    exchange_rates: Mapping[str, int] | None = None,
    effective_at: datetime | None = None,
    proposed_by: User | None = None,
) -> PolicyVersion:
    """Publish the next policy version: DD:1.0's defaults, the functions' present cost rates, the rules (or
    plain `steps` by band) and exchange rates (per mille of the company's currency). Drafts submitted from
    `effective_at` on, or from now, use it. Raises InvalidRulebook for rules that are none."""
    require(by, "policy.edit")
    rulebook = Rulebook.from_document(rules or from_bands(steps or DEFAULT_STEPS))
    now = timezone.now()
    number = (PolicyVersion.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    engine = _company_engine(number)
    document = {
        "engine": engine,
        "rules": rulebook.as_document(),
        "exchange_rates": dict(exchange_rates or DEFAULT_RATES),
        "number": number,
    }
    policy = PolicyVersion.objects.create(
        number=number,
        label=engine["id"],
        document=document,
        digest=digest_of(document),
        note=note,
        published_at=now,
        published_by=by,
        proposed_by=proposed_by,
        effective_at=max(effective_at or now, now),
    )
    record("policy.published", chain="policy", by=by, keys={"policy": policy.pk}, number=number)
    return policy


def _company_engine(number: int) -> dict[str, Any]:
    """DD:1.0's default policy with the functions' present cost rates; another name when they differ.

    A function that the defaults do not know gets weight and uplift 1.
    """
    engine: dict[str, Any] = DEFAULT_POLICY.as_document()
    rates = dict(Function.objects.values_list("code", "cost_rate"))
    engine["rate"] = {**engine["rate"], **rates}
    for factors in ("w_f", "uplift"):
        engine[factors] = {code: engine[factors].get(code, 1000) for code in engine["rate"]}
    if engine != DEFAULT_POLICY.as_document():
        engine["id"] = f"dd-company-{number}"
    return engine
