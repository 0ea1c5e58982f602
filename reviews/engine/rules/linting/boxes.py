"""Rules as boxes: for each fact that a rule tests, the values with which it fires.

Boxes are subtracted from each other exactly. What is left over is what no rule covers. The work is
bounded: whoever subtracts names the most boxes to keep, and is told when that was not enough.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from reviews.engine.rules.conditions import Condition
from reviews.engine.rules.fact_kinds import SET
from reviews.engine.rules.linting.picks import EITHER, NO, YES, Picks
from reviews.engine.rules.linting.regions import Region, domain_of, harmful_of, region_of
from reviews.engine.rules.linting.spans import Spans
from reviews.engine.rules.rule import Rule

MOST_BOXES: Final = 200


class Subject(NamedTuple):
    """`name` as conditions call it. Of a set, `part` is one value that is in it or not, or several in
    one line of which any is; of a term, `part` is PRESENT: whether the deal has it."""

    name: str
    part: str = ""


PRESENT: Final = "\npresent"
_ANY: Final = "\nany\n"

Box = Mapping[Subject, Region]


class TooInvolved(Exception):
    """The rules cut each other into more pieces than anybody could read."""


class Space:
    """All facts that some rules test, with every value that each can have."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.universe: dict[Subject, Region] = {}
        self.conditions: dict[str, Condition] = {}
        self.spelling: dict[str, str] = {}
        self._parts: dict[Subject, tuple[Subject, ...]] = {}
        self._demands: dict[tuple[Condition, bool], Box] = {}
        for rule in rules:
            for condition in rule.when:
                self.demands(condition)

    def box(self, conditions: Iterable[Condition]) -> Box | None:
        """Where all of them hold; None: nowhere."""
        return self._all(self.demands(condition) for condition in conditions)

    def harmful_box(self, conditions: Iterable[Condition]) -> Box | None:
        """Where none of them fails harmlessly, so that a ladder applies to the deal."""
        return self._all(self.demands(condition, is_harmful=True) for condition in conditions)

    def demands(self, condition: Condition, *, is_harmful: bool = False) -> Box:
        known = self._demands.get((condition, is_harmful))
        if known is None:
            known = self._demanded(condition, is_harmful)
            self._demands[condition, is_harmful] = known
        return known

    def meet(self, one: Box, other: Box) -> Box | None:
        found = dict(one)
        for subject, region in other.items():
            found[subject] = _and(found.get(subject, self.universe[subject]), region)
            if found[subject].is_empty:
                return None
        return found if self._is_possible(found) else None

    def minus(self, one: Box, other: Box) -> list[Box]:
        """`one` without `other`, in at most as many pieces as `other` has facts. Numbers are cut last, so
        that the rungs of a ladder about one country stay in one piece."""
        if self.meet(one, other) is None:
            return [one]
        pieces: list[Box] = []
        rest = dict(one)
        for subject, region in sorted(other.items(), key=lambda side: isinstance(side[1], Spans)):
            mine = rest.get(subject, self.universe[subject])
            outside = _without(mine, region)
            if not outside.is_empty:
                piece = {**rest, subject: outside}
                if self._is_possible(piece):
                    pieces.append(piece)
            rest[subject] = _and(mine, region)
        return pieces

    def left_of(self, boxes: Sequence[Box], taken: Box) -> list[Box]:
        """Raises TooInvolved."""
        left = [piece for box in boxes for piece in self.minus(box, taken)]
        if len(left) > MOST_BOXES:
            raise TooInvolved
        return left

    def is_inside(self, one: Box, other: Box) -> bool:
        return all(
            _without(one.get(subject, self.universe[subject]), region).is_empty
            for subject, region in other.items()
        )

    def _all(self, boxes: Iterable[Box]) -> Box | None:
        found: Box | None = {}
        for box in boxes:
            found = None if found is None else self.meet(found, box)
        return found

    def _demanded(self, condition: Condition, is_harmful: bool) -> Box:
        self.conditions.setdefault(condition.name, condition)
        found: dict[Subject, Region] = {}
        if condition.term or condition.aggregate in ("max", "min"):
            where = condition.name.partition(" where ")[2]
            present = Subject(f"term {condition.term} {where}".strip(), PRESENT)
            self.universe[present] = EITHER
            found[present] = YES
        if condition.kind.type == SET:
            is_all = not is_harmful or bool(condition.kind.harm)
            found.update(self._parts_of_set(condition, is_harmful) if is_all else {})
            return found
        subject = Subject(condition.name)
        self.universe[subject] = domain_of(condition)
        found[subject] = harmful_of(condition) if is_harmful else region_of(condition)
        self._spell(condition)
        return found

    def _parts_of_set(self, condition: Condition, is_harmful: bool) -> Box:
        found: dict[Subject, Region] = {}
        for test in condition.tests:
            values = test.value if isinstance(test.value, tuple) else (test.value,)
            parts = [self._part(condition, str(value)) for value in values]
            if test.operator == "has_any" and len(parts) > 1:
                several = Subject(condition.name, _ANY + "\n".join(sorted({part.part for part in parts})))
                self.universe[several] = EITHER
                self._parts[several] = tuple(parts)
                found[several] = YES
            elif test.operator == "has_none" and is_harmful:
                continue
            else:
                wanted = NO if test.operator == "has_none" else YES
                for part in parts:
                    found[part] = _and(found.get(part, EITHER), wanted)
        return found

    def _part(self, condition: Condition, value: str) -> Subject:
        part = Subject(condition.name, value.casefold())
        self.spelling.setdefault(value.casefold(), value)
        self.universe[part] = EITHER
        return part

    def _spell(self, condition: Condition) -> None:
        for test in condition.tests:
            for value in test.value if isinstance(test.value, tuple) else (test.value,):
                if isinstance(value, str):
                    self.spelling.setdefault(value.casefold(), value)

    def _is_possible(self, box: Box) -> bool:
        """Any of several values in a set, or none of them, must fit what is said of each."""
        for subject, region in box.items():
            if subject in self._parts:
                each = [box.get(part, EITHER) for part in self._parts[subject]]
                if region == YES and all(part == NO for part in each):
                    return False
                if region == NO and any(part == YES for part in each):
                    return False
        return True


def _and(one: Region, other: Region) -> Region:
    if isinstance(one, Spans) and isinstance(other, Spans):
        return one & other
    assert isinstance(one, Picks) and isinstance(other, Picks)
    return one & other


def _without(one: Region, other: Region) -> Region:
    if isinstance(one, Spans) and isinstance(other, Spans):
        return one - other
    assert isinstance(one, Picks) and isinstance(other, Picks)
    return one - other


def parts_in_words(subject: Subject) -> Sequence[str]:
    """The values of which the subject says something."""
    return subject.part.removeprefix(_ANY).split("\n")
