"""Money reads the way people write it, in every currency."""

import pytest

from dealdesk.kit.money import in_full, in_short, major_units


@pytest.mark.parametrize(
    ("minor", "currency", "shown"),
    [
        (126_000_000, "EUR", "€1,260,000"),
        (126_000_050, "EUR", "€1,260,000.50"),
        (0, "USD", "$0"),
        (5, "GBP", "£0.05"),
        (-88_000_000, "EUR", "−€880,000"),
        (128_400_000, "JPY", "¥128,400,000"),
        (1_234_567, "KWD", "KWD\u00a01,234.567"),
        (500_000, "CHF", "CHF\u00a05,000"),
    ],
)
def test_full_amount_has_decimals_only_where_there_are_some(minor: int, currency: str, shown: str) -> None:
    assert in_full(minor, currency) == shown


@pytest.mark.parametrize(
    ("minor", "currency", "shown"),
    [
        (126_000_000, "EUR", "€1.26\u00a0M"),
        (88_000_000, "EUR", "€880\u00a0k"),
        (12_345_600, "EUR", "€123\u00a0k"),
        (1_000_000, "EUR", "€10\u00a0k"),
        (999_999, "EUR", "€10,000"),
        (123_45, "EUR", "€123"),
        (250_000_000_000, "USD", "$2.5\u00a0bn"),
        (128_400_000, "JPY", "¥128\u00a0M"),
        (123_456_789, "KWD", "KWD\u00a0123\u00a0k"),
        (-126_000_000, "EUR", "−€1.26\u00a0M"),
    ],
)
def test_short_amount_keeps_three_digits(minor: int, currency: str, shown: str) -> None:
    assert in_short(minor, currency) == shown


def test_amount_just_below_a_million_becomes_one_million() -> None:
    assert in_short(99_999_999, "EUR") == "€1\u00a0M"


def test_minor_units_are_what_the_currency_says() -> None:
    assert str(major_units(1050, "EUR")) == "10.50"
    assert str(major_units(1050, "JPY")) == "1050"
    assert str(major_units(1050, "BHD")) == "1.050"
