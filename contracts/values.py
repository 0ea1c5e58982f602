"""Values of terms as people say them: 99.95 %, 3 × yearly fees, 1 visit a year."""

from decimal import Decimal

from contracts.content import plain_number
from contracts.models import TermType

PERCENT = "percent"
TIMES = "multiple of "
SINGULAR = {"people": "person"}


def unit_shown(type_: TermType) -> str:
    """The unit as it stands behind a number."""
    if type_.unit == PERCENT:
        return "%"
    if type_.unit.startswith(TIMES):
        return f"× {type_.unit.removeprefix(TIMES)}"
    return type_.unit


def spoken_value(type_: TermType, value: Decimal | None) -> str:
    """The number with its unit; empty without a number."""
    number = plain_number(value)
    if number is None:
        return ""
    unit = unit_shown(type_)
    if value == 1 and unit == type_.unit:
        unit = _of_one(unit)
    return f"{number} {unit}".strip()


def _of_one(unit: str) -> str:
    noun, blank, rest = unit.partition(" ")
    return f"{SINGULAR.get(noun, noun.removesuffix('s'))}{blank}{rest}"
