"""Pieces of the JSON Schema: single values, conditions and facts, made from the catalogue."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from reviews.engine import limits
from reviews.engine.policy_version import BANDS
from reviews.engine.rules.condition_reading import (
    AGGREGATES,
    MOST_CONDITIONS,
    MOST_NAME,
    NUMBERS_OF_TERM,
    TYPE_CODE,
)
from reviews.engine.rules.fact_kinds import (
    BAND,
    FACTS,
    FLAG,
    LISTING,
    NUMBER,
    OPERATORS,
    SET,
    SHARE,
    TERM_FACTS,
    FactKind,
)
from reviews.engine.rules.known_facts import MOST_ENTRIES, MOST_TERMS
from reviews.engine.rules.known_facts import MOST_TEXT as MOST_FACT_TEXT
from reviews.engine.rules.value_reading import MOST_VALUES

Schema = dict[str, Any]
MOST_NUMBER: Final = 10**15


def record(properties: Mapping[str, Schema], *, needs: Sequence[str] = (), least: int = 0) -> Schema:
    """An object with these names and no others."""
    found: Schema = {"type": "object", "additionalProperties": False, "properties": dict(properties)}
    if needs:
        found["required"] = list(needs)
    return {**found, "minProperties": least} if least else found


def listing(items: Schema, most: int, least: int = 0) -> Schema:
    found: Schema = {"type": "array", "items": items, "maxItems": most}
    return {**found, "minItems": least} if least else found


def text(most: int) -> Schema:
    """Blanks and line breaks are taken together when it is read, so that it may be longer as written."""
    return {"type": "string", "minLength": 1, "maxLength": 4 * most, "pattern": r"\S"}


def named(pattern: str) -> Schema:
    return {"type": "string", "pattern": f"^(?:{pattern})$"}


def whole(low: int, high: int) -> Schema:
    return {"type": "integer", "minimum": low, "maximum": high}


def choice(choices: Iterable[str]) -> Schema:
    """One of some texts, in small or capital letters."""
    listed = list(choices)
    return {"anyOf": [{"enum": listed}, {"type": "string", "pattern": rf"^\s*(?:{_any_case(listed)})\s*$"}]}


def condition() -> Schema:
    """One entry of `when`."""
    terms = {"where": listing({"$ref": "#/$defs/where"}, MOST_CONDITIONS)}
    number = _operators(NUMBER, {"$ref": "#/$defs/number"})
    of = {"enum": list(NUMBERS_OF_TERM)}
    term, functions = named(TYPE_CODE), {"const": "functions"}
    numbers = choice(code for code in AGGREGATES if code != "count")
    return {
        "anyOf": [
            *_about(FACTS),
            _condition({"term": term, "of": of}, number, terms),
            _condition({"term": term, "of": functions}, _operators(SET, _TEXT), terms),
            _condition({"aggregate": numbers, "of": of}, number, terms),
            _condition({"aggregate": choice(["count"])}, number, terms),
        ]
    }


def where() -> Schema:
    """A condition about one term, inside of `where`."""
    return {"anyOf": _about(TERM_FACTS)}


def facts() -> Schema:
    """The facts of one deal; whatever is missing or null is unknown."""
    share: Schema = {
        "type": ["object", "null"],
        "propertyNames": named(limits.FUNCTION_CODE),
        "additionalProperties": _maybe(_number(SHARE)),
    }
    term = record({kind.name: _maybe(_fact(kind)) for kind in TERM_FACTS})
    known = {kind.name: _maybe(_fact(kind)) for kind in FACTS if kind is not SHARE}
    terms = {"anyOf": [listing(term, MOST_TERMS), {"type": "null"}]}
    return record({**known, SHARE.name: share, "terms": terms})


_TEXT: Final[Schema] = text(MOST_NAME)


def _about(kinds: Iterable[FactKind]) -> list[Schema]:
    """One form for all facts that take the same operators and values."""
    names: dict[str, list[str]] = {}
    values: dict[str, tuple[str, Schema]] = {}
    for kind in kinds:
        key = f"{kind.type} {kind.choices}"
        names.setdefault(key, []).append(kind.name)
        values[key] = kind.type, _value(kind)
    forms = []
    for key, (type_, value) in values.items():
        forms.append(_condition({"fact": _named_fact(names[key])}, _operators(type_, value), {}))
    return forms


def _named_fact(names: Sequence[str]) -> Schema:
    listed: Schema = {"enum": [name for name in names if name != SHARE.name]}
    if SHARE.name not in names:
        return listed
    return {"anyOf": [listed, named(rf"share\.{limits.FUNCTION_CODE}")]}


def _condition(subject: Mapping[str, Schema], operators: Mapping[str, Schema], more: Schema) -> Schema:
    found = record({**subject, **operators, **more}, needs=list(subject))
    return {**found, "anyOf": [{"required": [operator]} for operator in operators]}


def _operators(type_: str, value: Schema) -> dict[str, Schema]:
    several = listing(value, MOST_VALUES, least=1)
    return {operator: several if operator in LISTING else value for operator in OPERATORS[type_]}


def _value(kind: FactKind) -> Schema:
    if kind.type == NUMBER:
        return {"$ref": "#/$defs/number"}
    if kind.type == FLAG:
        return {"type": "boolean"}
    if kind.type == BAND:
        return {"$ref": "#/$defs/band"}
    return choice(kind.choices) if kind.choices else _TEXT


def _fact(kind: FactKind) -> Schema:
    if kind.type == NUMBER:
        return _number(kind)
    if kind.type == BAND:
        return {"enum": list(BANDS)}
    if kind.type == SET:
        return listing(_fact_text(), MOST_ENTRIES)
    if kind.type == FLAG:
        return {"type": "boolean"}
    return choice(kind.choices) if kind.choices else _fact_text()


def _fact_text() -> Schema:
    return {"type": "string", "maxLength": MOST_FACT_TEXT}


def _number(kind: FactKind) -> Schema:
    low = -MOST_NUMBER if kind.low is None else int(kind.low)
    high = MOST_NUMBER if kind.high is None else int(kind.high)
    return {"type": "number", "minimum": low, "maximum": high}


def _maybe(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}, {"type": "string", "pattern": r"^\s*$"}]}


def _any_case(choices: Iterable[str]) -> str:
    return "|".join(
        "".join(
            f"[{letter.upper()}{letter.lower()}]" if letter.isalpha() else re.escape(letter)
            for letter in word
        )
        for word in choices
    )
