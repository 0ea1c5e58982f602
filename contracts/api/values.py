from decimal import Decimal

from contracts.content import plain_number
from contracts.models import TermType
from contracts.values import spoken_value


def fault_of_value(type_: TermType, value: Decimal) -> str:
    """Why a value cannot be one of the type, as a sentence; empty if it can."""
    if not type_.is_compared_by_value:
        return f"“{type_.name}” has no value that could be compared. Leave it out and say it in the wording."
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > type_.decimals:
        return f"Write at most {type_.decimals} decimals."
    is_within = (type_.least is None or value >= type_.least) and (type_.most is None or value <= type_.most)
    if is_within and value >= 0:
        return ""
    return f"Write a number {_bounds(type_)}. Leave out a value that lies beyond and say it in the wording."


def _bounds(type_: TermType) -> str:
    least = plain_number(type_.least) or "0"
    if type_.most is None:
        return f"from {least} up"
    return f"from {least} to {spoken_value(type_, type_.most)}"
