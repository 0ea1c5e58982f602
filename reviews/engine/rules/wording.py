"""A rule in one English sentence, as pages, mails and comparisons show it."""

from collections.abc import Mapping, Sequence
from typing import Final

from reviews.engine.rules.conditions import Condition, Test
from reviews.engine.rules.effects import ALL, DEFAULT_CHAIN, LINK_EVIDENCE, CheckEffect, Effects, StepEffect
from reviews.engine.rules.fact_kinds import FLAG, SET
from reviews.engine.rules.fact_words import PLURAL, any_value, subject_of, unit_of
from reviews.engine.rules.rule import Rule, Tolerance

_ROLES: Final[Mapping[str, str]] = {
    "approver_manager": "sales manager",
    "approver_vp": "VP",
    "approver_executive": "executive",
    "deal_desk": "member of the deal desk",
    "function_lead": "function lead",
    "function_member": "function member",
    "sales_rep": "sales rep",
    "auditor": "auditor",
}
_OPERATORS: Final[Mapping[str, str]] = {
    "is": "{}",
    "is_not": "not {}",
    "in": "{}",
    "not_in": "not {}",
    "at_least": "at least {}",
    "above": "above {}",
    "at_most": "at most {}",
    "below": "below {}",
}
_SETS: Final[Mapping[str, str]] = {"has_any": "", "has_all": "", "has_none": "none of "}


def words(rule: Rule) -> str:
    """When the discount is above 10 and at most 20 %: a VP approves (commercial, order 1)."""
    then = effects_in_words(rule.then)
    return f"{conditions_in_words(rule.when)}: {then}{'' if then.endswith(('.', '!', '?')) else '.'}"


def conditions_in_words(when: Sequence[Condition]) -> str:
    """When ..., and ...; without conditions: Always."""
    if not when:
        return "Always"
    return f"When {', and '.join(condition_in_words(condition) for condition in when)}"


def condition_in_words(condition: Condition) -> str:
    if condition.kind.type == FLAG:
        return _flag(condition)
    subject = subject_of(condition)
    picked = f" (where {' and '.join(map(condition_in_words, condition.where))})" if condition.where else ""
    if condition.kind.type == SET:
        verb = "include" if condition.kind.name in PLURAL else "includes"
        has = " and ".join(f"{_SETS[test.operator]}{_listed(test)}" for test in condition.tests)
        return f"{subject}{picked} {verb} {has}"
    return f"{subject}{picked} is {_tests(condition)}{unit_of(condition)}"


def effects_in_words(then: Effects) -> str:
    said = [step_in_words(step) for step in then.steps]
    if then.check:
        said.append(check_in_words(then.check))
    if then.floor:
        said.append(f"the band is raised to at least {then.floor}")
    if then.refuse:
        said.append(f"refused: {then.refuse}")
    if then.note:
        said.append(f"note: {then.note}")
    return "; ".join(said)


def step_in_words(step: StepEffect) -> str:
    if step.chain == DEFAULT_CHAIN:
        return _who(step) if step.order == 1 else f"{_who(step)} (order {step.order})"
    return f"{_who(step)} ({step.chain}, order {step.order})"


def check_in_words(check: CheckEffect) -> str:
    evidence = "a link" if check.evidence == LINK_EVIDENCE else "a text"
    by = f", by {approver_in_words(check.by)}" if check.by else ""
    return f"check “{check.title}” with {evidence} as evidence{by}"


def approver_in_words(approver: str) -> str:
    """One of those who may: a VP, the lead of DEL, somebody of revenue council."""
    kind, _, name = approver.partition(":")
    if kind == "role":
        noun = _ROLES.get(name)
        return f"{_article(noun)} {noun}" if noun else f"somebody with the role {name}"
    if kind == "lead":
        return f"the lead of {name}"
    if kind == "group":
        return f"somebody of {name}"
    return name if kind == "person" else "the rep's manager"


def keep_in_words(keep: Mapping[str, Tolerance] | None) -> str:
    if keep is None:
        return "asked again on every draft"
    if not keep:
        return "kept while nothing tested changes"
    return "kept within " + ", ".join(f"{name} {tolerance.as_json}" for name, tolerance in keep.items())


def _who(step: StepEffect) -> str:
    kind, _, name = step.approver.partition(":")
    noun = _ROLES.get(name) if kind == "role" else None
    if step.need == 1:
        return f"{approver_in_words(step.approver)} approves"
    if step.need == ALL:
        everybody = {"role": f"everybody with the role {name}", "group": f"everybody of {name}"}
        return (
            f"every {noun} approves"
            if noun
            else f"{everybody.get(kind, approver_in_words(step.approver))} approves"
        )
    if noun:
        first, of, rest = noun.partition(" of ")
        return f"{step.need} different {first}s{of}{rest} approve"
    people = {"role": f"people with the role {name}", "group": f"people of {name}"}
    return (
        f"{step.need} different {people.get(kind, f'people for {approver_in_words(step.approver)}')} approve"
    )


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeo" else "a"


def _flag(condition: Condition) -> str:
    is_true = all(test.value is True for test in condition.tests)
    subject, adjective = ("it", "standard") if condition.is_of_term else ("the customer", "new")
    return f"{subject} is {'' if is_true else 'not '}{adjective}"


def _tests(condition: Condition) -> str:
    return " and ".join(_OPERATORS[test.operator].format(_listed(test)) for test in condition.tests)


def _listed(test: Test) -> str:
    """a, b or c."""
    values = test.value if isinstance(test.value, tuple) else (test.value,)
    *first, last = [any_value(value) for value in values]
    join = "and" if test.operator == "has_all" else "or"
    return f"{', '.join(first)} {join} {last}" if first else last
