"""What a draft changed against the one it was copied from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from contracts.models import Draft, Term
from reviews.presentation.score import in_points
from reviews.queries.asks import value_text


@dataclass(frozen=True)
class Change:
    """As components/diff_row.html reads it; `old` or `new` is empty for a new or a removed term."""

    name: str
    tag: str
    tag_tone: str
    effect: str
    old: str
    new: str


@dataclass(frozen=True)
class Changes:
    from_number: int
    to_number: int
    rows: tuple[Change, ...]
    unchanged: int


def changes_of(
    draft: Draft,
    terms: Iterable[Term],
    before: Iterable[Term],
    points: tuple[Mapping[str, int], Mapping[str, int]],
) -> Changes:
    """`before` are the terms of the draft it was copied from; `points` tenths by term key, old and new."""
    old_points, new_points = points
    left = {term.pk: term for term in before}
    rows: list[Change] = []
    unchanged = 0
    for term in terms:
        old = left.pop(term.copied_from_id, None) if term.copied_from_id else None
        if old is not None and _said(old) == _said(term):
            unchanged += 1
            continue
        effect = _effect(old_points.get(old.key) if old else None, new_points.get(term.key))
        rows.append(_changed(old, term, effect))
    for gone in left.values():
        rows.append(Change(gone.type.name, "Withdrawn", "neutral", "", _said(gone), ""))
    source = draft.copied_from
    return Changes(source.number if source else 0, draft.number, tuple(rows), unchanged)


def _changed(old: Term | None, new: Term, effect: str) -> Change:
    if old is None:
        return Change(new.type.name, "New", "caution", effect, "", _said(new))
    if new.is_standard and not old.is_standard:
        return Change(new.type.name, "Back to standard", "good", effect, _said(old), _said(new))
    return Change(new.type.name, "Changed", "accent", effect, _said(old), _said(new))


def _said(term: Term) -> str:
    """What a reviewer reads of a term: value, wording and, where there are several, its obligations."""
    value = value_text(term.value, term.type)
    count = f" ({term.obligation_count} obligations)" if term.obligation_count > 1 else ""
    return f"{value}: {term.wording}{count}" if value else f"{term.wording}{count}"


def _effect(old: int | None, new: int | None) -> str:
    if old is None and new is None:
        return ""
    return f"{in_points(old or 0)} → {in_points(new or 0)} points"
