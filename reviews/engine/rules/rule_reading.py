"""Reading the rules, and what can only be seen when all of them are read."""

import re
from collections.abc import Collection, Mapping
from decimal import Decimal

from reviews.engine.checks import shown
from reviews.engine.rules import condition_reading, effect_reading
from reviews.engine.rules.conditions import Condition, names_of
from reviews.engine.rules.effects import CheckEffect, Effects
from reviews.engine.rules.fact_kinds import NUMBER
from reviews.engine.rules.numbers import decimal_of
from reviews.engine.rules.problems import Place
from reviews.engine.rules.rule import Rule, Tolerance
from reviews.engine.rules.value_reading import listing, mapping, named, record, text_of

MOST_RULES = 500
RULE_NAME = r"[A-Za-z0-9][A-Za-z0-9-]{0,59}"
LADDER_NAME = r"[A-Za-z0-9][A-Za-z0-9 _-]{0,59}"
_PER_CENT = r"([0-9]{1,4}(?:\.[0-9]{1,6})?) ?%"
_NAMING = "a name of letters, digits and hyphens, 60 at most"


def rules(value: object, place: Place, groups: Collection[str]) -> tuple[Rule, ...]:
    read: list[Rule] = []
    taken: set[str] = set()
    for row, entry in enumerate(listing(value, place, MOST_RULES)):
        name = entry.get("name") if isinstance(entry, Mapping) else None
        is_name = isinstance(name, str) and re.fullmatch(RULE_NAME, name) is not None
        inside = place.of_rule(str(name) if is_name else f"rules[{row}]")
        rule = _rule(entry, inside, groups)
        if is_name and rule.name.casefold() in taken:
            inside.at("name").add("Choose another name; an earlier rule has the same one.")
        taken.add(rule.name.casefold())
        read.append(rule)
    _checks_agree(read, place)
    return tuple(read)


def _rule(value: object, place: Place, groups: Collection[str]) -> Rule:
    needs, may_have = ("name", "reason", "then"), ("when", "ladder", "keep")
    entries = record(value, place, needs=needs, may_have=may_have)
    when = condition_reading.conditions(entries.get("when", []), place.at("when"))
    return Rule(
        name=named(entries.get("name", "-"), place.at("name"), RULE_NAME, _NAMING)
        if "name" in entries
        else "",
        reason=text_of(entries.get("reason", "-"), place.at("reason")),
        when=when,
        then=effect_reading.effects(entries["then"], place.at("then"), groups)
        if "then" in entries
        else Effects(),
        ladder=named(entries["ladder"], place.at("ladder"), LADDER_NAME, "the name of a ladder")
        if "ladder" in entries
        else "",
        keep=_keep(entries["keep"], when, place.at("keep")) if "keep" in entries else None,
    )


def _keep(value: object, when: Collection[Condition], place: Place) -> Mapping[str, Tolerance]:
    numbers = names_of(condition for condition in when if condition.kind.type == NUMBER)
    read: dict[str, Tolerance] = {}
    for name, entry in mapping(value, place).items():
        if name not in numbers:
            known = ", ".join(numbers) or "none"
            place.at(name).add(f"Name a number that the rule tests; here these are: {known}.")
            continue
        read[name] = _tolerance(entry, place.at(name))
    return read


def _tolerance(value: object, place: Place) -> Tolerance:
    part = re.fullmatch(_PER_CENT, value.strip()) if isinstance(value, str) else None
    amount = decimal_of(value if part is None else Decimal(part[1]))
    if amount is None or amount < 0:
        place.add(f'Write a number from 0, or a part such as "10 %", not {shown(value)}.')
        return Tolerance(Decimal(0))
    return Tolerance(amount, is_per_cent=part is not None)


def _checks_agree(read: Collection[Rule], place: Place) -> None:
    """Checks of one title become one, so they must ask for the same."""
    first: dict[str, CheckEffect] = {}
    for rule in read:
        check = rule.then.check
        if check is None:
            continue
        earlier = first.setdefault(check.key, check)
        if (earlier.evidence, earlier.by) != (check.evidence, check.by):
            sentence = (
                "Give this check the evidence and by of the earlier one with its title, or another title."
            )
            place.of_rule(rule.name).at("then").at("check").add(sentence)
