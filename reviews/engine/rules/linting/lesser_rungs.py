"""Ladders in which a worse deal needs less."""

from collections.abc import Iterator, Sequence

from reviews.engine.rules.conditions import Condition
from reviews.engine.rules.fact_kinds import LESS, MORE, NUMBER
from reviews.engine.rules.linting.asking import asks_less
from reviews.engine.rules.linting.boxes import Space, Subject
from reviews.engine.rules.linting.finding import WARNING, Finding
from reviews.engine.rules.linting.spans import Cut, Spans
from reviews.engine.rules.rule import LAST, Rule
from reviews.engine.rules.rulebook import Rulebook


def lesser_rung_findings(rulebook: Rulebook, space: Space) -> Iterator[Finding]:
    for name, ladder in rulebook.ladders.items():
        rungs = rulebook.rungs(name)
        for group in _groups(rungs):
            yield from _compared(name, group, space, is_last=ladder.take == LAST)


def _groups(rungs: Sequence[Rule]) -> list[list[tuple[Rule, Condition]]]:
    """Rungs that differ in one number only, each with the condition on it."""
    found: dict[tuple[str, frozenset[Condition]], list[tuple[Rule, Condition]]] = {}
    for rung in rungs:
        numbers = [
            condition for condition in rung.when if condition.kind.type == NUMBER and condition.kind.harm
        ]
        if len(numbers) == 1:
            others = frozenset(condition for condition in rung.when if condition is not numbers[0])
            found.setdefault((numbers[0].name, others), []).append((rung, numbers[0]))
    return list(found.values())


def _compared(
    name: str, group: Sequence[tuple[Rule, Condition]], space: Space, *, is_last: bool
) -> Iterator[Finding]:
    placed = [entry for entry in _in_effect(group, space, is_last=is_last) if entry[0] is not None]
    ordered = sorted(placed, key=lambda entry: entry[0] or 0)
    for (_, lower), (_, higher) in zip(ordered, ordered[1:], strict=False):
        if asks_less(higher.then, lower.then):
            sentence = (
                f"In the ladder {name} this higher rung asks for less than the lower rung {lower.name}; "
                "let it ask for as much, or change their limits."
            )
            yield Finding(WARNING, higher.name, "then", sentence)


def _in_effect(
    group: Sequence[tuple[Rule, Condition]], space: Space, *, is_last: bool
) -> Iterator[tuple[int | None, Rule]]:
    """Each rung with its place in the harmful direction, by the values that it decides; None: none."""
    taken: Spans | None = None
    own: list[tuple[Cut, Cut, Rule]] = []
    for rung, condition in reversed(group) if is_last else group:
        region = space.demands(condition)[Subject(condition.name)]
        assert isinstance(region, Spans)
        left = region if taken is None else region - taken
        taken = region if taken is None else taken | region
        if left.parts:
            own.append((left.parts[0][0], left.parts[-1][1], rung))
    harm = group[0][1].kind.harm
    own.sort(key=lambda entry: entry[:2], reverse=harm == LESS)
    for place, (_, _, rung) in enumerate(own):
        yield (place if harm in (MORE, LESS) else None), rung
