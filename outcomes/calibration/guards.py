"""What a new version may do to gates: raise at once, lower little. docs/outcomes.md, section 2.

A correction of a level is capped where it is applied (reviews/engine/correcting.py).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from outcomes.calibration.changes import Change
from outcomes.calibration.doses import Deal, policy_with
from reviews.engine.learned import Learned
from reviews.engine.policy_version import BANDS, Policy

MOST_BANDS = 1
LEAST_SUPPORT = 20
TOO_FAR, NO_SUPPORT = "more than one band", "too few outcomes in the band"


@dataclass(frozen=True)
class Guarded:
    """`learned` with what was let through. `dropped`: lowering changes that were not, and why. `moves`: how
    many signed deals go from which band to which."""

    learned: Learned
    raised: tuple[Change, ...]
    lowered: tuple[Change, ...]
    dropped: tuple[tuple[Change, str], ...]
    moves: tuple[tuple[str, str, int], ...]

    @property
    def changes(self) -> bool:
        """Is anything let through?"""
        return bool(self.raised or self.lowered)


def guarded(deals: Sequence[Deal], policy: Policy, in_force: Learned, changes: Iterable[Change]) -> Guarded:
    """Take every change that raises; then those that lower, the best founded first, each as long as no signed
    deal falls by more than one band, or out of a band that has fewer than 20 signed outcomes. Where no gate
    above the lowest has 20, none may fall, so nothing that lowers is taken.

    `policy` is the engine in force with the uplifts of `in_force`.
    """
    listed = sorted(changes, key=lambda change: (-change.n, change.kind, str(change.of)))
    raised = [change for change in listed if not change.lowers]
    learned = in_force
    for change in raised:
        learned = change.applied(learned)
    before = _bands(deals, in_force, policy)
    after = _bands(deals, learned, policy_with(policy, learned))
    lowered, dropped = [], []
    may_lower = any(n >= LEAST_SUPPORT for band, n in Counter(before).items() if band > 0)
    for change in (change for change in listed if change.lowers):
        tried = change.applied(learned)
        bands = _moved(deals, after, change, tried, policy)
        reason = broken_rule(before, bands) if may_lower else NO_SUPPORT
        if reason:
            dropped.append((change, reason))
            continue
        learned, after = tried, bands
        lowered.append(change)
    return Guarded(learned, tuple(raised), tuple(lowered), tuple(dropped), _moves(before, after))


def broken_rule(before: Sequence[int], after: Sequence[int]) -> str:
    """Which rule the fall from one band to another breaks; empty for none. Bands as places in BANDS."""
    support = Counter(before)
    falls = [(was, now) for was, now in zip(before, after, strict=True) if now < was]
    if any(was - now > MOST_BANDS for was, now in falls):
        return TOO_FAR
    if any(support[was] < LEAST_SUPPORT for was, _ in falls):
        return NO_SUPPORT
    return ""


def _bands(deals: Sequence[Deal], learned: Learned, policy: Policy) -> list[int]:
    return [deal.doses(learned, policy).band(policy) for deal in deals]


def _moved(
    deals: Sequence[Deal], bands: Sequence[int], change: Change, learned: Learned, policy: Policy
) -> list[int]:
    """The bands after one more change; only the deals that it touches are scored anew."""
    changed = policy_with(policy, learned)
    return [
        deal.doses(learned, changed).band(changed) if change.touches(deal) else band
        for deal, band in zip(deals, bands, strict=True)
    ]


def _moves(before: Sequence[int], after: Sequence[int]) -> tuple[tuple[str, str, int], ...]:
    counted = Counter((was, now) for was, now in zip(before, after, strict=True) if was != now)
    return tuple((BANDS[was], BANDS[now], n) for (was, now), n in sorted(counted.items()))
