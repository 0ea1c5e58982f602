"""Steps and checks that several rules ask for become one, never weaker than any of them asked."""

from collections.abc import Iterable, Sequence

from reviews.engine.rules.effects import CheckEffect, StepEffect, strength
from reviews.engine.rules.matching import Match
from reviews.engine.rules.ruling import CheckAsked, StepAsked


def steps_of(fired: Iterable[Match]) -> tuple[StepAsked, ...]:
    """One for each chain, order and approver; chains in the order in which the rules name them."""
    asked: dict[str, list[tuple[Match, StepEffect]]] = {}
    for match in fired:
        for step in match.rule.then.steps:
            asked.setdefault(step.key, []).append((match, step))
    joined = [_step(entries) for entries in asked.values()]
    chains = list(dict.fromkeys(step.chain for step in joined))
    return tuple(sorted(joined, key=lambda step: (chains.index(step.chain), step.order)))


def checks_of(fired: Iterable[Match]) -> tuple[CheckAsked, ...]:
    """One for each title; the rulebook says the same of it everywhere."""
    asked: dict[str, list[tuple[Match, CheckEffect]]] = {}
    for match in fired:
        if match.rule.then.check:
            asked.setdefault(match.rule.then.check.key, []).append((match, match.rule.then.check))
    return tuple(_check(entries) for entries in asked.values())


def _step(entries: Sequence[tuple[Match, StepEffect]]) -> StepAsked:
    first = entries[0][1]
    by = [match for match, _ in entries]
    return StepAsked(
        key=first.key,
        chain=first.chain,
        order=first.order,
        approver=first.approver,
        need=max((step.need for _, step in entries), key=strength),
        rules=_rules(by),
        reasons=_reasons(by),
        tested=_tested(by),
    )


def _check(entries: Sequence[tuple[Match, CheckEffect]]) -> CheckAsked:
    first = entries[0][1]
    by = [match for match, _ in entries]
    return CheckAsked(
        key=first.key,
        title=first.title,
        evidence=first.evidence,
        by=first.by,
        rules=_rules(by),
        reasons=_reasons(by),
        tested=_tested(by),
    )


def _rules(by: Iterable[Match]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match.rule.name for match in by))


def _reasons(by: Iterable[Match]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match.rule.reason for match in by))


def _tested(by: Iterable[Match]) -> dict[str, object]:
    found = {name: value for match in by for name, value in match.tested.items()}
    return {name: found[name] for name in sorted(found)}
