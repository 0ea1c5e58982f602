from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.forms.numbers import minor_units, read_number
from dealdesk.kit.money import decimals_of, major_units


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [
        ("600000", "EUR", 60_000_000),
        ("600,000", "EUR", 60_000_000),
        ("1,260,000.50", "EUR", 126_000_050),
        ("1.260.000,50", "EUR", 126_000_050),
        ("1 260 000", "SEK", 126_000_000),
        ("1’260’000", "CHF", 126_000_000),
        ("600000,5", "EUR", 60_000_050),
        ("90,000,000", "JPY", 90_000_000),
        (".5", "EUR", 50),
    ],
)
def test_an_amount_is_read_as_it_was_meant(typed: str, currency: str, minor: int) -> None:
    assert minor_units(typed, currency) == minor


@pytest.mark.parametrize(
    ("typed", "currency", "sentence"),
    [
        ("600.000", "EUR", "two ways"),
        ("1,26,000", "EUR", "wrong place"),
        ("1.234,567,8", "EUR", "wrong place"),
        ("12.345.6", "EUR", "wrong place"),
        ("100.555,123", "EUR", "at most 2 decimals"),
        ("100.5", "JPY", "whole number"),
        ("-5", "EUR", "no number"),
        ("about a million", "EUR", "no number"),
        ("1e9", "EUR", "no number"),
        ("٣", "EUR", "no number"),
        ("", "EUR", "no number"),
        ("9" * 17, "EUR", "too large"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(typed: str, currency: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        minor_units(typed, currency)


def test_three_decimals_are_read_where_the_type_has_them() -> None:
    assert read_number("99.995", 3) == Decimal("99.995")
    with pytest.raises(ValueError, match="two ways"):
        read_number("99,995", 3)


@given(st.integers(0, 10**15), st.sampled_from(["EUR", "JPY", "SEK"]))
def test_an_amount_shown_with_separators_reads_back_the_same(minor: int, currency: str) -> None:
    shown = f"{major_units(minor, currency):,.{decimals_of(currency)}f}"
    assert minor_units(shown, currency) == minor
