"""What is wrong with a rulebook: all of it at once, each with its place and what to do."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reviews.engine.checks import shown

MOST_PROBLEMS = 500
"""As many as anybody reads; a hostile document could make millions."""


@dataclass(frozen=True)
class Problem:
    """One fault. `rule` is the rule's name or `rules[n]`, empty when it is about the document as a
    whole; `field` is the path inside of it (`when[0].above`); `sentence` says what to do."""

    rule: str
    field: str
    sentence: str

    def __str__(self) -> str:
        place = ", ".join(part for part in (f"rule {self.rule}" if self.rule else "", self.field) if part)
        return f"{place}: {self.sentence}" if place else self.sentence


class InvalidRulebook(ValueError):
    """A document that is no rulebook. `problems` holds every fault, in the order of the document."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        more = len(self.problems) - 1
        others = f" (and {more} more)" if more else ""
        super().__init__(f"{self.problems[0]}{others}")


@dataclass(frozen=True)
class Place:
    """Where the reader stands; `problems` is shared by all places of one document."""

    problems: list[Problem]
    rule: str = ""
    field: str = ""

    def at(self, key: str | int) -> "Place":
        if isinstance(key, int):
            return Place(self.problems, self.rule, f"{self.field}[{key}]")
        name = key if re.fullmatch(r"[\w.@ -]{1,60}", key) else shown(key)
        return Place(self.problems, self.rule, f"{self.field}.{name}" if self.field else name)

    def of_rule(self, name: str) -> "Place":
        return Place(self.problems, name)

    def add(self, sentence: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(self.rule, self.field, sentence))
