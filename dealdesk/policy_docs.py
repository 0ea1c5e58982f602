"""The tables of docs/policies.md and the schema beside it, from the catalogue of the rule engine."""

import re
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from reviews.engine.rules import FactKind, catalogue, schema, term_catalogue
from reviews.engine.rules.fact_kinds import OPERATORS
from reviews.policy_file import as_json

HARM = {"more": "higher", "less": "lower", "": ""}


def policy_schema() -> str:
    return as_json(schema())


def policies() -> str:
    """docs/policies.md as it stands, with its tables printed anew between their marks."""
    text = (Path(settings.ROOT) / "docs" / "policies.md").read_text(encoding="utf-8")
    tables = {
        "facts": fact_table(catalogue()),
        "term facts": fact_table(term_catalogue()),
        "operators": operator_table(),
    }
    for name, table in tables.items():
        marks = rf"(<!-- {name}: printed .*?-->\n).*?(\n<!-- end of {name} -->)"
        before, begin, end, after = re.split(marks, text, maxsplit=1, flags=re.DOTALL)
        text = "".join((before, begin, f"\n{table}\n", end, after))
    return text


def fact_table(kinds: Iterable[FactKind]) -> str:
    rows = ["| Fact | Type | Unit | Meaning | Worse when |", "| --- | --- | --- | --- | --- |"]
    for kind in kinds:
        name = "share.&lt;FUNCTION&gt;" if kind.name == "share" else f"`{kind.name}`"
        choices = f": {', '.join(kind.choices)}" if kind.choices else ""
        rows.append(f"| {name} | {kind.type} | {kind.unit} | {kind.meaning}{choices} | {HARM[kind.harm]} |")
    return "\n".join(rows)


def operator_table() -> str:
    rows = ["| Type | Operators |", "| --- | --- |"]
    rows += [
        f"| {type_} | {', '.join(f'`{name}`' for name in names)} |" for type_, names in OPERATORS.items()
    ]
    return "\n".join(rows)
