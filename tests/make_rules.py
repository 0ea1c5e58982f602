"""Rulebooks for the tests: plain rules, published as the next policy."""

from collections.abc import Mapping
from typing import Any

from reviews.actions import publish_policy
from reviews.models import PolicyVersion
from tests.make import Cast

RATES = {"EUR": 1000, "USD": 920, "GBP": 1170}


def rule(name: str, when: list[dict[str, Any]] | None = None, **parts: Any) -> dict[str, Any]:
    """A rule with its reason made from its name; `then` is given by effect: step=..., floor=..."""
    beside = {key: parts.pop(key) for key in ("keep", "ladder") if key in parts}
    return {"name": name, "reason": f"Because of {name}.", "when": when or [], "then": parts, **beside}


def step(approver: str, **parts: Any) -> dict[str, Any]:
    return {"approver": approver, **parts}


def rulebook(*rules: Mapping[str, Any], **parts: Any) -> dict[str, Any]:
    return {"format": "DealDesk rules 1", "name": "Tried rules", "rules": list(rules), **parts}


def publish_rules(cast: Cast, *rules: Mapping[str, Any], **parts: Any) -> PolicyVersion:
    return publish_policy(by=cast.desk, rules=rulebook(*rules, **parts), exchange_rates=RATES)
