"""What is wrong with a policy that is being written, whatever state its document is in."""

from collections.abc import Sequence
from typing import Any

from reviews.engine.rules import Company, Finding, InvalidRulebook, Rulebook, lint

ERROR = "error"


def findings_of(document: Any, company: Company | None) -> tuple[Finding, ...]:
    """Every finding, errors first; those of a document that is no rulebook are its problems."""
    try:
        rulebook = Rulebook.from_document(document)
    except InvalidRulebook as fault:
        return tuple(
            Finding(ERROR, problem.rule, problem.field, problem.sentence) for problem in fault.problems
        )
    return lint(rulebook, company)


def errors_in(findings: Sequence[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity == ERROR]
