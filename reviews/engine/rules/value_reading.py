"""Reading one value of a rulebook: the value, or a problem that says what to write instead."""

import re
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from reviews.engine.checks import shown
from reviews.engine.rules.numbers import decimal_of
from reviews.engine.rules.problems import Place

MOST_VALUES = 50
MOST_TEXT = 300
EMAIL = r"[^\s@/]{1,64}@[^\s@/]{1,180}"


def mapping(value: object, place: Place) -> Mapping[str, object]:
    """The entries with texts as keys; a problem for everything else."""
    if not isinstance(value, Mapping):
        place.add(f"Write names with their values here, not {shown(value)}.")
        return {}
    for key in value:
        if not isinstance(key, str):
            place.add(f"Write the name {shown(key)} in quotes; every name here must be a text.")
    return {key: entry for key, entry in value.items() if isinstance(key, str)}


def record(
    value: object, place: Place, *, needs: Collection[str] = (), may_have: Collection[str] = ()
) -> Mapping[str, object]:
    """The known entries of an object; a problem for each that is missing or not known."""
    entries = mapping(value, place)
    if not isinstance(value, Mapping):
        return entries
    for key in needs:
        if key not in entries:
            place.at(key).add(f"Add {key}; it is missing.")
    known = [*needs, *may_have]
    for key in entries:
        if key not in known:
            place.at(key).add(f"Correct this name or take it out; known here are {', '.join(known)}.")
    return {key: entry for key, entry in entries.items() if key in known}


def listing(value: object, place: Place, most: int, least: int = 0) -> Sequence[object]:
    if not isinstance(value, list | tuple):
        place.add(f"Write a list, not {shown(value)}.")
        return ()
    if len(value) > most:
        place.add(f"Shorten the list to {most} entries; it has {len(value)}.")
        return value[:most]
    if len(value) < least:
        place.add("Write at least one entry; the list is empty.")
    return value


def text_of(value: object, place: Place, most: int = MOST_TEXT) -> str:
    """One line of text; line breaks and runs of blanks become one blank."""
    if not isinstance(value, str):
        place.add(f"Write a text, in quotes where it looks like something else, not {shown(value)}.")
        return ""
    if len(value) > 4 * most:
        place.add(f"Shorten the text to {most} characters.")
        return ""
    line = " ".join(value.split())
    if not line or not line.isprintable():
        place.add("Write a text of printable characters; it must not be empty.")
    elif len(line) > most:
        place.add(f"Shorten the text to {most} characters; it has {len(line)}.")
    return line


def named(value: object, place: Place, pattern: str, meaning: str) -> str:
    """A text of one pattern, which `meaning` describes."""
    if isinstance(value, str) and value.isprintable() and re.fullmatch(pattern, value):
        return value
    place.add(f"Write {meaning}, not {shown(value)}.")
    return ""


def choice(value: object, place: Place, choices: Sequence[str]) -> str:
    """One of `choices`, in their spelling; upper and lower case are the same."""
    if isinstance(value, str):
        for candidate in choices:
            if candidate.casefold() == value.strip().casefold():
                return candidate
    place.add(f"Write {' or '.join(choices)}, not {shown(value)}.")
    return choices[0]


def number(value: object, place: Place) -> Decimal:
    found = decimal_of(value)
    if found is None:
        place.add(f"Write a number from -10^15 to 10^15, not {shown(value)}.")
        return Decimal(0)
    return found


def whole(value: object, place: Place, low: int, high: int) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
        return value
    place.add(f"Write a whole number from {low} to {high}, not {shown(value)}.")
    return low


def flag(value: object, place: Place) -> bool:
    if isinstance(value, bool):
        return value
    place.add(f"Write true or false, not {shown(value)}.")
    return False


def email(value: object, place: Place) -> str:
    return named(value, place, EMAIL, "an e-mail address").casefold()
