"""Overlaps that contradict: the same deal refused by one rule and put to somebody by another."""

from collections.abc import Iterator

from reviews.engine.rules.conditions import names_of
from reviews.engine.rules.linting.boxes import Space
from reviews.engine.rules.linting.describing import box_in_words
from reviews.engine.rules.linting.finding import WARNING, Finding
from reviews.engine.rules.rule import Rule
from reviews.engine.rules.rulebook import Rulebook

MOST_NAMED = 3


def refusal_findings(rulebook: Rulebook, space: Space) -> Iterator[Finding]:
    asking = [rule for rule in rulebook.rules if rule.then.steps]
    for rule in rulebook.rules:
        if not rule.then.refuse:
            continue
        if rule.then.steps:
            sentence = "This rule refuses the deal and asks for an approval as well; take one of the two out."
            yield Finding(WARNING, rule.name, "then.refuse", sentence)
        others = [(other, said) for other in asking if (said := _overlap(rule, other, space))]
        if others:
            named = ", ".join(f"{other.name} ({said})" for other, said in others[:MOST_NAMED])
            more = f" and {len(others) - MOST_NAMED} more" if len(others) > MOST_NAMED else ""
            sentence = (
                f"This rule refuses deals for which other rules ask for an approval: {named}{more}. "
                "Limit those rules to what can be approved."
            )
            yield Finding(WARNING, rule.name, "then.refuse", sentence)


def _overlap(refusal: Rule, other: Rule, space: Space) -> str:
    """Where both fire, in words, when they test the same facts or the other is never asked alone."""
    if other.name == refusal.name or (refusal.ladder and refusal.ladder == other.ladder):
        return ""
    one, two = space.box(refusal.when), space.box(other.when)
    if one is None or two is None:
        return ""
    both = space.meet(one, two)
    if both is None:
        return ""
    if not refusal.when:
        return "any deal"
    tested, also = set(names_of(refusal.when)), set(names_of(other.when))
    if tested != also and not (tested < also and space.is_inside(two, one)):
        return ""
    return box_in_words(space, both) or "any deal"
