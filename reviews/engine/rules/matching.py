"""Which rules count for a deal: rules stack, of a ladder only one counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviews.engine.rules.conditions import Condition
from reviews.engine.rules.fact_kinds import FLAG, SET, TEXT
from reviews.engine.rules.known_facts import KnownFacts
from reviews.engine.rules.rule import LAST, Rule
from reviews.engine.rules.rulebook import Rulebook
from reviews.engine.rules.ruling import Unknown
from reviews.engine.rules.truth import Outcome, Truth, outcome_of

SCOPES = (TEXT, FLAG, SET)


@dataclass(frozen=True)
class Match:
    """One rule held against one deal, with the outcome of each of its conditions."""

    rule: Rule
    outcomes: tuple[tuple[Condition, Outcome], ...]

    @property
    def truth(self) -> Truth:
        return min((outcome.truth for _, outcome in self.outcomes), default=Truth.YES)

    @property
    def is_harmless(self) -> bool:
        """The deal lies below what this rule is about."""
        return any(outcome.truth is Truth.NO and outcome.is_harmless for _, outcome in self.outcomes)

    @property
    def tested(self) -> dict[str, object]:
        return {condition.name: outcome.value for condition, outcome in self.outcomes}

    @property
    def unknown(self) -> tuple[Unknown, ...]:
        return tuple(
            Unknown(self.rule.name, condition.name)
            for condition, outcome in self.outcomes
            if outcome.truth is Truth.MAYBE
        )


def matches(rulebook: Rulebook, known: KnownFacts) -> tuple[Match, ...]:
    """Every rule of the rulebook against the facts, in the order of the document."""
    return tuple(
        Match(rule, tuple((condition, outcome_of(condition, known)) for condition in rule.when))
        for rule in rulebook.rules
    )


def counting(rulebook: Rulebook, found: Sequence[Match]) -> tuple[Match, ...]:
    """The matches that count, in the order of the document.

    Of a ladder it is the first certain one from its side, with every uncertain one before it: whether
    such a rung would have been the one depends on what is unknown, so that it must be asked as well.
    """
    ladders = _by_ladder(found)
    chosen = {match.rule.name for name, rungs in ladders.items() for match in _chosen(rulebook, name, rungs)}
    return tuple(
        match
        for match in found
        if match.truth is not Truth.NO and (not match.rule.ladder or match.rule.name in chosen)
    )


def uncovered(found: Sequence[Match]) -> dict[str, tuple[Match, ...]]:
    """The ladders that apply to the deal although none of their rungs matches, with their rungs.

    A ladder does not apply where the deal lies below all of its rungs, has none of the terms that they
    look at, or fails a condition that all its rungs share and that is no number or band: that is what
    the ladder is about. A shared limit is not, or a deal above it would be nobody's.
    """
    return {name: tuple(rungs) for name, rungs in _by_ladder(found).items() if _applies_without_rung(rungs)}


def _by_ladder(found: Sequence[Match]) -> Mapping[str, list[Match]]:
    ladders: dict[str, list[Match]] = {}
    for match in found:
        if match.rule.ladder:
            ladders.setdefault(match.rule.ladder, []).append(match)
    return ladders


def _chosen(rulebook: Rulebook, ladder: str, rungs: Sequence[Match]) -> list[Match]:
    is_from_the_end = rulebook.ladders[ladder].take == LAST
    chosen: list[Match] = []
    for match in reversed(rungs) if is_from_the_end else rungs:
        if match.truth is not Truth.NO:
            chosen.append(match)
        if match.truth is Truth.YES:
            break
    return chosen


def _applies_without_rung(rungs: Sequence[Match]) -> bool:
    if any(match.truth is not Truth.NO for match in rungs):
        return False
    if all(match.is_harmless for match in rungs):
        return False
    shared = set[Condition].intersection(*(set(match.rule.when) for match in rungs))
    about = {condition for condition in shared if condition.kind.type in SCOPES}
    return not any(
        outcome.truth is Truth.NO for condition, outcome in rungs[0].outcomes if condition in about
    )
