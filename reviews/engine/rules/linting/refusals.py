"""Overlaps that contradict: the same deal refused by one rule and put to somebody by another."""

from collections.abc import Iterator
from typing import NamedTuple

from reviews.engine.rules.conditions import names_of
from reviews.engine.rules.linting.boxes import Box, Space
from reviews.engine.rules.linting.describing import box_in_words
from reviews.engine.rules.linting.finding import WARNING, Finding
from reviews.engine.rules.rule import Rule
from reviews.engine.rules.rulebook import Rulebook

MOST_NAMED = 3


def refusal_findings(rulebook: Rulebook, space: Space) -> Iterator[Finding]:
    asking = [_Placed.of(rule, space) for rule in rulebook.rules if rule.then.steps]
    for rule in rulebook.rules:
        if not rule.then.refuse:
            continue
        if rule.then.steps:
            sentence = "This rule refuses the deal and asks for an approval as well; take one of the two out."
            yield Finding(WARNING, rule.name, "then.refuse", sentence)
        refusal = _Placed.of(rule, space)
        others = [(other.rule.name, said) for other in asking if (said := _overlap(refusal, other, space))]
        if others:
            named = ", ".join(f"{other} ({said})" for other, said in others[:MOST_NAMED])
            more = f" and {len(others) - MOST_NAMED} more" if len(others) > MOST_NAMED else ""
            sentence = (
                f"This rule refuses deals for which other rules ask for an approval: {named}{more}. "
                "Limit those rules to what can be approved."
            )
            yield Finding(WARNING, rule.name, "then.refuse", sentence)


class _Placed(NamedTuple):
    """A rule with what it tests and where it fires; None: nowhere."""

    rule: Rule
    tested: frozenset[str]
    box: Box | None

    @classmethod
    def of(cls, rule: Rule, space: Space) -> "_Placed":
        return cls(rule, frozenset(names_of(rule.when)), space.box(rule.when))


def _overlap(refusal: _Placed, other: _Placed, space: Space) -> str:
    """Where both fire, in words, when they test the same facts or the other is never asked alone."""
    ladder = refusal.rule.ladder
    if other.rule.name == refusal.rule.name or (ladder and ladder == other.rule.ladder):
        return ""
    if refusal.box is None or other.box is None or not refusal.tested <= other.tested:
        return ""
    both = space.meet(refusal.box, other.box)
    if both is None or (refusal.tested != other.tested and not space.is_inside(other.box, refusal.box)):
        return ""
    return box_in_words(space, both) or "any deal"
