"""What changed between two wordings, word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

# Comparing costs the square of the length: a longer wording is shown whole, old then new, none of it hidden.
LONGEST_COMPARED = 20_000  # characters
MOST_WORDS = 4_000
WORDS = re.compile(r"(?:\d+(?:[.,]\d+)*|\w+|[^\w\s])\s*|\s+")  # 99.95 is one word; blanks belong to it


class Piece(NamedTuple):
    """A stretch of text: `mark` is "" where both wordings agree, else "del" or "ins"."""

    mark: str
    text: str


def word_changes(old: str, new: str) -> list[Piece]:
    """The pieces that turn `old` into `new`, removals before additions.

    All that is not "ins" joined gives `old`, all that is not "del" joined gives `new`.
    """
    if old == new:
        return [Piece("", old)] if old else []
    whole = _filled(Piece("del", old), Piece("ins", new))
    if max(len(old), len(new)) > LONGEST_COMPARED:
        return whole
    old_words, new_words = WORDS.findall(old), WORDS.findall(new)
    if max(len(old_words), len(new_words)) > MOST_WORDS:
        return whole
    return list(_compared(old_words, new_words))


def _compared(old: list[str], new: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, old, new)
    for verdict, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        before, after = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        if verdict == "equal":
            yield Piece("", before)
        else:
            blank = _shared_end(before, after)
            old_words, new_words = before.removesuffix(blank), after.removesuffix(blank)
            yield from _filled(Piece("del", old_words), Piece("ins", new_words), Piece("", blank))


def _shared_end(before: str, after: str) -> str:
    """The blank after both, so that no line is drawn through it."""
    blank = before[len(before.rstrip()) :]
    return blank if after[len(after.rstrip()) :] == blank else ""


def _filled(*pieces: Piece) -> list[Piece]:
    return [piece for piece in pieces if piece.text]
