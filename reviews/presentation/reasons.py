"""The rules that ask for a higher band than the number, in the words of the page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reviews.loads import months_from
from reviews.models import Score

COST = re.compile(r"P80 cost ([\d.]+)% of value")
LOAD = re.compile(r"(\w+) month (\d+) at (\d+)%")
DISPUTE = re.compile(r"(T\d+)\.(\w+) reviewers two levels apart")
CONCERN = "renewal with an open customer concern"


@dataclass(frozen=True)
class Names:
    """What the codes in a score stand for: terms by key (T3), functions by code (DEL)."""

    terms: Mapping[str, str]
    functions: Mapping[str, str]

    def term(self, key: str) -> str:
        return self.terms.get(key, key)

    def function(self, code: str) -> str:
        return self.functions.get(code, code)


def rule_reasons(score: Score, names: Names) -> list[str]:
    """Sentences for the rules that were reached, in the engine's order; other reasons are left out."""
    first = score.submission.first_month_on
    said = (_sentence(reason, names, first) for reason in score.result["reasons"])
    return [sentence for sentence in said if sentence]


def _sentence(reason: str, names: Names, first: date) -> str:
    if found := COST.fullmatch(reason):
        return f"The promised work may cost {found[1]} % of the value (in four of five cases less)."
    if found := LOAD.fullmatch(reason):
        month = months_from(first, int(found[2]) + 1)[-1]
        return f"{names.function(found[1])} would be at {found[3]} % of its capacity in {month:%B %Y}."
    if found := DISPUTE.fullmatch(reason):
        return f"The reviewers of {names.term(found[1])} in {names.function(found[2])} are two levels apart."
    if reason == CONCERN:
        return "The customer waits for the answer to a concern, and this is a renewal."
    return ""
