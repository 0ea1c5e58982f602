"""Codes of functions that the company does not have."""

from collections.abc import Iterator

from reviews.engine.rules.conditions import Condition
from reviews.engine.rules.linting.company import Company
from reviews.engine.rules.linting.finding import ERROR, WARNING, Finding
from reviews.engine.rules.rulebook import Rulebook


def unknown_code_findings(rulebook: Rulebook, company: Company) -> Iterator[Finding]:
    known = ", ".join(sorted(company.functions)) or "none"
    for rule in rulebook.rules:
        for row, condition in enumerate(rule.when):
            code = condition.fact.partition(".")[2]
            if code and code not in company.functions:
                sentence = (
                    f"There is no function {code}, so that its share is never known and the rule fires "
                    f"for every deal that its other conditions let through. Name one of {known}."
                )
                yield Finding(ERROR, rule.name, f"when[{row}].fact", sentence)
            for part in (condition, *condition.where):
                strange = [name for name in _functions_of(part) if name.upper() not in company.functions]
                if strange:
                    sentence = f"There is no function {', '.join(strange)}; name some of {known}."
                    yield Finding(WARNING, rule.name, f"when[{row}]", sentence)


def _functions_of(condition: Condition) -> Iterator[str]:
    if condition.kind.name != "functions":
        return
    for test in condition.tests:
        yield from (str(value) for value in (test.value if isinstance(test.value, tuple) else (test.value,)))
