"""All of the linter's questions, in the order of the document."""

from collections.abc import Iterator

from reviews.engine.rules.linting.approvers import approver_findings
from reviews.engine.rules.linting.boxes import Space
from reviews.engine.rules.linting.company import Company
from reviews.engine.rules.linting.effects import effect_findings
from reviews.engine.rules.linting.examples import example_findings
from reviews.engine.rules.linting.finding import ERROR, SEVERITIES, Finding
from reviews.engine.rules.linting.ladder_holes import ladder_findings
from reviews.engine.rules.linting.lesser_rungs import lesser_rung_findings
from reviews.engine.rules.linting.never import never_findings
from reviews.engine.rules.linting.open_gates import open_gate_findings
from reviews.engine.rules.linting.refusals import refusal_findings
from reviews.engine.rules.linting.tables import table_findings
from reviews.engine.rules.linting.term_types import term_type_findings
from reviews.engine.rules.linting.unknown_codes import unknown_code_findings
from reviews.engine.rules.problems import InvalidRulebook
from reviews.engine.rules.rulebook import Rulebook


def lint(rulebook: Rulebook, company: Company | None = None) -> tuple[Finding, ...]:
    """Everything that is wrong with a rulebook: errors first, then warnings and notes, each in the order
    of the rules. Without a company, what depends on its people, functions and playbook is left out."""
    order = {rule.name: row for row, rule in enumerate(rulebook.rules)}
    found = dict.fromkeys(_found(rulebook, company))
    return tuple(
        sorted(found, key=lambda entry: (SEVERITIES.index(entry.severity), order.get(entry.rule, len(order))))
    )


def lint_document(document: object, company: Company | None = None) -> tuple[Finding, ...]:
    """The same for a document that may be no rulebook: then its problems are errors."""
    try:
        rulebook = Rulebook.from_document(document)
    except InvalidRulebook as fault:
        return tuple(
            Finding(ERROR, problem.rule, problem.field, problem.sentence) for problem in fault.problems
        )
    return lint(rulebook, company)


def _found(rulebook: Rulebook, company: Company | None) -> Iterator[Finding]:
    space = Space(rulebook.rules)
    yield from never_findings(rulebook, space)
    yield from ladder_findings(rulebook, space)
    yield from lesser_rung_findings(rulebook, space)
    yield from table_findings(rulebook, space)
    yield from refusal_findings(rulebook, space)
    yield from open_gate_findings(rulebook, space)
    yield from effect_findings(rulebook)
    yield from approver_findings(rulebook, company)
    yield from example_findings(rulebook)
    if company is not None:
        yield from term_type_findings(rulebook, company, space)
        yield from unknown_code_findings(rulebook, company)
