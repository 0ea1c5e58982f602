"""How much a rule asks for, as far as that can be compared."""

from collections.abc import Mapping
from typing import Final

from reviews.engine.policy_version import BANDS
from reviews.engine.rules.effects import Effects, strength

_RANKS: Final[Mapping[str, int]] = {
    "owner_manager": 1,
    "role:approver_manager": 1,
    "role:approver_vp": 2,
    "role:approver_executive": 3,
}
"""Who stands above whom; of anybody else it is not known."""


def is_asking(then: Effects) -> bool:
    """Does it hold the deal until somebody has decided or shown something? Floors and notes do not."""
    return bool(then.steps or then.check or then.refuse)


def asks_less(then: Effects, other: Effects) -> bool:
    """Does `then` surely ask for less than `other`? False also when they cannot be compared."""
    if then.refuse:
        return False
    if other.refuse or (is_asking(other) and not is_asking(then)):
        return True
    mine, theirs = _rank(then), _rank(other)
    if mine is not None and theirs is not None and mine != theirs:
        return mine < theirs
    return _is_part_of(then, other) and not _is_part_of(other, then)


def _rank(then: Effects) -> int | None:
    """The highest of those whom it asks; None when one of them has no rank."""
    ranks = [_RANKS.get(step.approver) for step in then.steps]
    known = [rank for rank in ranks if rank is not None]
    return max(known) if known and len(known) == len(ranks) else None


def _is_part_of(then: Effects, other: Effects) -> bool:
    needs = {step.approver: strength(step.need) for step in other.steps}
    is_same_check = then.check is None or (other.check is not None and then.check.key == other.check.key)
    floors = [BANDS.index(effects.floor) if effects.floor else 0 for effects in (then, other)]
    return (
        is_same_check
        and floors[0] <= floors[1]
        and all(strength(step.need) <= needs.get(step.approver, 0) for step in then.steps)
    )
