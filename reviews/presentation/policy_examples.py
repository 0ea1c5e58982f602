"""Worked examples of a policy with how they come out."""

from dataclasses import dataclass
from typing import Any

from reviews.engine.rules import InvalidRulebook, Rulebook, evaluate
from reviews.engine.rules.rule import Example
from reviews.policy_drafting import examples_in, part_of
from reviews.steps import label_of


@dataclass(frozen=True)
class ExampleLine:
    """`state`: passed, failed, or pending while the policy cannot be read."""

    row: int
    name: str
    facts: str
    outcome: str
    state: str


def example_lines(document: Any) -> list[ExampleLine]:
    """Of a document in any state."""
    try:
        rulebook = Rulebook.from_document(document)
    except InvalidRulebook:
        return [
            ExampleLine(row, str(one.get("name", "")), _facts(part_of(one, "facts")), "", "pending")
            for row, one in enumerate(examples_in(document))
        ]
    return [_line(row, example, rulebook) for row, example in enumerate(rulebook.examples)]


def _line(row: int, example: Example, rulebook: Rulebook) -> ExampleLine:
    ruling = evaluate(rulebook, example.facts)
    stated = example.expect.as_document()
    given: dict[str, Any] = {
        "band": ruling.band,
        "steps": {step.approver for step in ruling.steps},
        "checks": {check.title for check in ruling.checks},
        "refusals": {refusal.text for refusal in ruling.refusals},
        "fired": set(ruling.fired),
    }
    wrong = [name for name, value in stated.items() if _as_set(value) != given[name]]
    said = [label_of(step.approver, step.need) for step in ruling.steps] or ["Nobody approves"]
    said += [f"Refused: {refusal.text}" for refusal in ruling.refusals]
    said += [f"Check: {check.title}" for check in ruling.checks]
    said += list(ruling.uncovered)
    if wrong:
        said.append(f"Differs from what is stated: {', '.join(wrong)}")
    outcome = f"{'. '.join(text.rstrip('.') for text in said)}."
    return ExampleLine(row, example.name, _facts(example.facts), outcome, "failed" if wrong else "passed")


def _as_set(value: Any) -> Any:
    return set(value) if isinstance(value, list) else value


def _facts(facts: Any) -> str:
    """Discount 12, kind renewal; terms are counted."""
    said = [f"{name.replace('_', ' ')} {_value(value)}" for name, value in facts.items() if name != "terms"]
    terms = facts.get("terms")
    if isinstance(terms, list) and terms:
        said.append(
            f"terms {', '.join(str(term.get('type', '?')) for term in terms if isinstance(term, dict))}"
        )
    return ", ".join(said) or "Nothing is known"


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(f"{name} {inner}" for name, inner in value.items())
    if isinstance(value, list):
        return " and ".join(map(str, value)) or "none"
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
