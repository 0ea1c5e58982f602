"""A score laid open: the string, what went in, what came out, and the commands that give the same again."""

import json
from dataclasses import dataclass

from accounts.models import User
from contracts.models import Draft
from reviews.engine.facts import Policy
from reviews.engine.scales import DEFAULT_POLICY
from reviews.facts import company_currency
from reviews.models import Score
from reviews.presentation.score import ScoreView, score_view
from reviews.queries.cells import term_cells

INDENT = "  "


@dataclass(frozen=True)
class OpenScore:
    """`inputs` is the deal document of DD:1.0 and `result` the assessment, both as JSON texts.

    `policy_file` is empty when the command knows the policy by itself.
    """

    score: Score
    view: ScoreView
    inputs: str
    result: str
    file_name: str
    policy_file: str

    @property
    def currency(self) -> str:
        return company_currency(self.score.policy)

    @property
    def command(self) -> str:
        return f"python manage.py score {self.file_name}{self._policy_option}"

    @property
    def string_command(self) -> str:
        return f"python manage.py score --string '{self.score.string}'{self._policy_option}"

    @property
    def _policy_option(self) -> str:
        return f" --policy {self.policy_file}" if self.policy_file else ""


def open_score(score: Score, draft: Draft, reader: User, *, is_current: bool) -> OpenScore:
    """`is_current`: nothing that counts has changed since it was computed."""
    number = score.policy.number
    return OpenScore(
        score=score,
        view=score_view(score, term_cells(draft, reader), is_current=is_current),
        inputs=as_json(score.inputs),
        result=as_json(score.result),
        file_name=f"{draft.deal.number}-draft-{draft.number}-score-{score.facts_version}.json",
        policy_file="" if _is_known(score) else f"policy-{number}.json",
    )


def as_json(document: object) -> str:
    """JSON to read: indented, but a list or object without another inside stays on one line."""
    return f"{_laid_out(document, 0)}\n"


def _laid_out(document: object, depth: int) -> str:
    inner = list(document.values()) if isinstance(document, dict) else document
    if not isinstance(inner, list) or not any(isinstance(item, dict | list) for item in inner):
        return json.dumps(document, ensure_ascii=False)
    shown = [_laid_out(item, depth + 1) for item in inner]
    if isinstance(document, dict):
        shown = [f"{json.dumps(key)}: {text}" for key, text in zip(document, shown, strict=True)]
    opened, closed = "{}" if isinstance(document, dict) else "[]"
    blank = INDENT * (depth + 1)
    return f"{opened}\n{blank}" + f",\n{blank}".join(shown) + f"\n{INDENT * depth}{closed}"


def _is_known(score: Score) -> bool:
    return Policy.from_document(score.policy.document["engine"]).digest == DEFAULT_POLICY.digest
