"""What a deal needs under a rulebook: steps, checks, refusals and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from reviews.engine import checks
from reviews.engine.checks import InvalidFacts, path
from reviews.engine.rules.effects import ALL, Need

MOST = 500
_ANY = r"[^\x00-\x1f\x7f]{0,300}"
_STEP = ("key", "chain", "order", "approver", "need", "rules", "reasons", "tested")
_CHECK = ("key", "title", "evidence", "by", "rules", "reasons", "tested")


@dataclass(frozen=True)
class Reason:
    """What one rule says: the band of its floor, its refusal, or its note."""

    rule: str
    text: str

    def as_document(self) -> dict[str, str]:
        return {"rule": self.rule, "text": self.text}


@dataclass(frozen=True)
class Unknown:
    """A fact that a rule which counts could not look at."""

    rule: str
    fact: str

    def as_document(self) -> dict[str, str]:
        return {"rule": self.rule, "fact": self.fact}


@dataclass(frozen=True)
class StepAsked:
    """One approval. `need`: `all` or how many different people; `rules` asked for it, `tested` is every
    fact that they looked at with its value as JSON (null: unknown)."""

    key: str
    chain: str
    order: int
    approver: str
    need: Need
    rules: tuple[str, ...]
    reasons: tuple[str, ...]
    tested: Mapping[str, object]

    def as_document(self) -> dict[str, object]:
        return {name: _as_json(getattr(self, name)) for name in _STEP}

    @classmethod
    def from_document(cls, document: object) -> "StepAsked":
        """Raises InvalidFacts naming the field."""
        said = checks.record(document, "", needs=_STEP)
        need = said["need"]
        return cls(
            key=_text(said, "key"),
            chain=_text(said, "chain"),
            order=checks.whole_number(said["order"], "order", 1, MOST),
            approver=_text(said, "approver"),
            need=ALL if need == ALL else checks.whole_number(need, "need", 1, MOST),
            rules=_texts(said, "rules"),
            reasons=_texts(said, "reasons"),
            tested=_tested(said["tested"]),
        )


@dataclass(frozen=True)
class CheckAsked:
    """Something that must be shown to be done. `evidence`: text or link; `by` an approver or empty."""

    key: str
    title: str
    evidence: str
    by: str
    rules: tuple[str, ...]
    reasons: tuple[str, ...]
    tested: Mapping[str, object]

    def as_document(self) -> dict[str, object]:
        return {name: _as_json(getattr(self, name)) for name in _CHECK}

    @classmethod
    def from_document(cls, document: object) -> "CheckAsked":
        """Raises InvalidFacts naming the field."""
        said = checks.record(document, "", needs=_CHECK)
        key, title, evidence, by = (_text(said, name) for name in _CHECK[:4])
        return cls(
            key, title, evidence, by, _texts(said, "rules"), _texts(said, "reasons"), _tested(said["tested"])
        )


@dataclass(frozen=True)
class Ruling:
    """`band`: the score's own, raised by every floor; None when the score's is unknown. `floors`: which
    rule asks for which least band. `fired`: the rules that count. `unknown`: what they could not look
    at, so that they count. `uncovered`: a sentence for each ladder without a rung for this deal; like
    a refusal it keeps the gate closed."""

    band: str | None
    floors: tuple[Reason, ...] = ()
    steps: tuple[StepAsked, ...] = ()
    checks: tuple[CheckAsked, ...] = ()
    refusals: tuple[Reason, ...] = ()
    notes: tuple[Reason, ...] = ()
    fired: tuple[str, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    uncovered: tuple[str, ...] = ()

    def as_document(self) -> dict[str, object]:
        document: dict[str, object] = {"band": self.band}
        for name in ("floors", "steps", "checks", "refusals", "notes", "unknown"):
            document[name] = [entry.as_document() for entry in getattr(self, name)]
        return {**document, "fired": list(self.fired), "uncovered": list(self.uncovered)}


def _as_json(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value


def _text(said: Mapping[str, object], name: str) -> str:
    return checks.text(said[name], name, _ANY, "a text")


def _texts(said: Mapping[str, object], name: str) -> tuple[str, ...]:
    entries = checks.listing(said[name], name, longest=MOST)
    return tuple(checks.text(entry, name, _ANY, "a list of texts") for entry in entries)


def _tested(value: object) -> Mapping[str, object]:
    tested = checks.mapping(value, "tested")
    for name, entry in tested.items():
        items = entry if isinstance(entry, list) else [entry]
        if not all(item is None or isinstance(item, str | bool | int | float) for item in items):
            raise InvalidFacts(path("tested", name), "must be a plain value or a list of them")
    return dict(tested)
