"""What outcomes have taught a policy, or would teach it, in words. Reviewers appear as counts only."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from accounts.permissions import may
from reviews.engine.checks import InvalidFacts
from reviews.engine.correcting import is_less_sure
from reviews.engine.learned import NOTHING_LEARNED, Learned
from reviews.engine.policy_version import PER_MILLE

UNITS = {"a": "for each dose of severity", "b": "for each dose of effort", "c": "to begin with"}


@dataclass(frozen=True)
class LearnedLine:
    when: str
    then: str


@dataclass(frozen=True)
class LearnedBox:
    """`report` is the calibration to link to, 0 where the reader may not read it."""

    outcomes: int
    lines: tuple[LearnedLine, ...]
    report: int


def learned_box(document: Mapping[str, Any], names: Mapping[str, str], reader: User) -> LearnedBox | None:
    """`document`: what a version or draft holds as learned; None for nothing. `names`: functions by code."""
    learned = read_learned(document)
    if learned == NOTHING_LEARNED:
        return None
    lines = tuple(LearnedLine(when, then) for when, then in learned_lines(learned, names).items())
    return LearnedBox(learned.outcomes, lines, learned.calibration if may(reader, "calibration.read") else 0)


def read_learned(document: Mapping[str, Any]) -> Learned:
    """Nothing for a document that cannot be read; publishing refuses it anyway."""
    try:
        return Learned.from_document(dict(document))
    except InvalidFacts:
        return NOTHING_LEARNED


def learned_lines(learned: Learned, names: Mapping[str, str]) -> dict[str, str]:
    """Each thing that is learned, by its title."""
    lines = {
        f"Work of {names.get(code, code)}": f"× {uplift / PER_MILLE:g}"
        for code, uplift in learned.uplift.items()
        if uplift != PER_MILLE
    }
    lines |= {title: f"{count}" for title, count in _reviewers(learned).items() if count}
    if learned.hazard is not None:
        lines["P(bad)"] = _curve(learned)
    return lines


def _reviewers(learned: Learned) -> dict[str, int]:
    habits = learned.habits.values()
    return {
        "Reviewers whose levels count as easier": sum(1 for habit in habits if habit.severity > 0),
        "Reviewers whose levels count as harder": sum(1 for habit in habits if habit.severity < 0),
        "Reviewers who count as less sure": sum(1 for habit in habits if is_less_sure(habit.hits, habit.n)),
        "Reviewers whose work is scaled": sum(1 for habit in habits if habit.hours != PER_MILLE),
    }


def _curve(learned: Learned) -> str:
    hazard = learned.hazard
    assert hazard is not None
    rates = (f"{getattr(hazard, name) / 1_000_000:.3g} {unit}" for name, unit in UNITS.items())
    touched = "" if learned.blend is None else f"; touched up by {learned.blend.weight / 10:g} %"
    return f"{', '.join(rates)}; from {hazard.n} outcomes, {hazard.bad} of them bad{touched}"
