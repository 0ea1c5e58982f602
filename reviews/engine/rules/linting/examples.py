"""Worked examples that come out differently than the rulebook states."""

from collections.abc import Iterable, Iterator

from reviews.engine.checks import InvalidFacts
from reviews.engine.rules.evaluation import evaluate
from reviews.engine.rules.linting.finding import ERROR, Finding
from reviews.engine.rules.rule import Expectation
from reviews.engine.rules.rulebook import Rulebook
from reviews.engine.rules.ruling import Ruling


def example_findings(rulebook: Rulebook) -> Iterator[Finding]:
    for row, example in enumerate(rulebook.examples):
        field = f"examples[{row}]"
        try:
            ruling = evaluate(rulebook, example.facts)
        except InvalidFacts as fault:
            sentence = f"The facts of the example “{example.name}” cannot be read: {fault}"
            yield Finding(ERROR, "", f"{field}.facts", sentence)
            continue
        for key, said in _differences(example.expect, ruling):
            sentence = f"The example “{example.name}” comes out differently: {said}. Correct it or the rules."
            yield Finding(ERROR, "", f"{field}.expect.{key}", sentence)


def _differences(expect: Expectation, ruling: Ruling) -> Iterator[tuple[str, str]]:
    if expect.band is not None and expect.band != ruling.band:
        yield "band", f"the band is {ruling.band or 'unknown'}, not {expect.band}"
    found = (
        ("steps", expect.steps, (step.approver for step in ruling.steps)),
        ("checks", expect.checks, (check.title for check in ruling.checks)),
        ("refusals", expect.refusals, (refusal.text for refusal in ruling.refusals)),
        ("fired", expect.fired, ruling.fired),
    )
    for key, stated, given in found:
        if stated is not None:
            yield from _compared(key, stated, given)


def _compared(key: str, stated: Iterable[str], given: Iterable[str]) -> Iterator[tuple[str, str]]:
    wanted, got = set(stated), set(given)
    missing, more = sorted(wanted - got), sorted(got - wanted)
    said = [f"{key} lack {', '.join(missing)}"] if missing else []
    said += [f"{key} have {', '.join(more)} as well"] if more else []
    if said:
        yield key, " and ".join(said)
