from decimal import Decimal

import pytest

from contracts.models import TermType
from contracts.values import spoken_value


@pytest.mark.parametrize(
    ("unit", "value", "spoken"),
    [
        ("percent", "99.9500", "99.95 %"),
        ("multiple of yearly fees", "1.5000", "1.5 × yearly fees"),
        ("days", "100.0000", "100 days"),
        ("days", "1.0000", "1 day"),
        ("visits a year", "1", "1 visit a year"),
        ("people", "1", "1 person"),
        ("people", "0", "0 people"),
    ],
)
def test_a_value_is_said_with_its_unit(unit: str, value: str, spoken: str) -> None:
    assert spoken_value(TermType(unit=unit), Decimal(value)) == spoken


def test_no_value_says_nothing() -> None:
    assert spoken_value(TermType(unit="days"), None) == ""
