"""The one concession that brings a draft into a lower band, computed from the stored score."""

from collections.abc import Iterable
from dataclasses import dataclass

from dealdesk.kit.bands import band_of
from reviews.engine.facts import DealFacts
from reviews.engine.shaper import Concession, Shaped, cheapest_concession, conceded
from reviews.facts import engine_policy
from reviews.models import Score
from reviews.queries.asks import value_text
from reviews.queries.cells import TermCells
from reviews.rulings import rules_on, without_terms
from reviews.steps import label_of


@dataclass(frozen=True)
class Shape:
    """Move one term to a position that nobody has to review. Scores in tenths; codes are bands."""

    name: str
    asked: str
    offered: str
    from_code: str
    from_tenths: int
    to_code: str
    to_tenths: int
    gains: tuple[str, ...]


def shape_of(score: Score, terms: Iterable[TermCells]) -> Shape | None:
    """None when no single term, moved to its last pre-approved position, lowers the band."""
    reviewed = {found.term.key: found for found in terms if not found.term.is_standard}
    facts = DealFacts.from_document(score.inputs)
    offers = [Concession(key, price=1, drops=frozenset([key])) for key in reviewed]
    shaped = cheapest_concession(facts, offers, engine_policy(score.policy))
    if shaped is None:
        return None
    found = reviewed[shaped.concession.name]
    return Shape(
        name=found.term.type.name,
        asked=value_text(found.term.value, found.term.type) or "as they ask",
        offered=found.fallback.summary,
        from_code=band_of(shaped.before.shown_tenths).code,
        from_tenths=shaped.before.shown_tenths,
        to_code=band_of(shaped.after.shown_tenths).code,
        to_tenths=shaped.after.shown_tenths,
        gains=tuple(_gains(shaped, found, score)),
    )


def _gains(shaped: Shaped, found: TermCells, score: Score) -> list[str]:
    gains = ["The blocker goes"] if shaped.before.is_blocked and not shaped.after.is_blocked else []
    open_cells = [cell.request.function.name for cell in found.cells if cell.request.is_open]
    if open_cells:
        gains.append(f"{', '.join(open_cells)} {'has' if len(open_cells) == 1 else 'have'} one review less")
    gains.append(_approvals(shaped, score))
    return gains


def _approvals(shaped: Shaped, score: Score) -> str:
    """Who would have to approve, by the rules, without the term that was moved."""
    known = without_terms(score.rule_facts, shaped.concession.drops)
    left = conceded(DealFacts.from_document(score.inputs), shaped.concession)
    ruling = rules_on(score.policy, known, shaped.after, left)
    labels = [label_of(step.approver, step.need) for step in ruling.steps]
    return "; ".join(labels) or "Nobody has to approve"
