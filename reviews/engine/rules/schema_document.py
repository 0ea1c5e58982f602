"""The JSON Schema (2020-12) of a rulebook's document, for editors and other programs.

It says what can be said of the structure. Names that must fit each other (rules, groups, ladders) and
everything that the linter looks for it cannot say.
"""

from typing import Final

from reviews.engine import limits
from reviews.engine.policy_version import BANDS
from reviews.engine.rules import section_reading
from reviews.engine.rules.condition_reading import MOST_CONDITIONS
from reviews.engine.rules.effect_reading import (
    CHAIN,
    GROUP,
    MOST_EFFECTS,
    MOST_ORDER,
    MOST_PEOPLE,
    MOST_TITLE,
    OWNER_MANAGER,
)
from reviews.engine.rules.effects import ALL, ANYONE, LINK_EVIDENCE, TEXT_EVIDENCE
from reviews.engine.rules.rule import FIRST, LAST
from reviews.engine.rules.rule_reading import LADDER_NAME, MOST_RULES, RULE_NAME
from reviews.engine.rules.rulebook import FORMAT, MOST_NAME
from reviews.engine.rules.schema_parts import (
    MOST_NUMBER,
    Schema,
    choice,
    condition,
    facts,
    listing,
    named,
    record,
    text,
    where,
    whole,
)
from reviews.engine.rules.value_reading import EMAIL, MOST_TEXT, MOST_VALUES

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_APPROVER: Final = "|".join(
    (
        OWNER_MANAGER,
        r"role:\s*[a-z][a-z_]{1,29}\s*",
        rf"person:\s*{EMAIL}\s*",
        rf"lead:\s*{limits.FUNCTION_CODE}\s*",
        rf"group:\s*{GROUP}\s*",
    )
)


def schema() -> Schema:
    """As JSON types. Whatever `Rulebook.from_document` accepts is valid under it."""
    return {
        "$schema": DIALECT,
        "title": "Approval rules of a DealDesk policy",
        **record(
            {
                "format": {"const": FORMAT},
                "name": text(MOST_NAME),
                "settings": _settings(),
                "groups": _groups(),
                "rules": listing({"$ref": "#/$defs/rule"}, MOST_RULES),
                "ladders": _ladders(),
                "examples": listing({"$ref": "#/$defs/example"}, section_reading.MOST_EXAMPLES),
            },
            needs=("format", "name"),
        ),
        "$defs": {
            "rule": _rule(),
            "condition": condition(),
            "where": where(),
            "step": _step(),
            "check": _check(),
            "approver": named(_APPROVER),
            "example": _example(),
            "facts": facts(),
            "band": choice(BANDS),
            "number": {"type": "number", "minimum": -MOST_NUMBER, "maximum": MOST_NUMBER},
        },
    }


def _rule() -> Schema:
    tolerance = {
        "anyOf": [
            {"type": "number", "minimum": 0, "maximum": MOST_NUMBER},
            named(r"\s*[0-9]{1,4}(?:\.[0-9]{1,6})? ?%\s*"),
        ]
    }
    return record(
        {
            "name": named(RULE_NAME),
            "reason": text(MOST_TEXT),
            "when": listing({"$ref": "#/$defs/condition"}, MOST_CONDITIONS),
            "ladder": named(LADDER_NAME),
            "then": _effects(),
            "keep": {"type": "object", "additionalProperties": tolerance},
        },
        needs=("name", "reason", "then"),
    )


def _effects() -> Schema:
    step = {"$ref": "#/$defs/step"}
    found = record(
        {
            "step": step,
            "steps": listing(step, MOST_EFFECTS, least=1),
            "check": {"$ref": "#/$defs/check"},
            "floor": choice(BANDS[1:]),
            "refuse": text(MOST_TEXT),
            "note": text(MOST_TEXT),
        },
        least=1,
    )
    return {**found, "not": {"required": ["step", "steps"]}}


def _step() -> Schema:
    need = {"anyOf": [{"enum": [ALL, ANYONE]}, whole(1, MOST_PEOPLE)]}
    order = whole(1, MOST_ORDER)
    approver = {"$ref": "#/$defs/approver"}
    return record(
        {"approver": approver, "need": need, "chain": named(CHAIN), "order": order}, needs=["approver"]
    )


def _check() -> Schema:
    evidence, by = choice((TEXT_EVIDENCE, LINK_EVIDENCE)), {"$ref": "#/$defs/approver"}
    return record({"title": text(MOST_TITLE), "evidence": evidence, "by": by}, needs=["title"])


def _settings() -> Schema:
    rising = listing(whole(1, section_reading.MOST_PER_CENT), section_reading.MOST_CLOCKS)
    return record(
        {
            "rounds": whole(1, 20),
            "four_eyes": {"type": "boolean"},
            "approval_hours": whole(1, 400),
            "remind_at": rising,
            "escalate_at": rising,
        }
    )


def _groups() -> Schema:
    return {
        "type": "object",
        "maxProperties": section_reading.MOST_GROUPS,
        "propertyNames": named(GROUP),
        "additionalProperties": listing(named(EMAIL), MOST_VALUES),
    }


def _ladders() -> Schema:
    return {"type": "object", "additionalProperties": record({"take": choice((FIRST, LAST))})}


def _example() -> Schema:
    return record(
        {
            "name": text(section_reading.MOST_NAME),
            "facts": {"$ref": "#/$defs/facts"},
            "expect": _expectation(),
        },
        needs=("name", "facts", "expect"),
    )


def _expectation() -> Schema:
    """What is not named is not looked at."""
    return record(
        {
            "band": choice(BANDS),
            "steps": listing(text(MOST_TEXT), MOST_RULES),
            "checks": listing(text(MOST_TITLE), MOST_RULES),
            "refusals": listing(text(MOST_TEXT), MOST_RULES),
            "fired": listing(text(MOST_NAME), MOST_RULES),
        }
    )
