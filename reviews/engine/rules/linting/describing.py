"""Boxes and intervals in words: discount 49 to 50 %, with paper ours."""

from collections.abc import Iterator

from reviews.engine.rules.conditions import Condition
from reviews.engine.rules.fact_words import amount, unit_of
from reviews.engine.rules.linting.boxes import PRESENT, Box, Space, Subject, parts_in_words
from reviews.engine.rules.linting.picks import YES, Picks
from reviews.engine.rules.linting.regions import Region, domain_of, step_of
from reviews.engine.rules.linting.spans import END, START, Cut, Part, Spans

MOST_FACTS = 4


def part_in_words(condition: Condition, part: Part) -> str:
    """One interval with the fact's name and unit: `discount above 50 %`, `months 13 to 24`."""
    (low, high), unit = part, unit_of(condition)
    domain = domain_of(condition)
    assert isinstance(domain, Spans)
    is_from_start, is_to_end = low <= domain.parts[0][0], high >= domain.parts[-1][1]
    first, last = _ends(condition, part)
    if is_from_start and is_to_end:
        return f"any {condition.name}"
    if is_to_end:
        return f"{condition.name} {'above' if _is_open_low(low) else 'from'} {amount(first)}{unit}"
    if is_from_start:
        return f"{condition.name} {'below' if _is_open_high(condition, high) else 'up to'} {amount(last)}{unit}"
    if first == last:
        return f"{condition.name} {amount(first)}{unit}"
    return f"{condition.name} {amount(first)} to {amount(last)}{unit}"


def exactly(condition: Condition, part: Part) -> str:
    """What `49 to 50` leaves open: whether the ends belong to it."""
    low, high = part
    first, last = _ends(condition, part)
    if low == START or high == END or first == last:
        return ""
    above = "above" if _is_open_low(low) else "from"
    below = "below" if _is_open_high(condition, high) else "up to"
    return "" if (above, below) == ("from", "up to") else f" ({above} {amount(first)} and {below} {amount(last)})"


def box_in_words(space: Space, box: Box) -> str:
    """The facts that the box narrows down, at most a few: `discount up to 10 % and paper ours`."""
    said = [words for words in (_side(space, *side) for side in box.items()) if words]
    return " and ".join(said[:MOST_FACTS]) + (" and so on" if len(said) > MOST_FACTS else "")


def _side(space: Space, subject: Subject, region: Region) -> str:
    if region == space.universe[subject]:
        return ""
    if subject.part == PRESENT:
        return "" if region == YES else f"no {subject.name.removeprefix('term ').strip() or 'non-standard'} term"
    if isinstance(region, Spans):
        condition = space.conditions[subject.name]
        return " or ".join(part_in_words(condition, part) for part in region.parts)
    if subject.part:
        listed = " or ".join(space.spelling.get(part, part) for part in parts_in_words(subject) if part)
        return f"{subject.name} {'with' if region == YES else 'without'} {listed}"
    return f"{subject.name} {' or '.join(_picked(space, region))}"


def _picked(space: Space, region: Picks) -> Iterator[str]:
    values = sorted(_value(space, value) for value in region.values)
    if not region.is_all_but:
        return iter(values)
    return iter(["other than " + ", ".join(values)] if values else ["of any kind"])


def _value(space: Space, value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return space.spelling.get(str(value), str(value))


def _ends(condition: Condition, part: Part):  # type: ignore[no-untyped-def]
    """The first and last value as people say them; of a fact in steps the last one inside."""
    (low, high), step = part, step_of(condition)
    return low[0], high[0] - step if step is not None and high[0].is_finite() else high[0]


def _is_open_low(low: Cut) -> bool:
    return low[1] == 1


def _is_open_high(condition: Condition, high: Cut) -> bool:
    return high[1] == 0 and step_of(condition) is None
