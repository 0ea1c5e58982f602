"""The approval rules of a policy: a rulebook and the facts of a deal in, what the deal needs out. Pure."""

from reviews.engine.rules.fact_kinds import FactKind, catalogue, term_catalogue
from reviews.engine.rules.problems import InvalidRulebook, Problem
from reviews.engine.rules.rulebook import Rulebook

__all__ = [
    "FactKind",
    "InvalidRulebook",
    "Problem",
    "Rulebook",
    "catalogue",
    "term_catalogue",
]
