"""Reading one value of an input document: either it is what it must be, or the field is named."""

import re
from collections.abc import Collection, Mapping, Sequence

WHOLE = "deal"  # what a fault of the document as a whole is called


class InvalidFacts(ValueError):
    """An input that cannot be scored. `field` is its path, the text is one sentence naming it."""

    def __init__(self, field: str, fault: str) -> None:
        self.field = field
        self.fault = fault
        super().__init__(f"{field} {fault}.")

    def inside(self, place: str) -> "InvalidFacts":
        """The same fault, told from one level further out."""
        return InvalidFacts(place if self.field == WHOLE else f"{place}.{self.field}", self.fault)


def shown(value: object) -> str:
    """A value as an error may quote it: short, and safe for any input."""
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 128:
        return "a number that is far too large"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, Mapping):
        return "an object"
    text = ascii(value)
    return text if len(text) <= 40 else text[:37] + "..."


def whole_number(value: object, field: str, low: int, high: int) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
        return value
    raise InvalidFacts(field, f"must be a whole number from {low} to {high}, not {shown(value)}")


def flag(value: object, field: str) -> bool:
    """0 or 1. JSON's true and false are refused: they would give another digest."""
    return whole_number(value, field, 0, 1) == 1


def truth(value: object, field: str) -> bool:
    if isinstance(value, bool):
        return value
    raise InvalidFacts(field, f"must be true or false, not {shown(value)}")


def text(value: object, field: str, pattern: str, meaning: str) -> str:
    if isinstance(value, str) and value.isprintable() and re.fullmatch(pattern, value):
        return value
    raise InvalidFacts(field, f"must be {meaning}, not {shown(value)}")


def one_of(value: object, field: str, choices: Sequence[str]) -> str:
    if isinstance(value, str) and value in choices:
        return value
    raise InvalidFacts(field, f"must be {' or '.join(choices)}, not {shown(value)}")


def listing(value: object, field: str, *, longest: int, exactly: int | None = None) -> Sequence[object]:
    if not isinstance(value, list | tuple):
        raise InvalidFacts(field, f"must be a list, not {shown(value)}")
    if exactly is not None and len(value) != exactly:
        raise InvalidFacts(field, f"must have {exactly} entries, not {len(value)}")
    if len(value) > longest:
        raise InvalidFacts(field, f"must have at most {longest} entries, not {len(value)}")
    return value


def mapping(value: object, field: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise InvalidFacts(field, f"must be an object, not {shown(value)}")
    for key in value:
        if not isinstance(key, str):
            raise InvalidFacts(field, f"must have texts as keys, not {shown(key)}")
    return value


def record(
    value: object, field: str, *, needs: Collection[str], may_have: Collection[str] = ()
) -> Mapping[str, object]:
    """An object with exactly the known keys. An unknown one may be a misspelt rule, so it is refused."""
    entries = mapping(value, field or WHOLE)
    for key in needs:
        if key not in entries:
            raise InvalidFacts(path(field, key), "is missing")
    for key in entries:
        if key not in needs and key not in may_have:
            name = key if re.fullmatch(r"\w{1,40}", key) else shown(key)
            raise InvalidFacts(path(field, name), "is not a known field")
    return entries


def path(field: str, key: str) -> str:
    return f"{field}.{key}" if field else key
