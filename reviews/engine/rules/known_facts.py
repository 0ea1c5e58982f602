"""What is known of one deal when the rules look at it. What is missing is unknown, never zero."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from reviews.engine import checks, limits
from reviews.engine.checks import InvalidFacts, path, shown
from reviews.engine.policy_version import BANDS
from reviews.engine.rules.conditions import Operand, json_of
from reviews.engine.rules.fact_kinds import (
    BAND,
    FACT_BY_NAME,
    FLAG,
    NUMBER,
    SET,
    SHARE,
    TERM_FACT_BY_NAME,
    FactKind,
)
from reviews.engine.rules.numbers import decimal_of, figures

MOST_TERMS = 1_000
MOST_ENTRIES = 500
MOST_TEXT = 200
TERMS = "terms"

Values = Mapping[str, Operand]
"""Facts by name; a missing name is an unknown fact. Sets are sorted tuples."""


@dataclass(frozen=True)
class KnownFacts:
    """`values` has shares as `share.DEL`; `terms` None: unknown; `bands`: all that the band may be."""

    values: Values
    terms: tuple[Values, ...] | None
    bands: tuple[str, ...]

    @classmethod
    def from_document(cls, document: object) -> "KnownFacts":
        """Read a document of facts, which may be partial; raises InvalidFacts naming the fact."""
        entries = checks.record(document, "", needs=(), may_have=(*FACT_BY_NAME, TERMS))
        values = _values(entries, FACT_BY_NAME, "")
        values.update(_shares(entries.get(SHARE.name)))
        band = values.get("band")
        return cls(values, _terms(entries.get(TERMS)), BANDS if band is None else (str(band),))

    def as_document(self) -> dict[str, object]:
        """The known facts as JSON types; reads back as the same facts."""
        document = {name: json_of(value) for name, value in self.values.items() if "." not in name}
        shares = {name.partition(".")[2]: json_of(self.values[name]) for name in self.values if "." in name}
        if shares:
            document[SHARE.name] = shares
        if self.terms is not None:
            document[TERMS] = [{name: json_of(term[name]) for name in term} for term in self.terms]
        return document

    @cached_property
    def band(self) -> str | None:
        """The one band that it can be; None when it is not certain."""
        return self.bands[0] if len(self.bands) == 1 else None

    def with_bands(self, bands: tuple[str, ...]) -> "KnownFacts":
        return replace(self, bands=bands)


def _values(entries: Mapping[str, object], kinds: Mapping[str, FactKind], place: str) -> dict[str, Operand]:
    """In the order of the catalogue. Nothing, null and a blank text are all unknown."""
    read: dict[str, Operand] = {}
    for name, kind in kinds.items():
        value = entries.get(name)
        if value is None or (isinstance(value, str) and not value.strip()) or kind is SHARE:
            continue
        read[name] = _value(value, kind, path(place, name))
    return read


def _value(value: object, kind: FactKind, place: str) -> Operand:
    if kind.type == NUMBER:
        return _number(value, kind, place)
    if kind.type == FLAG:
        return checks.truth(value, place)
    if kind.type == SET:
        return _set(value, place)
    if kind.type == BAND:
        return checks.one_of(value, place, BANDS)
    text = _text(value, place)
    if not kind.choices:
        return text
    return checks.one_of(text.casefold(), place, kind.choices)


def _number(value: object, kind: FactKind, place: str) -> Operand:
    number = decimal_of(value)
    if number is None:
        raise InvalidFacts(place, f"must be a number from -10^15 to 10^15, not {shown(value)}")
    if kind.low is not None and number < kind.low:
        raise InvalidFacts(place, f"must be {figures(kind.low)} or more, not {figures(number)}")
    if kind.high is not None and number > kind.high:
        raise InvalidFacts(place, f"must be {figures(kind.high)} or less, not {figures(number)}")
    return number


def _text(value: object, place: str) -> str:
    if not isinstance(value, str) or len(value) > MOST_TEXT:
        raise InvalidFacts(place, f"must be a text of at most {MOST_TEXT} characters, not {shown(value)}")
    line = " ".join(value.split())
    if not line or not line.isprintable():
        raise InvalidFacts(place, f"must be a text of printable characters, not {shown(value)}")
    return line


def _set(value: object, place: str) -> tuple[str, ...]:
    found = tuple(value) if isinstance(value, set | frozenset) else value
    entries = checks.listing(found, place, longest=MOST_ENTRIES)
    return tuple(sorted({_text(entry, f"{place}[{row}]") for row, entry in enumerate(entries)}))


def _shares(value: object) -> dict[str, Operand]:
    if value is None:
        return {}
    read: dict[str, Operand] = {}
    entries = checks.mapping(value, SHARE.name)
    for code in sorted(entries):
        if not re.fullmatch(limits.FUNCTION_CODE, code):
            raise InvalidFacts(SHARE.name, f"must have codes of functions as keys, not {shown(code)}")
        if entries[code] is not None:
            read[f"share.{code}"] = _number(entries[code], SHARE, path(SHARE.name, code))
    return read


def _terms(value: object) -> tuple[Values, ...] | None:
    if value is None:
        return None
    read: list[Values] = []
    for row, entry in enumerate(checks.listing(value, TERMS, longest=MOST_TERMS)):
        place = f"{TERMS}[{row}]"
        known = checks.record(entry, place, needs=(), may_have=TERM_FACT_BY_NAME)
        read.append(_values(known, TERM_FACT_BY_NAME, place))
    return tuple(read)
