"""The approval rules of a policy: a rulebook and the facts of a deal in, what the deal needs out. Pure."""

from reviews.engine.rules import keeping
from reviews.engine.rules.bands import from_bands
from reviews.engine.rules.comparing import RuleChange, compare
from reviews.engine.rules.evaluation import evaluate
from reviews.engine.rules.fact_kinds import FactKind, catalogue, term_catalogue
from reviews.engine.rules.linting import Company, Finding, lint, lint_document
from reviews.engine.rules.problems import InvalidRulebook, Problem
from reviews.engine.rules.rulebook import Rulebook
from reviews.engine.rules.ruling import CheckAsked, Reason, Ruling, StepAsked, Unknown
from reviews.engine.rules.schema_document import schema
from reviews.engine.rules.wording import words

__all__ = [
    "CheckAsked",
    "Company",
    "FactKind",
    "Finding",
    "InvalidRulebook",
    "Problem",
    "Reason",
    "RuleChange",
    "Rulebook",
    "Ruling",
    "StepAsked",
    "Unknown",
    "catalogue",
    "compare",
    "evaluate",
    "from_bands",
    "keeping",
    "lint",
    "lint_document",
    "schema",
    "term_catalogue",
    "words",
]
