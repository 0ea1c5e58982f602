"""Boxes and intervals in words: discount 49 to 50 %, with paper ours."""

from collections.abc import Iterator
from decimal import Decimal

from reviews.engine.rules.conditions import Condition
from reviews.engine.rules.fact_words import amount, unit_of
from reviews.engine.rules.linting.boxes import PRESENT, Box, Space, Subject, parts_in_words
from reviews.engine.rules.linting.picks import YES, Picks
from reviews.engine.rules.linting.regions import Region, domain_of, step_of
from reviews.engine.rules.linting.spans import Cut, Part, Spans
from reviews.engine.rules.numbers import figures

MOST_FACTS = 4


def part_in_words(condition: Condition, part: Part) -> str:
    """One interval with the fact's name and unit: `discount above 50 %`, `months 13 to 24`."""
    domain = domain_of(condition)
    assert isinstance(domain, Spans)
    is_from_start, is_to_end = part[0] <= domain.parts[0][0], part[1] >= domain.parts[-1][1]
    (first, is_above), (last, is_up_to) = ends_of(condition, part)
    if is_from_start and is_to_end:
        return f"any {condition.name}"
    if is_to_end:
        said = f"{'above' if is_above else 'from'} {amount(first)}"
    elif is_from_start:
        said = f"{'up to' if is_up_to else 'below'} {amount(last)}"
    else:
        said = amount(first) if first == last else f"{amount(first)} to {amount(last)}"
    return f"{condition.name} {said}{_unit(condition)}"


def exactly(condition: Condition, part: Part) -> str:
    """What `49 to 50` leaves open: whether the ends belong to it."""
    domain = domain_of(condition)
    assert isinstance(domain, Spans)
    if part[0] <= domain.parts[0][0] or part[1] >= domain.parts[-1][1]:
        return ""
    (first, is_above), (last, is_up_to) = ends_of(condition, part)
    if first == last or (is_up_to and not is_above):
        return ""
    above, below = "above" if is_above else "from", "up to" if is_up_to else "below"
    return f" ({above} {amount(first)} and {below} {amount(last)}{_unit(condition)})"


def ends_of(condition: Condition, part: Part) -> tuple[Cut, Cut]:
    """The cuts as somebody would write them; `part` may have them at the next cent or month."""
    step = step_of(condition)
    if step is None:
        return part
    low, high = (_written(cut, step) for cut in part)
    if step == 1:
        low = part[0]
        high = (part[1][0] - step, 1) if part[1][0].is_finite() else part[1]
    return low, high


def box_in_words(space: Space, box: Box) -> str:
    """The facts that the box narrows down, at most a few: `discount up to 10 % and paper ours`."""
    said = [words for words in (_side(space, *side) for side in box.items()) if words]
    return " and ".join(said[:MOST_FACTS]) + (" and so on" if len(said) > MOST_FACTS else "")


def _side(space: Space, subject: Subject, region: Region) -> str:
    if region == space.universe[subject]:
        return ""
    if subject.part == PRESENT:
        return (
            "" if region == YES else f"no {subject.name.removeprefix('term ').strip() or 'non-standard'} term"
        )
    if isinstance(region, Spans):
        condition = space.conditions[subject.name]
        said = [part_in_words(condition, part) for part in region.parts]
        return " or ".join([said[0], *(words.removeprefix(condition.name).strip() for words in said[1:])])
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


def _written(cut: Cut, step: Decimal) -> Cut:
    """Above 49 rather than from 49.01."""
    value, before = cut[0], cut[0] - step
    if not value.is_finite() or len(figures(before)) >= len(figures(value)):
        return cut
    return (before, 1)


def _unit(condition: Condition) -> str:
    return "" if condition.kind.unit == condition.name else unit_of(condition)
