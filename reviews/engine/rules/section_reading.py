"""Reading what stands beside the rules: settings, groups, ladders, worked examples."""

from collections.abc import Collection, Mapping

from reviews.engine.checks import InvalidFacts
from reviews.engine.policy_version import BANDS
from reviews.engine.rules.effect_reading import GROUP, MOST_TITLE
from reviews.engine.rules.known_facts import KnownFacts
from reviews.engine.rules.problems import Place
from reviews.engine.rules.rule import FIRST, LAST, Example, Expectation, Ladder, Rule, Settings
from reviews.engine.rules.rule_reading import MOST_RULES
from reviews.engine.rules.value_reading import (
    MOST_TEXT,
    MOST_VALUES,
    choice,
    email,
    flag,
    listing,
    mapping,
    named,
    record,
    text_of,
    whole,
)

MOST_GROUPS = 50
MOST_EXAMPLES = 200
MOST_NAME = 60
MOST_CLOCKS = 10
MOST_PER_CENT = 1_000
_SETTINGS = ("rounds", "four_eyes", "approval_hours", "remind_at", "escalate_at")
_EXPECTED = ("band", "steps", "checks", "refusals", "fired")


def settings(value: object, place: Place) -> Settings:
    entries = record(value, place, may_have=_SETTINGS)
    usual = Settings()
    return Settings(
        rounds=whole(entries.get("rounds", usual.rounds), place.at("rounds"), 1, 20),
        four_eyes=flag(entries.get("four_eyes", usual.four_eyes), place.at("four_eyes")),
        approval_hours=whole(
            entries.get("approval_hours", usual.approval_hours), place.at("approval_hours"), 1, 400
        ),
        remind_at=_rising(entries.get("remind_at", usual.remind_at), place.at("remind_at")),
        escalate_at=_rising(entries.get("escalate_at", usual.escalate_at), place.at("escalate_at")),
    )


def _rising(value: object, place: Place) -> tuple[int, ...]:
    entries = listing(value, place, MOST_CLOCKS)
    parts = [whole(entry, place.at(row), 1, MOST_PER_CENT) for row, entry in enumerate(entries)]
    if parts != sorted(set(parts)):
        place.add("Write the per cents in rising order, each once.")
    return tuple(parts)


def groups(value: object, place: Place) -> Mapping[str, tuple[str, ...]]:
    entries = mapping(value, place)
    if len(entries) > MOST_GROUPS:
        place.add(f"Keep to {MOST_GROUPS} groups; there are {len(entries)}.")
        return {}
    read: dict[str, tuple[str, ...]] = {}
    for name, people in entries.items():
        inside = place.at(name)
        listed = listing(people, inside, MOST_VALUES)
        addresses = (email(person, inside.at(row)) for row, person in enumerate(listed))
        key = named(name, inside, GROUP, "a name of letters, digits, blanks and hyphens, 60 at most")
        read[key] = tuple(dict.fromkeys(addresses))
    return read


def ladders(value: object, place: Place, rules: Collection[Rule]) -> Mapping[str, Ladder]:
    """Every ladder that a rule names, with the default where nothing is said of it."""
    read = {rule.ladder: Ladder(rule.ladder) for rule in rules if rule.ladder}
    for name, entry in mapping(value, place).items():
        inside = place.at(name)
        entries = record(entry, inside, may_have=("take",))
        if name not in read:
            inside.add("Name this ladder in a rule, or take it out; no rule belongs to it.")
            continue
        read[name] = Ladder(name, choice(entries.get("take", FIRST), inside.at("take"), (FIRST, LAST)))
    return read


def examples(value: object, place: Place, rules: Collection[Rule]) -> tuple[Example, ...]:
    read: list[Example] = []
    for row, entry in enumerate(listing(value, place, MOST_EXAMPLES)):
        inside = place.at(row)
        entries = record(entry, inside, needs=("name", "facts", "expect"))
        name = text_of(entries.get("name", "-"), inside.at("name"), MOST_NAME)
        if "name" in entries and name in [example.name for example in read]:
            inside.at("name").add("Choose another name; an earlier example has the same one.")
        facts = _facts(entries.get("facts", {}), inside.at("facts"))
        expect = _expectation(entries.get("expect", {}), inside.at("expect"), rules)
        read.append(Example(name, facts, expect))
    return tuple(read)


def _facts(value: object, place: Place) -> Mapping[str, object]:
    try:
        return KnownFacts.from_document(value).as_document()
    except InvalidFacts as fault:
        place.add(f"Correct the facts of this example: {fault}")
        return {}


def _expectation(value: object, place: Place, rules: Collection[Rule]) -> Expectation:
    entries = record(value, place, may_have=_EXPECTED)
    expected = Expectation(
        band=choice(entries["band"], place.at("band"), BANDS) if "band" in entries else None,
        steps=_texts(entries, "steps", place, MOST_TEXT),
        checks=_texts(entries, "checks", place, MOST_TITLE),
        refusals=_texts(entries, "refusals", place, MOST_TEXT),
        fired=_texts(entries, "fired", place, MOST_NAME),
    )
    names = [rule.name for rule in rules]
    for row, name in enumerate(expected.fired or ()):
        if name not in names:
            place.at("fired").at(row).add("Name a rule of this rulebook; it has none of this name.")
    return expected


def _texts(entries: Mapping[str, object], key: str, place: Place, most: int) -> tuple[str, ...] | None:
    if key not in entries:
        return None
    inside = place.at(key)
    listed = listing(entries[key], inside, MOST_RULES)
    return tuple(text_of(entry, inside.at(row), most) for row, entry in enumerate(listed))
