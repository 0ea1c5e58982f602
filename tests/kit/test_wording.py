"""What changed between two wordings, whoever wrote them."""

import time

from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kit.wording import LONGEST_COMPARED, MOST_WORDS, Piece, word_changes

clauses = st.text(alphabet="ab 1.,%\n<>&é", max_size=60)


@given(clauses, clauses)
def test_both_wordings_can_be_read_out_of_the_pieces(old: str, new: str) -> None:
    pieces = word_changes(old, new)
    assert "".join(piece.text for piece in pieces if piece.mark != "ins") == old
    assert "".join(piece.text for piece in pieces if piece.mark != "del") == new


def test_number_with_decimals_changes_as_one_word() -> None:
    assert word_changes("available 99.99 % of", "available 99.95 % of") == [
        Piece("", "available "),
        Piece("del", "99.99"),
        Piece("ins", "99.95"),
        Piece("", " "),
        Piece("", "% of"),
    ]


def test_equal_wordings_show_no_change() -> None:
    assert word_changes("net thirty", "net thirty") == [Piece("", "net thirty")]
    assert word_changes("", "") == []


def test_new_clause_is_one_addition_and_a_withdrawn_one_a_removal() -> None:
    assert word_changes("", "net thirty") == [Piece("ins", "net thirty")]
    assert word_changes("net thirty", "") == [Piece("del", "net thirty")]


def test_very_long_wording_is_shown_whole_and_nothing_is_hidden() -> None:
    long = "x" * (LONGEST_COMPARED + 1)
    assert word_changes(long, "short") == [Piece("del", long), Piece("ins", "short")]


def test_wording_made_to_be_slow_is_not_compared() -> None:
    words = [f"{number % 97:x}" for number in range(MOST_WORDS + 1)]
    hostile, reversed_words = " ".join(words), " ".join(reversed(words))
    started = time.perf_counter()
    assert [piece.mark for piece in word_changes(hostile, reversed_words)] == ["del", "ins"]
    assert time.perf_counter() - started < 1
