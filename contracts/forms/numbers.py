"""Numbers as people type them: 1,260,000 and 1 260 000 and 1.260.000,50 and 99.95."""

import re
from decimal import Decimal

from dealdesk.kit.money import decimals_of

BLANKS = str.maketrans("", "", " \u00a0\u2009\u202f'’_")
PLAIN = re.compile(r"[0-9]+")
DIGITS = 16
NO_NUMBER = "This is no number. Write digits, with a point before decimals."


def read_number(text: str, decimals: int) -> Decimal:
    """A number without sign and with at most `decimals` places, thousands separators taken out.

    Raises ValueError with a sentence. What could be read in two ways, such as 600.000 where no three
    decimals can be meant, is refused instead of guessed.
    """
    bare = text.translate(BLANKS)
    if not re.fullmatch(r"[0-9.,]*[0-9][0-9.,]*", bare):
        raise ValueError(NO_NUMBER)
    whole, places = _split(bare, decimals)
    if not (PLAIN.fullmatch(whole or "0") and (not places or PLAIN.fullmatch(places))):
        raise ValueError(NO_NUMBER)
    if len(places) > decimals:
        raise ValueError(f"Write {_at_most(decimals)}.")
    if len(whole) > DIGITS:
        raise ValueError("This number is too large.")
    return Decimal(f"{whole or '0'}.{places or '0'}")


def _split(bare: str, decimals: int) -> tuple[str, str]:
    """The digits before and after the decimal sign."""
    marks = [mark for mark in bare if mark in ".,"]
    if not marks:
        return bare, ""
    if len(set(marks)) == 2:
        head, _, places = bare.rpartition(marks[-1])
        return _ungrouped(head, next(mark for mark in ".," if mark != marks[-1])), places
    if len(marks) > 1:
        return _ungrouped(bare, marks[0]), ""
    head, _, tail = bare.partition(marks[0])
    if len(tail) != 3 or not head:
        return head, tail
    if marks[0] == "." and decimals >= 3:
        return head, tail
    if marks[0] == "," and decimals < 3:
        return _ungrouped(bare, ","), ""
    other = f" or {head}.{tail[:decimals]}" if decimals else ""
    raise ValueError(f"“{bare}” can be read in two ways. Write {head}{tail}{other}.")


def _ungrouped(text: str, mark: str) -> str:
    first, *rest = text.split(mark)
    if not (1 <= len(first) <= 3 and all(len(group) == 3 for group in rest)):
        raise ValueError("The thousands separators stand in the wrong place. Leave them out if unsure.")
    return "".join([first, *rest])


def _at_most(decimals: int) -> str:
    if decimals == 0:
        return "a whole number, without decimals"
    return f"at most {decimals} decimal{'s' if decimals > 1 else ''}"


def minor_units(text: str, currency: str) -> int:
    """An amount typed in whole units of the currency, in its minor units: 1,260.50 EUR is 126050."""
    decimals = decimals_of(currency)
    return int(read_number(text, decimals).scaleb(decimals))
