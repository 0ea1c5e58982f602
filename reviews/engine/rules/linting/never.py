"""Rules that can never fire: their tests leave no value, or no score gives such a band."""

from collections.abc import Iterable, Iterator

from reviews.engine.policy_version import BANDS
from reviews.engine.rules.conditions import Condition
from reviews.engine.rules.linting.boxes import Space, Subject
from reviews.engine.rules.linting.finding import ERROR, Finding
from reviews.engine.rules.linting.picks import Picks
from reviews.engine.rules.linting.spans import Spans
from reviews.engine.rules.rule import Rule
from reviews.engine.rules.rulebook import Rulebook
from reviews.engine.scales import DEFAULT_POLICY

BAND, SCORE = Subject("band"), Subject("score")


def never_findings(rulebook: Rulebook, space: Space) -> Iterator[Finding]:
    least = _least_band(rulebook.rules)
    for rule in rulebook.rules:
        field, why = _contradiction(rule, space) or _impossible_band(rule, space, least) or ("", "")
        if why:
            sentence = f"This rule can never fire: {why}. Correct its conditions or take it out."
            yield Finding(ERROR, rule.name, field, sentence)


def is_impossible(condition: Condition, space: Space) -> bool:
    """Does no deal, or no term, pass it?"""
    return any(region.is_empty for region in space.demands(condition).values())


def _contradiction(rule: Rule, space: Space) -> tuple[str, str] | None:
    for row, condition in enumerate(rule.when):
        if is_impossible(condition, space):
            return f"when[{row}]", f"no value of {condition.name} passes all of its tests"
        is_empty_fine = condition.aggregate in ("count", "sum")
        if condition.where and not is_empty_fine and _picks_nothing(condition.where):
            return f"when[{row}].where", f"no term passes the where of {condition.name}"
    together: list[Condition] = []
    for row, condition in enumerate(rule.when):
        if condition.term:
            continue  # a deal can have two terms of one type, each passing one condition
        if space.box([*together, condition]) is None:
            others = (
                " and ".join(dict.fromkeys(_about_same(together, condition))) or "the conditions before it"
            )
            return f"when[{row}]", f"what it asks of {condition.name} contradicts {others}"
        together.append(condition)
    return None


def _about_same(together: Iterable[Condition], condition: Condition) -> Iterator[str]:
    return (f"“{other}”" for other in together if other.name == condition.name)


def _picks_nothing(where: tuple[Condition, ...]) -> bool:
    space = Space([Rule("where", "", where)])
    return space.box(where) is None or any(is_impossible(condition, space) for condition in where)


def _impossible_band(rule: Rule, space: Space, least: str) -> tuple[str, str] | None:
    """A score has at least the band of its points, and floors for every deal raise it further."""
    box = space.box(condition for condition in rule.when if not condition.term) or {}
    allowed, scores = box.get(BAND), box.get(SCORE)
    if not isinstance(allowed, Picks):
        return None
    row = next(row for row, condition in enumerate(rule.when) if condition.fact == "band")
    highest = max((BANDS.index(str(band)) for band in allowed.values), default=0)
    if isinstance(scores, Spans) and scores.parts:
        lowest = scores.parts[0][0][0]  # finite, because a score is from 0 to 100
        given = DEFAULT_POLICY.band_of(int(lowest * 10))
        if BANDS.index(given) > highest:
            return f"when[{row}]", f"a score from {lowest.normalize():f} is in band {given} at least"
    if not rule.then.floor and BANDS.index(least) > highest:
        return f"when[{row}]", f"a floor without conditions raises every deal to {least} at least"
    return None


def _least_band(rules: Iterable[Rule]) -> str:
    floors = [rule.then.floor for rule in rules if rule.then.floor and not rule.when and not rule.ladder]
    return max(floors, key=BANDS.index, default=BANDS[0])
