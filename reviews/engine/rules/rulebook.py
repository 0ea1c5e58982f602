"""A rulebook: the approval part of a policy, frozen. Data and a bounded grammar, no code."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from reviews.engine.canonical import sha256_hex
from reviews.engine.rules import rule_reading, section_reading
from reviews.engine.rules.problems import InvalidRulebook, Place, Problem
from reviews.engine.rules.rule import Example, Ladder, Rule, Settings
from reviews.engine.rules.value_reading import record, text_of

FORMAT: Final = "DealDesk rules 1"
MOST_NAME = 60
_PARTS = ("settings", "groups", "rules", "ladders", "examples")


@dataclass(frozen=True)
class Rulebook:
    """`groups`: name to e-mail addresses. `ladders` holds every ladder that a rule names."""

    name: str
    settings: Settings = field(default_factory=Settings)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    ladders: Mapping[str, Ladder] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()

    @classmethod
    def from_document(cls, document: object) -> "Rulebook":
        """Read it; raises InvalidRulebook with every problem of the document."""
        problems: list[Problem] = []
        place = Place(problems)
        entries = record(document, place, needs=("format", "name"), may_have=_PARTS)
        if "format" in entries and entries["format"] != FORMAT:
            place.at("format").add(f"Write {FORMAT}; this version reads no other format.")
        groups = section_reading.groups(entries.get("groups", {}), place.at("groups"))
        rules = rule_reading.rules(entries.get("rules", []), place.at("rules"), groups)
        book = cls(
            name=text_of(entries.get("name", "-"), place.at("name"), MOST_NAME),
            settings=section_reading.settings(entries.get("settings", {}), place.at("settings")),
            groups=groups,
            rules=rules,
            ladders=section_reading.ladders(entries.get("ladders", {}), place.at("ladders"), rules),
            examples=section_reading.examples(entries.get("examples", []), place.at("examples"), rules),
        )
        if problems:
            raise InvalidRulebook(problems)
        return book

    def as_document(self) -> dict[str, object]:
        """The canonical document: JSON types, defaults written out. Reads back as the same rulebook."""
        return {
            "format": FORMAT,
            "name": self.name,
            "settings": self.settings.as_document(),
            "groups": {name: list(people) for name, people in self.groups.items()},
            "rules": [rule.as_document() for rule in self.rules],
            "ladders": {name: ladder.as_document() for name, ladder in self.ladders.items()},
            "examples": [example.as_document() for example in self.examples],
        }

    @cached_property
    def digest(self) -> str:
        """SHA-256 (64 hex digits) of the canonical document."""
        return sha256_hex(self.as_document())

    @cached_property
    def rule_by_name(self) -> Mapping[str, Rule]:
        return {rule.name: rule for rule in self.rules}

    def rungs(self, ladder: str) -> tuple[Rule, ...]:
        """The rules of one ladder, in the order of the document."""
        return tuple(rule for rule in self.rules if rule.ladder == ladder)
