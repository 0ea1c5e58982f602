"""Rules that ask for nothing, and what a rule says without any effect."""

from collections.abc import Iterator

from reviews.engine.policy_version import BANDS
from reviews.engine.rules.conditions import Condition
from reviews.engine.rules.fact_kinds import NUMBER
from reviews.engine.rules.keeping import HIGHER, LOWER
from reviews.engine.rules.linting.finding import ERROR, NOTE, WARNING, Finding
from reviews.engine.rules.linting.picks import Picks
from reviews.engine.rules.linting.regions import region_of
from reviews.engine.rules.rule import Rule
from reviews.engine.rules.rulebook import Rulebook

_SAFE = {"at_least": LOWER, "above": LOWER, "at_most": HIGHER, "below": HIGHER}


def effect_findings(rulebook: Rulebook) -> Iterator[Finding]:
    for rule in rulebook.rules:
        yield from _without_effect(rule)
        yield from _keep(rule)


def _without_effect(rule: Rule) -> Iterator[Finding]:
    then = rule.then
    if not (then.steps or then.check or then.floor or then.refuse or then.note):
        yield Finding(
            ERROR, rule.name, "then", "This rule asks for nothing; add a step, check, floor, refusal or note."
        )
    if then.floor and _is_already(rule, then.floor):
        sentence = (
            f"The floor {then.floor} raises nothing, because the rule fires in that band or above only."
        )
        yield Finding(WARNING, rule.name, "then.floor", f"{sentence} Raise it or take it out.")


def _is_already(rule: Rule, floor: str) -> bool:
    regions = [region_of(condition) for condition in rule.when if condition.fact == "band"]
    return any(
        isinstance(region, Picks)
        and all(BANDS.index(str(band)) >= BANDS.index(floor) for band in region.values)
        for region in regions
    )


def _keep(rule: Rule) -> Iterator[Finding]:
    """A tolerance needs one safe direction; and without a step there is no approval to be kept."""
    if rule.keep is None:
        return
    if not rule.then.steps:
        yield Finding(
            NOTE, rule.name, "keep", "This rule asks for no approval, so keep has no effect; take it out."
        )
        return
    for name in rule.keep:
        tested = [condition for condition in rule.when if condition.name == name]
        if not tested:
            sentence = f"The rule does not test {name}, so that it cannot be kept by it; name a tested fact."
            yield Finding(ERROR, rule.name, f"keep.{name}", sentence)
        elif not _has_safe_direction(tested):
            sentence = (
                f"The tolerance for {name} has no effect, because a range or an exact value has no safe "
                "direction: it must stay the same. Test one limit only, or take the tolerance out."
            )
            yield Finding(NOTE, rule.name, f"keep.{name}", sentence)


def _has_safe_direction(tested: list[Condition]) -> bool:
    directions = {_SAFE.get(test.operator, "") for condition in tested for test in condition.tests}
    return len(directions) == 1 and "" not in directions and tested[0].kind.type == NUMBER
