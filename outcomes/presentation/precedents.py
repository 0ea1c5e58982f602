"""Precedents in words: a box beside a term, and a short text for a row."""

from collections.abc import Iterator
from dataclasses import dataclass

from contracts.models import Deal
from contracts.values import spoken_value
from dealdesk.kit.spans import in_hours
from outcomes.precedents import FEWEST, Fate, Lived
from outcomes.queries.precedents import Answer

FATES = {Fate.AGREED: "agreed", Fate.REFUSED: "refused", Fate.OPEN: "not decided"}
TONES = {Fate.AGREED: "good", Fate.REFUSED: "bad", Fate.OPEN: ""}


SHOWN = 3
"""Of the nearest that the reader may open."""

HIDDEN = "They are deals that you may not open."


@dataclass(frozen=True)
class NearRow:
    """One of the nearest precedents that the reader may open."""

    deal: Deal
    value: str
    fate: str
    tone: str
    lived: str


@dataclass(frozen=True)
class PrecedentBox:
    """`heading` counts, `lines` say what it took, `silence` why they say nothing. `near` are the nearest that
    the reader may open; `hidden` says that there are none among many. `short` is one line."""

    type_code: str
    heading: str
    lines: tuple[str, ...]
    silence: str
    near: tuple[NearRow, ...]
    hidden: str
    short: str


def precedent_box(answer: Answer) -> PrecedentBox:
    near = tuple(_near_rows(answer))[:SHOWN]
    return PrecedentBox(
        type_code=answer.question.type.code,
        heading=_heading(answer),
        lines=_lines(answer),
        silence=_silence(answer),
        near=near,
        hidden=HIDDEN if answer.found.nearest and not near else "",
        short=_short(answer),
    )


def _heading(answer: Answer) -> str:
    found = answer.found
    if not found.asked:
        others = f" Deals with another ask of this type: {found.of_type}." if found.of_type else ""
        return f"No earlier deal asked for anything like this.{others}"
    refused = f", refused {_times(found.refused)}" if found.refused else ""
    return f"Asked {_times(found.asked)}; agreed to {_times(found.agreed)}{refused}."


def _lines(answer: Answer) -> tuple[str, ...]:
    found = answer.found
    lines = []
    if found.ratio is not None:
        lines.append(f"It took {found.ratio:.1f} times the estimate ({_deals(found.lived)}).")
    if found.said_level is not None and found.was_level is not None:
        lines.append(f"Said to be {found.said_level:.1f} of 5 hard, it was {found.was_level:.1f}.")
    if found.bad is not None:
        lines.append(f"{found.bad} of {_deals(found.lived)} went bad.")
    return tuple(lines)


def _silence(answer: Answer) -> str:
    found = answer.found
    if not found.agreed or found.lived >= FEWEST:
        return ""
    return f"Too few to tell how it went: {found.lived} of the {FEWEST} deals with outcomes that this needs."


def _short(answer: Answer) -> str:
    """4 times, 2.1 × the effort."""
    found = answer.found
    if not found.asked:
        return "No precedent"
    if not found.agreed:
        return f"Asked {_times(found.asked)}, never agreed"
    count = _times(found.agreed)
    return f"Agreed {count}" if found.ratio is None else f"Agreed {count}, {found.ratio:.1f} × the effort"


def _near_rows(answer: Answer) -> Iterator[NearRow]:
    for near in answer.found.nearest:
        one = near.candidate
        deal = answer.deals.get(one.deal)
        if deal is not None:
            value = spoken_value(answer.question.type, one.value)
            yield NearRow(deal, value, FATES[one.fate], TONES[one.fate], _lived(one.lived))


def _lived(lived: Lived | None) -> str:
    if lived is None:
        return ""
    said, was = in_hours(lived.said_minutes), in_hours(lived.was_minutes)
    return f"level {lived.said_level:.1f} became {lived.was_level:.1f}; {said} became {was}"


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _deals(count: int) -> str:
    return "1 deal" if count == 1 else f"{count} deals"
