"""Asked once: may the approval of a step stand on the next draft? Only if its rules say so."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reviews.engine.policy_version import BANDS
from reviews.engine.rules.conditions import said_json
from reviews.engine.rules.effects import is_stronger
from reviews.engine.rules.fact_kinds import NUMBER
from reviews.engine.rules.numbers import decimal_of, distance, per_cent_of
from reviews.engine.rules.rule import Rule, Tolerance
from reviews.engine.rules.rulebook import Rulebook
from reviews.engine.rules.ruling import StepAsked

LOWER, HIGHER = "lower", "higher"
_SAFE: Final[Mapping[str, str]] = {
    "at_least": LOWER,
    "above": LOWER,
    "at_most": HIGHER,
    "below": HIGHER,
}
"""The direction away from the threshold. With several of different direction there is none."""


@dataclass(frozen=True)
class Change:
    """A tested fact as it was approved and as it is now, as JSON; None: unknown or not looked at."""

    fact: str
    before: object
    after: object


@dataclass(frozen=True)
class Keeping:
    """Whether the approval is kept, why in one sentence, and every tested fact that changed."""

    is_kept: bool
    because: str
    changes: tuple[Change, ...] = ()


def judge(
    rulebook: Rulebook,
    before: StepAsked,
    after: StepAsked,
    *,
    band_before: str | None,
    band_after: str | None,
    new_terms: Sequence[str],
) -> Keeping:
    """Compare the step as it was approved with the step as it is asked now. `new_terms`: names of the
    non-standard terms that the approved draft did not have. Whatever is in doubt is asked again."""
    changes = tuple(_changes(before, after))
    refused = (
        _other_step(before, after)
        or _new_ground(band_before, band_after, new_terms)
        or _strict_rule(rulebook, after)
        or _moved_fact(rulebook, before, after)
    )
    if refused:
        return Keeping(False, refused, changes)
    if not changes:
        return Keeping(True, "Kept, because nothing that it was approved on has changed.", changes)
    return Keeping(True, f"Kept, because {_list(changes)}, which its rules allow.", changes)


def _other_step(before: StepAsked, after: StepAsked) -> str:
    if before.key != after.key:
        return "Asked again, because this is another step than the one approved."
    if is_stronger(after.need, before.need):
        return f"Asked again, because it now needs {after.need} people instead of {before.need}."
    return ""


def _new_ground(band_before: str | None, band_after: str | None, new_terms: Sequence[str]) -> str:
    if new_terms:
        return f"Asked again, because the draft has a new non-standard term: {', '.join(new_terms)}."
    if band_before not in BANDS or band_after not in BANDS:
        return "Asked again, because the band is not known."
    if BANDS.index(band_after) > BANDS.index(band_before):
        return f"Asked again, because the band rose from {band_before} to {band_after}."
    return ""


def _strict_rule(rulebook: Rulebook, after: StepAsked) -> str:
    for name in after.rules:
        rule = rulebook.rule_by_name.get(name)
        if rule is None or rule.keep is None:
            return f"Asked again, because the rule {name} does not let an approval be kept."
    return "" if after.rules else "Asked again, because no rule says that it may be kept."


def _moved_fact(rulebook: Rulebook, before: StepAsked, after: StepAsked) -> str:
    for fact, value in after.tested.items():
        if fact not in before.tested:
            return f"Asked again, because {fact} was not looked at before."
        if value is None or before.tested[fact] is None:
            return f"Asked again, because {fact} is not known."
        if _is_same(before.tested[fact], value):
            continue
        change = Change(fact, before.tested[fact], value)
        if not all(_allows(rulebook.rule_by_name[name], change) for name in after.rules):
            return f"Asked again, because {_words(change)}."
    return ""


def _allows(rule: Rule, change: Change) -> bool:
    """Is the change of no concern to the rule, or in its safe direction and within its tolerance?"""
    conditions = [condition for condition in rule.when if condition.name == change.fact]
    if not conditions:
        return True
    old, new = decimal_of(change.before), decimal_of(change.after)
    tolerance = (rule.keep or {}).get(change.fact)
    if old is None or new is None or tolerance is None or conditions[0].kind.type != NUMBER:
        return False
    safe = {_SAFE.get(test.operator, "") for condition in conditions for test in condition.tests}
    if safe != {LOWER if new < old else HIGHER}:
        return False
    return distance(old, new) <= _limit(tolerance, old)


def _limit(tolerance: Tolerance, approved: Decimal) -> Decimal:
    return per_cent_of(approved, tolerance.amount) if tolerance.is_per_cent else tolerance.amount


def _changes(before: StepAsked, after: StepAsked) -> Iterator[Change]:
    for fact, value in after.tested.items():
        earlier = before.tested.get(fact)
        if fact not in before.tested or not _is_same(earlier, value):
            yield Change(fact, earlier, value)


def _is_same(one: object, other: object) -> bool:
    return _plain(one) == _plain(other)


def _plain(value: object) -> object:
    """Text without case, numbers as decimals, true apart from 1."""
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, bool):
        return (value,)
    number = decimal_of(value)
    if number is not None:
        return number
    return value.casefold() if isinstance(value, str) else value


def _list(changes: Sequence[Change]) -> str:
    return " and ".join(_words(change) for change in changes)


def _words(change: Change) -> str:
    return f"{change.fact} went from {said_json(change.before)} to {said_json(change.after)}"
