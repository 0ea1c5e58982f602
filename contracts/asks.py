"""The customer's words, kept while the rep tries a rung of the ladder in their place.

A term holds one wording. Whoever picks a rung replaces it; the words that stood there stay in the writer's
session, so that “Their ask” brings them back.
"""

from collections.abc import MutableMapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from contracts.content import plain_number
from contracts.models import Term
from contracts.standing import fold

KEY = "asks"
MOST_KEPT = 20


@dataclass(frozen=True)
class Ask:
    """A wording with its value, where the type is compared by value."""

    wording: str
    value: Decimal | None


def is_our_wording(term: Term) -> bool:
    """Are the term's words still those of a rung of ours?"""
    return fold(term.wording) in {fold(rung.wording) for rung in term.type.rungs.all()}


def keep_ask(session: MutableMapping[str, Any], term: Term) -> None:
    """Remember the customer's words before something else takes their place; the latest few terms only."""
    if is_our_wording(term):
        return
    asks = dict(session.get(KEY, {}))
    asks.pop(str(term.pk), None)
    asks[str(term.pk)] = [term.wording, plain_number(term.value)]
    session[KEY] = dict(list(asks.items())[-MOST_KEPT:])


def kept_ask(session: MutableMapping[str, Any], term: Term) -> Ask | None:
    """The customer's words: those of the term, or those that were kept before a rung replaced them."""
    if not is_our_wording(term):
        return Ask(term.wording, term.value)
    found = session.get(KEY, {}).get(str(term.pk))
    if found is None:
        return None
    wording, value = found
    return Ask(wording, None if value is None else Decimal(value))
