"""Term types: those that no rule and no function covers, and those that the company does not have."""

from collections.abc import Iterator, Sequence

from reviews.engine.rules.conditions import Condition
from reviews.engine.rules.linting.asking import is_asking
from reviews.engine.rules.linting.boxes import Space, Subject
from reviews.engine.rules.linting.company import Company
from reviews.engine.rules.linting.finding import ERROR, WARNING, Finding
from reviews.engine.rules.linting.spans import Spans
from reviews.engine.rules.rule import Rule
from reviews.engine.rules.rulebook import Rulebook

COUNTS = ("nonstandard_terms", "count()")


def term_type_findings(rulebook: Rulebook, company: Company, space: Space) -> Iterator[Finding]:
    known = {code.casefold() for code in company.types}
    for rule in rulebook.rules:
        for row, condition in enumerate(rule.when):
            yield from _unknown(rule, f"when[{row}]", condition, known)
    asking = [rule for rule in rulebook.rules if is_asking(rule.then)]
    if any(_covers_all(rule, space) for rule in asking):
        return
    named = {code for rule in asking for condition in rule.when for code in _types_of(condition)}
    for code, functions in company.types.items():
        if not functions & company.functions and code.casefold() not in named:
            sentence = (
                f"No function reviews the term type {code} and no rule covers it: a non-standard term of it "
                "would be nobody's. Add a rule for it, or a function in the playbook."
            )
            yield Finding(ERROR, "", "rules", sentence)


def _covers_all(rule: Rule, space: Space) -> bool:
    """Does it fire for every deal with any non-standard term, whatever its type?"""
    if not rule.when or not all(condition.name in COUNTS for condition in rule.when):
        return False
    regions = [space.demands(condition)[Subject(condition.name)] for condition in rule.when]
    return all(
        isinstance(region, Spans)
        and any(part[0][0] <= 1 and not part[1][0].is_finite() for part in region.parts)
        for region in regions
    )


def _types_of(condition: Condition) -> Iterator[str]:
    """The types whose terms it looks at, in small letters."""
    if condition.term:
        yield condition.term.casefold()
    for part in (condition, *condition.where):
        yield from (code for operator, code in _codes(part) if operator in ("is", "in", "has_any", "has_all"))


def _codes(condition: Condition) -> Iterator[tuple[str, str]]:
    if condition.fact not in ("nonstandard_types", "type"):
        return
    for test in condition.tests:
        for value in test.value if isinstance(test.value, tuple) else (test.value,):
            yield test.operator, str(value).casefold()


def _unknown(rule: Rule, field: str, condition: Condition, known: set[str]) -> Iterator[Finding]:
    if condition.term and condition.term.casefold() not in known:
        yield _never(rule, f"{field}.term", [condition.term])
    for place, part in (
        (field, condition),
        *((f"{field}.where[{n}]", w) for n, w in enumerate(condition.where)),
    ):
        codes = list(_codes(part))
        strange = [code for _, code in codes if code not in known]
        if not strange:
            continue
        is_never = any(
            (operator == "has_all" and code in strange)
            or (operator in ("is", "in", "has_any") and len(strange) == len(codes))
            for operator, code in codes
        )
        if is_never:
            yield _never(rule, place, strange)
        else:
            sentence = f"The playbook has no term type {', '.join(strange)}; correct the code or take it out."
            yield Finding(WARNING, rule.name, place, sentence)


def _never(rule: Rule, field: str, codes: Sequence[str]) -> Finding:
    sentence = (
        f"This rule can never fire: the playbook has no term type {', '.join(codes)}. "
        "Correct the code, or add the type to the playbook."
    )
    return Finding(ERROR, rule.name, field, sentence)
