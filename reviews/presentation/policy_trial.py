"""What a policy would ask of a deal, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dealdesk.kit.bands import BAND_BY_CODE
from reviews.engine.rules import Rulebook, Ruling, evaluate
from reviews.engine.rules.conditions import Condition, said_json
from reviews.engine.rules.fact_kinds import BAND, FLAG
from reviews.engine.rules.known_facts import KnownFacts
from reviews.engine.rules.matching import Match, matches
from reviews.engine.rules.ruling import StepAsked
from reviews.forms.rule_kinds import VALUE_WORDS
from reviews.presentation.rule_words import condition_words
from reviews.seats import Directory
from reviews.steps import label_of


@dataclass(frozen=True)
class TrialStep:
    label: str
    place: str
    rules: str
    is_new: bool


@dataclass(frozen=True)
class Fired:
    """`why`: each condition with the value that it met."""

    name: str
    reason: str
    why: tuple[str, ...]


@dataclass(frozen=True)
class Trial:
    """`gone`: steps that the policy of before asks for and this one does not."""

    ruling: Ruling
    band: str
    steps: tuple[TrialStep, ...]
    gone: tuple[str, ...]
    fired: tuple[Fired, ...]
    unknown: tuple[str, ...]

    @property
    def is_refused(self) -> bool:
        return bool(self.ruling.refusals or self.ruling.uncovered)


def trial_of(
    rulebook: Rulebook, facts: Mapping[str, Any], directory: Directory, before: Ruling | None = None
) -> Trial:
    """Raises InvalidFacts. `before` is what another policy asks of the same deal."""
    ruling = evaluate(rulebook, facts)
    known = KnownFacts.from_document(facts)
    raised = known.with_bands((ruling.band,)) if ruling.band else known
    counted = {match.rule.name: match for match in matches(rulebook, raised)}
    earlier = {step.key: step for step in before.steps} if before else {}
    now = {step.key for step in ruling.steps}
    return Trial(
        ruling=ruling,
        band=BAND_BY_CODE[ruling.band].word if ruling.band in BAND_BY_CODE else "not known",
        steps=tuple(_step(step, directory, before, earlier) for step in ruling.steps),
        gone=tuple(
            label_of(step.approver, step.need, directory) for key, step in earlier.items() if key not in now
        ),
        fired=tuple(_fired(counted[name]) for name in ruling.fired),
        unknown=tuple(dict.fromkeys(entry.fact for entry in ruling.unknown)),
    )


def _step(
    step: StepAsked, directory: Directory, before: Ruling | None, earlier: Mapping[str, StepAsked]
) -> TrialStep:
    place = f"{step.chain}, order {step.order}" if step.chain != "approval" else f"order {step.order}"
    is_new = before is not None and step.key not in earlier
    return TrialStep(label_of(step.approver, step.need, directory), place, ", ".join(step.rules), is_new)


def _fired(match: Match) -> Fired:
    why = tuple(
        f"{condition_words(condition)}: it is {_value(condition, outcome.value)}"
        for condition, outcome in match.outcomes
    )
    return Fired(match.rule.name, match.rule.reason, why or ("Always",))


def _value(condition: Condition, value: object) -> str:
    if value is None:
        return "not known"
    said = said_json(value)
    if condition.kind.type == BAND and said in BAND_BY_CODE:
        return BAND_BY_CODE[said].word
    return VALUE_WORDS.get(said, said) if condition.kind.choices or condition.kind.type == FLAG else said
