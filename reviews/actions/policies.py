"""Publish a policy version, and retire one. A version itself is never changed."""

import datetime as dt
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import Function, User
from accounts.permissions import require
from activity.record import record
from dealdesk.kit.refusals import Forbidden, Refused
from reviews.engine.learned import NOTHING_LEARNED, Learned
from reviews.engine.rules import Rulebook, from_bands
from reviews.engine.scales import DEFAULT_POLICY
from reviews.models import PolicyVersion
from reviews.policy_digest import policy_digest
from reviews.rulings import rulebook_of

DEFAULT_STEPS: dict[str, list[dict[str, Any]]] = {
    "AUTO": [],
    "MGR": [{"number": 1, "approver": "owner_manager", "count": 1}],
    "VP": [{"number": 1, "approver": "approver_vp", "count": 1}],
    "EXEC": [{"number": 1, "approver": "approver_executive", "count": 2}],
}
"""Low none, Moderate the rep's manager, High a VP, Severe two executives. Blocked is nobody's."""

DEFAULT_RATES = {"EUR": 1000}
LONGEST_REASON = 300


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
    learned: Learned = NOTHING_LEARNED,
) -> PolicyVersion:
    """Publish the next policy version: DD:1.0's defaults, the functions' present cost rates, the rules (or
    plain `steps` by band), exchange rates (per mille of the company's currency) and what was learned.
    Drafts submitted from `effective_at` on, or from now, use it. Raises InvalidRulebook for rules that are
    none."""
    require(by, "policy.publish")
    rulebook = Rulebook.from_document(rules or from_bands(steps or DEFAULT_STEPS))
    lock_policies()
    now = timezone.now()
    number = (PolicyVersion.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    document = _document(number, rulebook, dict(exchange_rates or DEFAULT_RATES), learned)
    policy = PolicyVersion.objects.create(
        number=number,
        label=document["engine"]["id"],
        document=document,
        digest=policy_digest(document),
        note=note,
        published_at=now,
        published_by=by,
        proposed_by=proposed_by,
        effective_at=max(effective_at or now, now),
    )
    record(
        "policy.published",
        chain="policy",
        by=by,
        keys={"policy": policy.pk},
        number=number,
        effective=policy.effective_at.isoformat(),
    )
    return policy


def _document(number: int, rulebook: Rulebook, rates: dict[str, int], learned: Learned) -> dict[str, Any]:
    """As the model describes it; without `learned` where nothing was."""
    document: dict[str, Any] = {
        "engine": _company_engine(number, learned),
        "rules": rulebook.as_document(),
        "exchange_rates": rates,
        "number": number,
    }
    if learned != NOTHING_LEARNED:
        document["learned"] = learned.as_document()
    return document


@transaction.atomic
def retire_policy(policy: PolicyVersion, reason: str, *, by: User) -> PolicyVersion:
    """Take a version out of force for good: what is submitted from now on is under the one before it.

    Running reviews keep it. Raises Refused without a reason, when it is retired already, or when no
    version would be in force afterwards, and Forbidden when the policy in force asks for a second person
    and this is not one.
    """
    require(by, "policy.retire")
    reason = reason.strip()
    if not reason:
        raise Refused("Write why it is retired; everybody reads it beside the version.")
    if len(reason) > LONGEST_REASON:
        raise Refused(f"Write at most {LONGEST_REASON} characters; this has {len(reason)}.")
    lock_policies()
    policy = PolicyVersion.objects.get(pk=policy.pk)
    if policy.retired_at is not None:
        raise Refused(f"Policy {policy.number} is retired already.")
    now = timezone.now()
    following = PolicyVersion.objects.in_force(now).exclude(pk=policy.pk).first()
    if following is None:
        raise Refused("No policy would be in force without it. Publish another one first.")
    _must_not_have_made(policy, following, by=by)
    policy.retired_at, policy.retired_by, policy.retired_because = now, by, reason
    policy.save(update_fields=["retired_at", "retired_by", "retired_because"])
    record(
        "policy.retired",
        chain="policy",
        by=by,
        keys={"policy": policy.pk},
        number=policy.number,
        reason=reason,
    )
    return policy


def needs_second_person() -> bool:
    """Does the policy in force ask for a second person to publish or retire a version?"""
    newest = PolicyVersion.objects.in_force(timezone.now()).first()
    return newest is not None and rulebook_of(newest).settings.four_eyes


def _must_not_have_made(retiring: PolicyVersion, following: PolicyVersion, *, by: User) -> None:
    """While the policy in force has four_eyes, nobody retires what they proposed or published, or brings
    such a version back: going back is a choice of rules like publishing them."""
    if not needs_second_person():
        return
    for version, would in ((retiring, ""), (following, ", which would be in force instead")):
        if by.pk not in (version.published_by_id, version.proposed_by_id):
            continue
        did = "published" if by.pk == version.published_by_id else "proposed"
        raise Forbidden(
            f"You {did} policy {version.number}{would}, and the policy in force asks for a second person "
            f"to retire policy {retiring.number}. Ask somebody else of the deal desk, or publish another one."
        )


def lock_policies() -> None:
    """One at a time publishes or retires: the first version's row, locked until the transaction ends."""
    list(PolicyVersion.objects.order_by("number").select_for_update(of=("self",))[:1])


def start_of(day: dt.date, person: User) -> datetime:
    """Midnight of the day where the person is."""
    return datetime.combine(day, dt.time.min, tzinfo=ZoneInfo(person.time_zone))


def today_of(person: User) -> dt.date:
    return timezone.now().astimezone(ZoneInfo(person.time_zone)).date()


def _company_engine(number: int, learned: Learned) -> dict[str, Any]:
    """DD:1.0's default policy with the functions' present cost rates and the learned uplifts; another name
    when they differ.

    A function that the defaults do not know gets weight and uplift 1.
    """
    engine: dict[str, Any] = DEFAULT_POLICY.as_document()
    rates = dict(Function.objects.values_list("code", "cost_rate"))
    engine["rate"] = {**engine["rate"], **rates}
    for factors in ("w_f", "uplift"):
        engine[factors] = {code: engine[factors].get(code, 1000) for code in engine["rate"]}
    known = {code: uplift for code, uplift in learned.uplift.items() if code in engine["uplift"]}
    engine["uplift"] = {**engine["uplift"], **known}
    if engine != DEFAULT_POLICY.as_document():
        engine["id"] = f"dd-company-{number}"
    return engine
