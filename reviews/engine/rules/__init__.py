"""The approval rules of a policy: a rulebook and the facts of a deal in, what the deal needs out. Pure."""

from reviews.engine.rules import keeping
from reviews.engine.rules.bands import from_bands
from reviews.engine.rules.evaluation import evaluate
from reviews.engine.rules.fact_kinds import FactKind, catalogue, term_catalogue
from reviews.engine.rules.linting import Company, Finding, lint
from reviews.engine.rules.problems import InvalidRulebook, Problem
from reviews.engine.rules.rulebook import Rulebook
from reviews.engine.rules.ruling import CheckAsked, Reason, Ruling, StepAsked, Unknown

__all__ = [
    "CheckAsked",
    "Company",
    "FactKind",
    "Finding",
    "InvalidRulebook",
    "Problem",
    "Reason",
    "Rulebook",
    "Ruling",
    "StepAsked",
    "Unknown",
    "catalogue",
    "evaluate",
    "from_bands",
    "keeping",
    "lint",
    "term_catalogue",
]
