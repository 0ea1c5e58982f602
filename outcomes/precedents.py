"""What earlier deals say about an ask: which of them were alike, how they ended, what they took. Pure.

Alike means the same type of term, a value that lies close on the type's ladder, and words that share most of
theirs. Nothing here asks the database or knows who reads.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from statistics import fmean

from rapidfuzz.distance.Indel import normalized_similarity

from contracts.standing import fold

MOST_WORDS = 600
"""Characters of a wording that are compared: what tells clauses apart stands at their beginning, and the
time to compare grows with the square of their length."""

VALUE_WEIGHT = 0.75
"""Where both asks have a value, it says most; words say the rest."""

ALIKE = 0.5
"""From this likeness on (0 to 1) an earlier ask counts as a precedent."""

FEWEST = 3
"""Deals with outcomes below which nothing is said about effort, feeling and ends."""

MOST_NEAR = 12
"""So many are kept, nearest first, because a reader may not open each of them."""


class Fate(StrEnum):
    AGREED = "agreed"
    REFUSED = "refused"
    OPEN = "open"


@dataclass(frozen=True)
class Ask:
    """`words` are those of `words_of`; `span` is how far the type's ladder reaches in the value's unit, or
    None without a ladder of values. `is_any` asks about the type as a whole: everything is alike then."""

    type_code: str
    value: Decimal | None
    words: str
    span: Decimal | None = None
    is_any: bool = False


@dataclass(frozen=True)
class Lived:
    """What one signed term was like in the functions that answered for it: levels are means from 1 to 5,
    minutes sums over the whole contract. `is_bad`: the deal went bad (docs/outcomes.md, section 1.6)."""

    said_level: float
    was_level: float
    said_minutes: int
    was_minutes: int
    is_bad: bool


@dataclass(frozen=True)
class Candidate:
    """An ask of an earlier deal; `asked_at` only orders, the newest has the highest."""

    term: int
    deal: int
    value: Decimal | None
    words: str
    fate: Fate
    asked_at: float
    lived: Lived | None = None


@dataclass(frozen=True)
class Near:
    candidate: Candidate
    likeness: float


@dataclass(frozen=True)
class Precedents:
    """Deals that asked for something alike. `of_type` counts those that asked for anything of the type.

    `lived` is how many of the agreed ones have outcomes; below FEWEST the figures after it are None.
    `ratio`: minutes it took over minutes estimated, None also where nothing was estimated.
    """

    of_type: int
    asked: int
    agreed: int
    refused: int
    lived: int
    ratio: float | None
    said_level: float | None
    was_level: float | None
    bad: int | None
    nearest: tuple[Near, ...]


def words_of(wording: str) -> str:
    """The words in a fixed order, cut first: what is compared instead of the wording."""
    return " ".join(sorted(fold(wording[:MOST_WORDS]).split()))


def likeness(ask: Ask, other: Candidate) -> float:
    """0 (nothing in common) to 1 (the same ask), for two asks of one type."""
    if ask.is_any:
        return 1.0
    close = closeness(ask.value, other.value, ask.span)
    if close is None:
        return float(normalized_similarity(ask.words, other.words, score_cutoff=ALIKE))
    least = (ALIKE - VALUE_WEIGHT * close) / (1 - VALUE_WEIGHT)
    if least > 1:
        return 0.0
    words = float(normalized_similarity(ask.words, other.words))
    return VALUE_WEIGHT * close + (1 - VALUE_WEIGHT) * words


def closeness(one: Decimal | None, other: Decimal | None, span: Decimal | None) -> float | None:
    """1 for equal values, 0 from a whole ladder's length apart on; without a ladder relative to the larger
    value. None where an ask has no value, so that words alone decide."""
    if one is None or other is None:
        return None
    if one == other:
        return 1.0
    reach = span or max(abs(one), abs(other))
    return max(0.0, 1.0 - float(abs(one - other) / reach))


def precedents_of(ask: Ask, candidates: Iterable[Candidate]) -> Precedents:
    """Each deal counts once, with its ask that was agreed to, else with the likest."""
    listed = sorted(candidates, key=lambda one: one.deal)
    alike = [Near(one, found) for one in listed if (found := likeness(ask, one)) >= ALIKE]
    deals = [_spokesman(group) for _, group in groupby(alike, key=lambda near: near.candidate.deal)]
    fates = [near.candidate.fate for near in deals]
    agreed = [near.candidate for near in deals if near.candidate.fate == Fate.AGREED]
    lived = [one.lived for one in agreed if one.lived is not None]
    is_enough = len(lived) >= FEWEST
    return Precedents(
        of_type=len({one.deal for one in listed}),
        asked=len(deals),
        agreed=len(agreed),
        refused=fates.count(Fate.REFUSED),
        lived=len(lived),
        ratio=_ratio(lived) if is_enough else None,
        said_level=fmean(one.said_level for one in lived) if is_enough else None,
        was_level=fmean(one.was_level for one in lived) if is_enough else None,
        bad=sum(one.is_bad for one in lived) if is_enough else None,
        nearest=tuple(sorted(deals, key=_nearness)[:MOST_NEAR]),
    )


def _spokesman(group: Iterable[Near]) -> Near:
    return max(
        group, key=lambda near: (near.candidate.fate == Fate.AGREED, near.likeness, near.candidate.term)
    )


def _nearness(near: Near) -> tuple[float, bool, bool, float, int]:
    """Most alike first, in tenths, so that one word more does not outrank a year; of those what was decided,
    what has outcomes, and the newest."""
    one = near.candidate
    return -round(near.likeness, 1), one.fate == Fate.OPEN, one.lived is None, -one.asked_at, one.term


def _ratio(lived: Sequence[Lived]) -> float | None:
    """A ratio of sums: one small term that doubled says less than a large one."""
    said = sum(one.said_minutes for one in lived)
    return sum(one.was_minutes for one in lived) / said if said else None
