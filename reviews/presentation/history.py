"""What happened to a deal, by day, newest first, as one reader may know it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from activity.models import Event
from reviews.presentation.event_words import WORDINGS, tone_of
from reviews.queries.cells import TermCells

UNSEEN_VERDICT = "({function}) reviewed {term}"
UNSEEN_WORDS = "wrote about {term}"


@dataclass(frozen=True)
class Entry:
    """As components/timeline.html reads it."""

    icon: str
    tone: str
    actor: str
    text: str
    quote: str
    at: datetime
    url: str = ""


@dataclass(frozen=True)
class Day:
    label: str
    events: tuple[Entry, ...]


Hidden = Collection[tuple[str, str]]
"""(term, function) of the answers that the reader may not know yet, by name."""


def hidden_in(terms: Iterable[TermCells]) -> frozenset[tuple[str, str]]:
    return frozenset(
        (found.term.type.name, cell.request.function.name)
        for found in terms
        for cell in found.cells
        if cell.is_hidden
    )


def days_of(events: Iterable[Event], functions: Mapping[str, str], hidden: Hidden = ()) -> list[Day]:
    """`functions` are names by code. A run of the same line by the same person on one day is told once."""
    days: dict[date, list[Entry]] = {}
    for event in events:
        entry = _entry(event, _named(event.facts, functions), hidden)
        entries = days.setdefault(timezone.localtime(event.at).date(), [])
        if not entries or (entries[-1].actor, entries[-1].text) != (entry.actor, entry.text):
            entries.append(entry)
    today = timezone.localdate()
    return [Day(_label(day, today), tuple(entries)) for day, entries in days.items()]


def _named(facts: dict[str, Any], functions: Mapping[str, str]) -> dict[str, Any]:
    if "functions" not in facts:
        return facts
    return {**facts, "functions": [functions.get(code, code) for code in facts["functions"]]}


def _entry(event: Event, facts: dict[str, Any], hidden: Hidden) -> Entry:
    wording = WORDINGS.get(event.verb)
    actor = event.by.name if event.by else ""
    if wording is None:
        return Entry("history", "", actor, event.verb.replace(".", " "), "", event.at)
    if hidden and event.verb == "score.computed":
        return Entry(wording.icon, "", actor, "Score computed", "", event.at)
    if (facts.get("term"), facts.get("function")) in hidden:
        unseen = UNSEEN_VERDICT if event.verb == "review.recorded" else UNSEEN_WORDS
        return Entry("history", "", actor, unseen.format_map(facts), "", event.at)
    quote = str(facts.get(wording.quote, "")) if wording.quote else ""
    return Entry(wording.icon, tone_of(event.verb, facts), actor, wording.of(facts), quote, event.at)


def _label(day: date, today: date) -> str:
    named = f"{day:%A} {day.day} {day:%B}"
    if day == today:
        return f"Today, {named}"
    return named if day.year == today.year else f"{named} {day.year}"
