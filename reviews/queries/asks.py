"""What a term asks for and what a value is, as one short text for lists and tables."""

from decimal import Decimal

from django.utils.text import Truncator

from contracts.models import Term, TermType
from contracts.values import spoken_value

LONGEST_ASK = 130  # characters in a row of a list


def value_text(value: Decimal | None, type_: TermType) -> str:
    """The value with its unit, such as 99.9 % or 90 days; empty where the type is not compared by value."""
    return spoken_value(type_, value) if type_.is_compared_by_value else ""


def ask_of(term: Term) -> str:
    """The asked value and the beginning of the customer's wording, on one line."""
    wording = Truncator(" ".join(term.wording.split())).chars(LONGEST_ASK)
    value = value_text(term.value, term.type)
    return f"{value}: {wording}" if value else wording
