"""The cheapest single change of terms that brings a draft into a lower band."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from reviews.engine.assessment import Assessment, assess
from reviews.engine.cell import Cell, Key
from reviews.engine.facts import DealFacts
from reviews.engine.policy_version import BANDS, Policy
from reviews.engine.scales import DEFAULT_POLICY


@dataclass(frozen=True)
class Concession:
    """One change that the rep could offer.

    `price`: what it asks of the customer, in any one unit (rungs of the ladder, minor units);
    `replaces`: the answer that each touched cell would have instead; `drops`: terms that fall back
    to the standard position, so that nobody needs to answer them.
    """

    name: str
    price: int
    replaces: Mapping[Key, Cell] = field(default_factory=dict)
    drops: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Shaped:
    """A concession with the draft's assessment before and after it."""

    concession: Concession
    before: Assessment
    after: Assessment


def cheapest_concession(
    facts: DealFacts, concessions: Iterable[Concession], policy: Policy = DEFAULT_POLICY
) -> Shaped | None:
    """The one with the least price that lowers the band; of equals the lowest dose, then by name.

    The band is the one that is asked at least (`route_at_least`), so blockers and rules count. None
    when no single concession lowers it. Raises InvalidFacts as `assess` does.
    """
    before = assess(facts, policy)
    shaped = [
        Shaped(concession, before, assess(conceded(facts, concession), policy)) for concession in concessions
    ]
    lower = [one for one in shaped if _rank(one.after) < _rank(before)]
    return min(
        lower, key=lambda one: (one.concession.price, one.after.dose, one.concession.name), default=None
    )


def conceded(facts: DealFacts, concession: Concession) -> DealFacts:
    """The facts as they would be after the concession."""
    kept = [cell for cell in facts.cells if cell.term not in concession.drops]
    return replace(
        facts,
        cells=tuple(concession.replaces.get(cell.key, cell) for cell in kept),
        required=tuple(pair for pair in facts.required if pair[0] not in concession.drops),
    )


def _rank(assessment: Assessment) -> int:
    return BANDS.index(assessment.route_at_least)
