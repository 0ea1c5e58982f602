"""What an auditor looks for first: where somebody left the usual way, and the editions of the policy."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from activity.models import Event
from contracts.models import Deal

KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "glass": ("Broken glass", ("glass.asked", "glass.broken", "glass.declined")),
    "voids": ("Voided clearances", ("void.asked", "clearance.voided")),
    "lapses": ("Lapsed clearances", ("draft.lapsed",)),
    "added": ("Added approvers", ("approver.added",)),
    "handed": ("Steps handed over", ("approval.reassigned",)),
    "policy": ("Policies", ("policy.published", "policy.retired")),
    "targets": ("Revenue targets", ("target.set",)),
}
"""Code in the address: label, and the verbs of the events."""

PERIODS: dict[str, tuple[str, int | None]] = {
    "30": ("Last 30 days", 30),
    "90": ("Last 90 days", 90),
    "365": ("Last year", 365),
    "all": ("Since the beginning", None),
}
DEFAULT_PERIOD = "90"


@dataclass(frozen=True)
class AuditNarrowing:
    """Codes of KINDS and PERIODS; what an address says beyond them is left out."""

    kind: str = ""
    period: str = DEFAULT_PERIOD

    @classmethod
    def read(cls, kind: str, period: str) -> "AuditNarrowing":
        return cls(kind if kind in KINDS else "", period if period in PERIODS else DEFAULT_PERIOD)


def audited(narrowing: AuditNarrowing) -> QuerySet[Event]:
    """The events, newest first."""
    kinds = [narrowing.kind] if narrowing.kind else list(KINDS)
    found = Event.objects.filter(verb__in=[verb for kind in kinds for verb in KINDS[kind][1]])
    days = PERIODS[narrowing.period][1]
    if days is not None:
        found = found.filter(at__gte=timezone.now() - timedelta(days=days))
    return found.select_related("by").order_by("-id")


def deals_of_chains(chains: list[str]) -> dict[str, Deal]:
    """The deals that the chains of events belong to, in one query."""
    ids = [chain.removeprefix("deal:") for chain in chains if chain.startswith("deal:")]
    return {deal.chain: deal for deal in Deal.objects.filter(pk__in=ids).select_related("customer")}
