from reviews.engine.rules.linting.company import Company
from reviews.engine.rules.linting.finding import Finding
from reviews.engine.rules.rulebook import Rulebook


def lint(rulebook: Rulebook, company: Company | None = None) -> tuple[Finding, ...]:
    """Every finding, in the order of the rules."""
    return ()


__all__ = ["Company", "Finding", "lint"]
