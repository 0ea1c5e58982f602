"""Rules outside of ladders that look like a threshold table on one number, and the gaps between them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from reviews.engine.rules.conditions import Condition
from reviews.engine.rules.fact_kinds import LESS, MORE, NUMBER
from reviews.engine.rules.linting.asking import is_asking
from reviews.engine.rules.linting.boxes import Space, Subject
from reviews.engine.rules.linting.describing import exactly, part_in_words
from reviews.engine.rules.linting.finding import ERROR, WARNING, Finding
from reviews.engine.rules.linting.spans import Part, Spans, joined
from reviews.engine.rules.rule import Rule
from reviews.engine.rules.rulebook import Rulebook

_ORDERING: Final = frozenset(("at_least", "above", "at_most", "below"))
NARROW = Decimal(1)
NARROW_PART = Decimal("0.02")


class Row(NamedTuple):
    """One rule of a table with its condition on the number and everything else that it tests."""

    rule: Rule
    condition: Condition
    others: frozenset[Condition]
    spans: Spans


def table_findings(rulebook: Rulebook, space: Space) -> Iterator[Finding]:
    rows = [row for rule in rulebook.rules if is_asking(rule.then) and (row := _row(rule, space)) is not None]
    by_number: dict[str, list[Row]] = {}
    for row in rows:
        by_number.setdefault(row.condition.name, []).append(row)
    for same in by_number.values():
        tables: dict[frozenset[Condition], list[Row]] = {}
        for row in same:
            if not row.rule.ladder and _is_ordering(row.condition):
                tables.setdefault(row.others, []).append(row)
        for others, table in tables.items():
            covered = joined(part for row in same if row.others <= others for part in row.spans.parts)
            yield from _gaps(table, covered, space)


def _row(rule: Rule, space: Space) -> Row | None:
    numbers = [condition for condition in rule.when if condition.kind.type == NUMBER]
    if len({condition.name for condition in numbers}) != 1:
        return None
    region = (space.box(numbers) or {}).get(Subject(numbers[0].name))
    if not isinstance(region, Spans):
        return None
    return Row(rule, numbers[0], frozenset(rule.when) - frozenset(numbers), region)


def _is_ordering(condition: Condition) -> bool:
    return all(test.operator in _ORDERING for test in condition.tests)


def _gaps(table: Sequence[Row], covered: Spans, space: Space) -> Iterator[Finding]:
    condition = table[0].condition
    domain = space.universe[Subject(condition.name)]
    assert isinstance(domain, Spans)
    ends = {part[1]: part for part in covered.parts}
    begins = {part[0]: part for part in covered.parts}
    for gap in (domain - covered).parts:
        below, above = ends.get(gap[0]), begins.get(gap[1])
        if below and above:
            if _is_narrow(gap) or _is_inner(condition, below, above, domain):
                yield _finding(ERROR, table, condition, gap)
        elif _is_harmful_end(condition, below, above) and _is_closed(below or above, domain):
            yield _finding(ERROR if len(table) > 1 else WARNING, table, condition, gap)


def _is_harmful_end(condition: Condition, below: Part | None, above: Part | None) -> bool:
    """Lies the gap beyond the whole table, where the deal is worst?"""
    return (condition.kind.harm == MORE and below is not None) or (
        condition.kind.harm == LESS and above is not None
    )


def _is_inner(condition: Condition, below: Part, above: Part, domain: Spans) -> bool:
    """Between two rows of the table; not the usual range between a lower and an upper limit."""
    is_lower_limit = below[0] == domain.parts[0][0]
    is_upper_limit = above[1] == domain.parts[-1][1]
    if condition.kind.harm == MORE:
        return not is_lower_limit
    return not is_upper_limit if condition.kind.harm == LESS else not (is_lower_limit or is_upper_limit)


def _is_closed(part: Part | None, domain: Spans) -> bool:
    """Has the row a limit at both sides, other than those that the fact itself has?"""
    return part is not None and part[0] > domain.parts[0][0] and part[1] < domain.parts[-1][1]


def _is_narrow(gap: Part) -> bool:
    low, high = gap[0][0], gap[1][0]
    return high - low <= max(NARROW, abs(high) * NARROW_PART)


def _finding(severity: str, table: Sequence[Row], condition: Condition, gap: Part) -> Finding:
    said = part_in_words(condition, gap) + (" has no rule" + exactly(condition, gap))
    row = next((row for row in table if any(part[1] == gap[0] for part in row.spans.parts)), None)
    row = row or next((row for row in table if any(part[0] == gap[1] for part in row.spans.parts)), table[-1])
    field = f"when[{row.rule.when.index(row.condition)}]"
    advice = "Widen this rule, add one for it, or make them a ladder."
    if severity == WARNING:
        advice = "Take the limit out, or add a rule for what is beyond it."
    return Finding(severity, row.rule.name, field, f"{said[0].upper()}{said[1:]}. {advice}")
