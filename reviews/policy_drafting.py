"""The document of a policy draft, which may be faulty: what it holds, and what the table can hold."""

import json
from collections.abc import Mapping
from itertools import chain, islice
from typing import Any

from dealdesk.kit.refusals import Refused
from reviews.engine.rules.rulebook import FORMAT

Document = dict[str, Any]
MOST_CHARACTERS = 400_000
MOST_DEPTH = 20
MOST_ENTRIES = 100_000
ORDER = (
    *("format", "name", "reason", "fact", "term", "aggregate", "of", "where"),
    *("settings", "groups", "rules", "ladders", "examples"),
    *("when", "ladder", "then", "keep", "facts", "expect"),
    *("step", "steps", "check", "floor", "refuse", "note"),
    *("approver", "need", "chain", "order", "title", "evidence", "by"),
    *("rounds", "four_eyes", "approval_hours", "remind_at", "escalate_at"),
    *("type", "category", "value", "change", "standard", "rung", "level"),
)
RANKS = {name: rank for rank, name in enumerate(ORDER)}
EMPTY: Document = {"format": FORMAT, "name": "Approvals", "rules": []}


def rules_in(document: Any) -> list[Document]:
    """The rules of a document as far as they have the form of rules; what else it has stays out."""
    rules = document.get("rules") if isinstance(document, Mapping) else None
    return [rule for rule in rules if isinstance(rule, dict)] if isinstance(rules, list) else []


def part_of(document: Any, name: str) -> Document:
    """A part that has names with values; empty where it is missing or something else."""
    part = document.get(name) if isinstance(document, Mapping) else None
    return dict(part) if isinstance(part, Mapping) else {}


def examples_in(document: Any) -> list[Document]:
    examples = document.get("examples") if isinstance(document, Mapping) else None
    return [one for one in examples if isinstance(one, dict)] if isinstance(examples, list) else []


def has_plain_rules(document: Any) -> bool:
    """Can the rules be edited one by one? Otherwise only as text."""
    rules = document.get("rules", []) if isinstance(document, Mapping) else None
    return isinstance(rules, list) and all(isinstance(rule, dict) for rule in rules)


def in_order(content: Any) -> Any:
    """The same with its names in the order in which people write them; the table forgets their order."""
    if isinstance(content, Mapping):
        names = sorted(content, key=lambda name: RANKS.get(str(name), len(RANKS)))
        return {name: in_order(content[name]) for name in names}
    return [in_order(entry) for entry in content] if isinstance(content, list) else content


def storable(document: Any) -> Document:
    """The document, or Refused with what to do when it is no object, too long, too deep or not JSON."""
    if not isinstance(document, Mapping):
        raise Refused("A policy begins with names and their values, such as “format: …” and “rules: …”.")
    if _depth(document) > MOST_DEPTH:
        raise Refused(f"Keep to {MOST_DEPTH} levels and {MOST_ENTRIES:,} entries; no policy has more.")
    try:
        text = json.dumps(document, allow_nan=False, ensure_ascii=False)
        text.encode()
    except (TypeError, ValueError) as fault:
        raise Refused("Use texts, numbers, true, false and lists only; put dates in quotes.") from fault
    if len(text) > MOST_CHARACTERS:
        raise Refused(f"Keep to {MOST_CHARACTERS:,} characters; this policy has {len(text):,}.")
    if "\\u0000" in text:
        raise Refused("Take out the characters that cannot be printed.")
    stored: Document = json.loads(text)
    return stored


def _depth(content: Any) -> int:
    """Levels of nesting, counted without recursion; just above the limit when there is too much of it."""
    layer, depth = [content], 0
    while layer and depth <= MOST_DEPTH:
        depth += 1
        inner = (
            entry.values() if isinstance(entry, Mapping) else entry
            for entry in layer
            if isinstance(entry, Mapping | list | tuple)
        )
        layer = list(islice(chain.from_iterable(inner), MOST_ENTRIES + 1))
        if len(layer) > MOST_ENTRIES:
            return MOST_DEPTH + 1
    return depth
