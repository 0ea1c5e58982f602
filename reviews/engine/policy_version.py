"""A policy version: every weight and threshold that one score was computed under. Immutable."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from reviews.engine import checks, limits
from reviews.engine.canonical import sha256_hex
from reviews.engine.checks import InvalidFacts, path
from reviews.engine.rounding import dose_of_points

SPEC = "DD:1.0"
BANDS = ("AUTO", "MGR", "VP", "EXEC", "BLOCKED")
PER_MILLE = 1000

Weights = Mapping[str, int]
Rules = tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Policy:
    """The numbers of one policy version, named as in its document (per mille unless said otherwise).

    `level_points`: what levels 1-5 score alone, in points. `conf_knee`: per cent of confidence from
    which no doubt is added; below it `conf_per_level` per cent of doubt make one level. `bands`: the
    first tenths of MGR, VP, EXEC, BLOCKED. `plan_limit`: share of capacity that may be planned.
    `theta`: micro-doses of one function-month of overload. `ln10`: micro-doses of effort that eats
    the whole `std_margin`. `w_f`, `w_k`: weight of a function and of a term's category. `rate`: minor
    currency units an hour. `uplift`: actual over estimated effort. `miss_level` (tenths),
    `miss_one`, `miss_rec` (minutes): the worst case of a missing review. `sig_u`, `sig_v`: spread of
    the misjudgement that a deal, and a function, share. `cost_gate`, `load_gate`: from which P80
    cost / value, and above which load / capacity, a band is the least. `max_n`: most obligations.
    """

    id: str
    spec: str
    level_points: tuple[int, ...]
    conf_knee: int
    conf_per_level: int
    bands: tuple[int, ...]
    plan_limit: int
    theta: int
    ln10: int
    w_f: Weights
    w_k: Weights
    rate: Weights
    uplift: Weights
    miss_level: int
    miss_one: int
    miss_rec: int
    sig_u: int
    sig_v: int
    std_margin: int
    cost_gate: Rules
    load_gate: Rules
    max_n: int

    @classmethod
    def from_document(cls, document: object) -> "Policy":
        """Read a policy document; raises InvalidFacts naming the field."""
        names = [entry.name for entry in fields(cls)]
        entries = checks.record(document, "policy", needs=names)
        values: dict[str, Any] = {name: _READERS[name](entries[name], path("policy", name)) for name in names}
        policy = cls(**values)
        if not policy.w_f.keys() == policy.rate.keys() == policy.uplift.keys():
            raise InvalidFacts("policy.rate", "must name the same functions as w_f and uplift")
        return policy

    def as_document(self) -> dict[str, object]:
        """The document it was read from: JSON types only."""
        return {entry.name: _as_json(getattr(self, entry.name)) for entry in fields(self)}

    @cached_property
    def digest(self) -> str:
        """SHA-256 (64 hex digits) of the canonical document."""
        return sha256_hex(self.as_document())

    @property
    def short_digest(self) -> str:
        return self.digest[:8]

    @cached_property
    def level_dose(self) -> tuple[int, ...]:
        """Micro-doses of levels 1-5."""
        return tuple(dose_of_points(points) for points in self.level_points)

    def band_of(self, tenths: int) -> str:
        """The band of a score of `tenths` (0-1000), as people see it."""
        return BANDS[sum(tenths >= start for start in self.bands)]


def _as_json(value: object) -> object:
    if isinstance(value, tuple):
        return [_as_json(item) for item in value]
    return dict(value) if isinstance(value, Mapping) else value


def _rising(length: int, low: int, high: int) -> Callable[[object, str], tuple[int, ...]]:
    def read(value: object, field: str) -> tuple[int, ...]:
        entries = checks.listing(value, field, longest=length, exactly=length)
        numbers = tuple(checks.whole_number(entry, field, low, high) for entry in entries)
        if list(numbers) != sorted(set(numbers)):
            raise InvalidFacts(field, "must rise from entry to entry")
        return numbers

    return read


def _number(low: int, high: int) -> Callable[[object, str], int]:
    return lambda value, field: checks.whole_number(value, field, low, high)


def _weights(names: str, high: int) -> Callable[[object, str], Weights]:
    def read(value: object, field: str) -> Weights:
        entries = checks.mapping(value, field)
        return {
            checks.text(key, field, names, "made of known names"): checks.whole_number(
                weight, path(field, key), 1, high
            )
            for key, weight in entries.items()
        }

    return read


def _rules(value: object, field: str) -> Rules:
    rules = []
    for entry in checks.listing(value, field, longest=len(BANDS)):
        threshold, band = checks.listing(entry, field, longest=2, exactly=2)
        per_mille = checks.whole_number(threshold, field, 0, 100_000)
        rules.append((per_mille, checks.one_of(band, field, BANDS[:4])))
    return tuple(rules)


_READERS: Mapping[str, Callable[[object, str], object]] = {
    "id": lambda value, field: checks.text(value, field, limits.POLICY_ID, "a policy's name"),
    "spec": lambda value, field: checks.one_of(value, field, (SPEC,)),
    "level_points": _rising(5, 0, 99),
    "conf_knee": _number(*limits.CONFIDENCE_PER_CENT),
    "conf_per_level": _number(1, 1_000),
    "bands": _rising(4, 1, 999),
    "plan_limit": _number(1, 10_000),
    "theta": _number(0, 10**9),
    "ln10": _number(1, 10**9),
    "w_f": _weights(limits.FUNCTION_CODE, 100_000),
    "w_k": _weights(limits.NAME, 100_000),
    "rate": _weights(limits.FUNCTION_CODE, 10**9),
    "uplift": _weights(limits.FUNCTION_CODE, 100_000),
    "miss_level": _number(*limits.LEVEL_TENTHS),
    "miss_one": _number(0, limits.MOST_MINUTES),
    "miss_rec": _number(0, limits.MOST_MINUTES),
    "sig_u": _number(1, 2_000),
    "sig_v": _number(1, 2_000),
    "std_margin": _number(1, 1_000),
    "cost_gate": _rules,
    "load_gate": _rules,
    "max_n": _number(1, 1_000),
}
