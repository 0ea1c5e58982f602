"""What changed between two rulebooks, in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher

from reviews.engine.rules.rule import Example, Rule, Settings
from reviews.engine.rules.rulebook import Rulebook
from reviews.engine.rules.wording import conditions_in_words, effects_in_words, keep_in_words, words

ADDED, REMOVED, CHANGED, MOVED, SETTING = "added", "removed", "changed", "moved", "setting"


@dataclass(frozen=True)
class RuleChange:
    """`kind`: added, removed, changed or moved (a rule), or setting (anything beside the rules). `field`:
    what changed of the rule, or where in the rulebook. `before` and `after` in words; empty: not there."""

    kind: str
    rule: str
    field: str
    before: str
    after: str


def compare(old: Rulebook, new: Rulebook) -> tuple[RuleChange, ...]:
    """All changes: settings first, then rules in the order of the new rulebook, then removed ones."""
    return (*_settings(old, new), *_rules(old, new))


def _rules(old: Rulebook, new: Rulebook) -> Iterator[RuleChange]:
    moved = _moved([rule.name for rule in old.rules], [rule.name for rule in new.rules])
    for place, rule in enumerate(new.rules):
        earlier = old.rule_by_name.get(rule.name)
        if earlier is None:
            yield RuleChange(ADDED, rule.name, "", "", words(rule))
            continue
        yield from _changed(earlier, rule)
        if rule.name in moved:
            before = old.rules.index(earlier)
            yield RuleChange(MOVED, rule.name, "rules", f"rule {before + 1}", f"rule {place + 1}")
    for rule in old.rules:
        if rule.name not in new.rule_by_name:
            yield RuleChange(REMOVED, rule.name, "", words(rule), "")


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """The fewest rules that must be moved to get from one order to the other."""
    names = set(before) & set(after)
    one, two = ([name for name in order if name in names] for order in (before, after))
    blocks = SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks()
    kept = {two[row] for block in blocks for row in range(block.b, block.b + block.size)}
    return names - kept


def _changed(old: Rule, new: Rule) -> Iterator[RuleChange]:
    said = (
        ("reason", old.reason, new.reason, old.reason == new.reason),
        ("when", conditions_in_words(old.when), conditions_in_words(new.when), old.when == new.when),
        ("ladder", old.ladder, new.ladder, old.ladder == new.ladder),
        ("then", effects_in_words(old.then), effects_in_words(new.then), old.then == new.then),
        ("keep", keep_in_words(old.keep), keep_in_words(new.keep), old.keep == new.keep),
    )
    for field, before, after, is_same in said:
        if not is_same:
            yield RuleChange(CHANGED, new.name, field, before, after)


def _settings(old: Rulebook, new: Rulebook) -> Iterator[RuleChange]:
    if old.name != new.name:
        yield RuleChange(SETTING, "", "name", old.name, new.name)
    for entry in fields(Settings):
        before, after = getattr(old.settings, entry.name), getattr(new.settings, entry.name)
        if before != after:
            yield RuleChange(SETTING, "", f"settings.{entry.name}", _said(before), _said(after))
    yield from _entries("groups", _people(old), _people(new))
    yield from _entries("ladders", _takes(old), _takes(new))
    yield from _entries("examples", _examples(old), _examples(new))


def _entries(part: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[RuleChange]:
    for name in dict.fromkeys((*new, *old)):
        before, after = old.get(name, ""), new.get(name, "")
        if before != after or (name in old) != (name in new):
            yield RuleChange(SETTING, "", f"{part}.{name}", before, after)


def _people(rulebook: Rulebook) -> dict[str, str]:
    return {name: ", ".join(people) or "nobody" for name, people in rulebook.groups.items()}


def _takes(rulebook: Rulebook) -> dict[str, str]:
    return {name: f"the {ladder.take} rung that matches" for name, ladder in rulebook.ladders.items()}


def _examples(rulebook: Rulebook) -> dict[str, str]:
    return {example.name: _example(example) for example in rulebook.examples}


def _example(example: Example) -> str:
    facts = ", ".join(f"{name} {_said(value)}" for name, value in example.facts.items()) or "nothing known"
    expected = "; ".join(f"{key} {_said(value)}" for key, value in example.expect.as_document().items())
    return f"{facts}: {expected or 'anything'}"


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_said(entry)}" for name, entry in value.items()) or "none"
    if isinstance(value, list | tuple):
        return ", ".join(_said(entry) for entry in value) or "none"
    return str(value)
