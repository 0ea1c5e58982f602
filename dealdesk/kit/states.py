"""Moves: a table of what may follow what, applied as a compare-and-swap so that one caller wins."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models


class IllegalMove(Exception):
    """The thing is no longer in a state from which this verb may be done; the text says so to people."""


@dataclass(frozen=True)
class Move:
    """From any of `sources`, the verb leads to `target`."""

    sources: frozenset[str]
    target: str
    label: str


class Moves:
    """The moves table of one model with a `state` column."""

    def __init__(self, noun: str, table: Mapping[str, Move]) -> None:
        self.noun = noun
        self.table = dict(table)

    def apply(self, thing: models.Model, verb: str, **also: Any) -> None:
        """Move `thing` by `verb`, writing the columns in `also` in the same UPDATE.

        Raises IllegalMove when the row in the database is not in a source state, whatever the copy in
        memory says: a stale page or a second click changes nothing.
        """
        move = self.table[verb]
        found = type(thing)._base_manager.filter(pk=thing.pk, state__in=move.sources)
        if found.update(state=move.target, **also) != 1:
            thing.refresh_from_db(fields=["state"])
            raise IllegalMove(self.sentence(thing, verb))
        thing.state = move.target  # type: ignore[attr-defined]  # every model with moves has a state
        for name, value in also.items():
            setattr(thing, name, value)

    def sentence(self, thing: models.Model, verb: str) -> str:
        shown = thing.get_state_display().lower()  # type: ignore[attr-defined]  # as above
        return f"This {self.noun} is {shown}, so it cannot be {self.table[verb].label}. Reload the page."

    def allows(self, state: str, verb: str) -> bool:
        return state in self.table[verb].sources

    def open_from(self, state: str) -> list[str]:
        """Verbs that the table permits from a state, in table order; the buttons of a page read it."""
        return [verb for verb, move in self.table.items() if state in move.sources]

    def rows(self) -> Iterator[tuple[str, str, str]]:
        """(from, verb, to), for the documentation and the tests."""
        for verb, move in self.table.items():
            for source in sorted(move.sources):
                yield source, verb, move.target

    def diagram(self) -> str:
        """The table as a Mermaid state diagram."""
        lines = ["stateDiagram-v2"]
        lines += [f"    {source} --> {target}: {verb}" for source, verb, target in self.rows()]
        return "\n".join(lines)
