"""The parts of a rulebook: settings, ladders, rules and worked examples, frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal

from reviews.engine.rules.conditions import Condition
from reviews.engine.rules.effects import Effects
from reviews.engine.rules.numbers import as_json, figures

FIRST, LAST = "first", "last"


@dataclass(frozen=True)
class Settings:
    """`rounds`: how often a deal may be sent back before the deal desk must step in. `four_eyes`:
    publishing the next policy needs a second person. `approval_hours`: business hours that an approver
    has. `remind_at`, `escalate_at`: per cent of them at which to remind, and to tell the next level."""

    rounds: int = 3
    four_eyes: bool = False
    approval_hours: int = 16
    remind_at: tuple[int, ...] = (50, 100, 150)
    escalate_at: tuple[int, ...] = (125, 200)

    def as_document(self) -> dict[str, object]:
        values = {entry.name: getattr(self, entry.name) for entry in fields(self)}
        return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}


@dataclass(frozen=True)
class Ladder:
    """Of the rules with its name only one counts: the first that matches, or the last."""

    name: str
    take: str = FIRST

    def as_document(self) -> dict[str, object]:
        return {"take": self.take}


@dataclass(frozen=True)
class Tolerance:
    """How far a fact may move in the safe direction: in its own unit, or per cent of what was approved."""

    amount: Decimal
    is_per_cent: bool = False

    @property
    def as_json(self) -> object:
        return f"{figures(self.amount)} %" if self.is_per_cent else as_json(self.amount)


@dataclass(frozen=True)
class Rule:
    """All of `when` must hold. `keep` None: an approval is never kept; otherwise tolerance by tested fact."""

    name: str
    reason: str
    when: tuple[Condition, ...] = ()
    then: Effects = field(default_factory=Effects)
    ladder: str = ""
    keep: Mapping[str, Tolerance] | None = None

    def as_document(self) -> dict[str, object]:
        document: dict[str, object] = {
            "name": self.name,
            "reason": self.reason,
            "when": [condition.as_document() for condition in self.when],
        }
        if self.ladder:
            document["ladder"] = self.ladder
        document["then"] = self.then.as_document()
        if self.keep is not None:
            document["keep"] = {name: tolerance.as_json for name, tolerance in self.keep.items()}
        return document


@dataclass(frozen=True)
class Expectation:
    """What a worked example must give; None: not stated. `steps` are approvers, `checks` titles,
    `refusals` texts, `fired` names of rules; each compared as a set."""

    band: str | None = None
    steps: tuple[str, ...] | None = None
    checks: tuple[str, ...] | None = None
    refusals: tuple[str, ...] | None = None
    fired: tuple[str, ...] | None = None

    def as_document(self) -> dict[str, object]:
        values = {entry.name: getattr(self, entry.name) for entry in fields(self)}
        stated = {key: value for key, value in values.items() if value is not None}
        return {key: list(value) if isinstance(value, tuple) else value for key, value in stated.items()}


@dataclass(frozen=True)
class Example:
    """A worked example. `facts` is a document that `evaluate` accepts, perhaps a partial one."""

    name: str
    facts: Mapping[str, object]
    expect: Expectation

    def as_document(self) -> dict[str, object]:
        return {"name": self.name, "facts": dict(self.facts), "expect": self.expect.as_document()}
