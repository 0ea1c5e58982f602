"""The linter: what is wrong with a rulebook although it can be read."""

from reviews.engine.rules.linting.company import Company
from reviews.engine.rules.linting.finding import Finding
from reviews.engine.rules.linting.lint import lint, lint_document

__all__ = ["Company", "Finding", "lint", "lint_document"]
