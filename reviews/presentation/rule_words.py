"""Rules as sentences: when they count and what they ask for."""

from collections.abc import Mapping
from dataclasses import dataclass

from dealdesk.kit.bands import BAND_BY_CODE
from reviews.engine.rules.conditions import Condition, Test, said
from reviews.engine.rules.effects import LINK_EVIDENCE, CheckEffect, Effects, StepEffect
from reviews.engine.rules.fact_kinds import BAND, FLAG
from reviews.engine.rules.rule import Rule
from reviews.forms.rule_kinds import AGGREGATE_WORDS, OPERATOR_WORDS, TERM_WORDS, VALUE_WORDS, word_of
from reviews.seats import Directory
from reviews.steps import label_of

DEFAULT_CHAIN = "approval"


@dataclass(frozen=True)
class RuleWords:
    """`when`: one sentence a condition, none when it always holds. `then`: (kind, sentence) each."""

    when: tuple[str, ...]
    then: tuple[tuple[str, str], ...]
    kept: str = ""


def words_of(rule: Rule, directory: Directory | None = None) -> RuleWords:
    return RuleWords(
        when=tuple(condition_words(condition) for condition in rule.when),
        then=tuple(_effects(rule.then, directory)),
        kept=_kept(rule),
    )


def condition_words(condition: Condition) -> str:
    """Discount is above 10 and is at most 20 %."""
    unit = {"%": " %", "days": " days", "months": " months"}.get(condition.kind.unit, "")
    tests = " and ".join(test_words(test, condition) for test in condition.tests)
    return f"{_subject(condition)} {tests}{unit}"


def test_words(test: Test, condition: Condition) -> str:
    value = test.value
    parts = value if isinstance(value, tuple) else (value,)
    if condition.kind.type == FLAG:
        return "is true" if value else "is not true"
    words = [_value(said(part), condition) for part in parts]
    listed = " or ".join(words) if len(words) < 3 else f"{', '.join(words[:-1])} or {words[-1]}"
    return f"{OPERATOR_WORDS[test.operator]} {listed}"


def _value(word: str, condition: Condition) -> str:
    if condition.kind.type == BAND:
        return BAND_BY_CODE[word].word
    return VALUE_WORDS.get(word, word) if condition.kind.choices else word


def _subject(condition: Condition) -> str:
    if condition.fact.startswith("share."):
        return f"Share of {condition.fact.removeprefix('share.')} in the score"
    if condition.fact:
        return word_of(condition.fact)
    where = " and ".join(f"{row.kind.name} {_tests(row)}" for row in condition.where)
    picked = f" with {where}" if where else ""
    of = TERM_WORDS.get(condition.of, condition.of)
    if condition.term:
        return f"The {of} of {condition.term}{picked}"
    if condition.aggregate == "count":
        return f"Number of non-standard terms{picked}"
    return f"{AGGREGATE_WORDS[condition.aggregate]} {of} of the non-standard terms{picked}"


def _tests(condition: Condition) -> str:
    return " and ".join(test_words(test, condition) for test in condition.tests)


def _effects(then: Effects, directory: Directory | None) -> list[tuple[str, str]]:
    found = [("refuse", f"Never: {then.refuse}")] if then.refuse else []
    if then.floor:
        found.append(("floor", f"The band is at least {BAND_BY_CODE[then.floor].word}"))
    found += [("step", _step(step, directory)) for step in then.steps]
    if then.check:
        found.append(("check", _check(then.check, directory)))
    return [*found, ("note", then.note)] if then.note else found


def _step(step: StepEffect, directory: Directory | None) -> str:
    words = label_of(step.approver, step.need, directory)
    place = [f"chain {step.chain}"] if step.chain != DEFAULT_CHAIN else []
    place += [f"order {step.order}"] if step.order > 1 else []
    return f"{words} ({', '.join(place)})" if place else words


def _check(check: CheckEffect, directory: Directory | None) -> str:
    shown = "a link" if check.evidence == LINK_EVIDENCE else "words"
    by = label_of(check.by, 1, directory).removesuffix(" approves") if check.by else ""
    return f"Check “{check.title}”, shown by {shown}{f' from {by[0].lower()}{by[1:]}' if by else ''}"


def _kept(rule: Rule) -> str:
    if rule.keep is None:
        return ""
    said_each = _tolerances({name: str(tolerance.as_json) for name, tolerance in rule.keep.items()})
    return f"Kept on the next draft when nothing it tests got worse{said_each}"


def _tolerances(kept: Mapping[str, str]) -> str:
    return "".join(f"; {word_of(name)} may move by {amount}" for name, amount in kept.items())
