"""What the linter says about a few rules, beside one that asks somebody about every band."""

from typing import Any

from reviews.engine.rules import Company, Finding, lint
from tests.engine.rules.makers import Document, make_book, make_rule

GUARD = make_rule("guard", {"fact": "band", "in": ["MGR", "VP", "EXEC"]})

FERNHILL = Company(
    functions=frozenset({"DEL", "LEG", "SEC"}),
    people=frozenset({"priya@fernhill.example", "omar@fernhill.example", "ruth@fernhill.example"}),
    role_holders={"approver_vp": 2, "approver_executive": 3, "approver_manager": 1, "deal_desk": 2},
    leads=frozenset({"DEL", "LEG"}),
    types={"uptime": frozenset({"DEL"}), "exit": frozenset({"LEG"})},
    managers=True,
)


def lint_of(*rules: Document, company: Company | None = None, **more: Any) -> tuple[Finding, ...]:
    return lint(make_book(*rules, GUARD, **more), company)


def places(*rules: Document, company: Company | None = None, **more: Any) -> list[tuple[str, str, str]]:
    """Severity, rule and field of every finding; each sentence must say what to do."""
    found = lint_of(*rules, company=company, **more)
    assert all(len(finding.sentence) > 30 and finding.sentence.endswith(".") for finding in found)
    return [(finding.severity, finding.rule, finding.field) for finding in found]


def said(*rules: Document, company: Company | None = None, **more: Any) -> str:
    """The only finding's sentence."""
    [finding] = lint_of(*rules, company=company, **more)
    return finding.sentence


def discount(name: str, ladder: str = "", then: Document | None = None, **tests: Any) -> Document:
    """A rule with one condition on the discount."""
    rule = make_rule(name, {"fact": "discount", **tests})
    return {**rule, **({"ladder": ladder} if ladder else {}), **({"then": then} if then else {})}


def rung(name: str, **tests: Any) -> Document:
    return discount(name, "discount", **tests)
