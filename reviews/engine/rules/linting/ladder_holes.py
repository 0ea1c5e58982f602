"""Holes in ladders, and rungs that an earlier rung leaves nothing for."""

from collections.abc import Iterator, Sequence

from reviews.engine.rules.conditions import Condition
from reviews.engine.rules.linting.boxes import Box, Space, Subject, TooInvolved
from reviews.engine.rules.linting.describing import box_in_words, exactly, part_in_words
from reviews.engine.rules.linting.finding import ERROR, WARNING, Finding
from reviews.engine.rules.linting.spans import Part, Spans, joined
from reviews.engine.rules.matching import SCOPES
from reviews.engine.rules.rule import LAST, Rule
from reviews.engine.rules.rulebook import Rulebook

MOST_HOLES = 8


def ladder_findings(rulebook: Rulebook, space: Space) -> Iterator[Finding]:
    for name in rulebook.ladders:
        rungs = rulebook.rungs(name)
        if not rungs:
            continue
        for look in (_shadowed, _holes):
            try:
                yield from look(rulebook, name, rungs, space)
            except TooInvolved:
                sentence = (
                    f"The ladder {name} tests too many facts at once to be checked for holes; divide it."
                )
                yield Finding(WARNING, rungs[0].name, "ladder", sentence)


def _shadowed(rulebook: Rulebook, name: str, rungs: Sequence[Rule], space: Space) -> Iterator[Finding]:
    is_last = rulebook.ladders[name].take == LAST
    free: list[Box] = [{}]
    for rung in reversed(rungs) if is_last else rungs:
        box = space.box(rung.when)
        if box is None:
            continue
        if all(space.meet(box, piece) is None for piece in free):
            side = "later" if is_last else "earlier"
            sentence = (
                f"This rung of the ladder {name} can never count, because {side} rungs take every deal that "
                "it covers; move it before them, narrow them, or take it out."
            )
            yield Finding(ERROR, rung.name, "when", sentence)
        free = space.left_of(free, box)


def _holes(rulebook: Rulebook, name: str, rungs: Sequence[Rule], space: Space) -> Iterator[Finding]:
    """Exactly where evaluation would say that no rung covers the deal."""
    start = space.box(_about(rungs))
    if start is None:
        return
    left: list[Box] = [start]
    for rung in rungs:
        box = space.box(rung.when)
        if box is not None:
            left = space.left_of(left, box)
    applies = [box for box in (space.harmful_box(rung.when) for rung in rungs) if box is not None]
    subject = _only_number(rungs, space)
    if subject is not None:
        yield from _on_one_number(name, rungs, space, subject, left, applies)
        return
    holes = [hole for piece in left for box in applies if (hole := space.meet(piece, box)) is not None]
    for hole in _largest(holes, space)[:MOST_HOLES]:
        said = box_in_words(space, hole) or "a deal that no rung covers"
        sentence = f"The ladder {name} has a hole: {said} has no rule. Widen a rung or add one for it."
        yield Finding(ERROR, rungs[-1].name, "when", sentence)


def _about(rungs: Sequence[Rule]) -> list[Condition]:
    """What all rungs share and is no number or band: the deals that the ladder is about."""
    shared = set(rungs[0].when).intersection(*(rung.when for rung in rungs))
    return [condition for condition in rungs[0].when if condition in shared and condition.kind.type in SCOPES]


def _only_number(rungs: Sequence[Rule], space: Space) -> Subject | None:
    """The one number of a ladder whose rungs differ in nothing else."""
    about = set(_about(rungs))
    names = {condition.name for rung in rungs for condition in rung.when if condition not in about}
    subject = Subject(names.pop()) if len(names) == 1 else None
    return subject if subject and isinstance(space.universe.get(subject), Spans) else None


def _on_one_number(
    name: str,
    rungs: Sequence[Rule],
    space: Space,
    subject: Subject,
    left: Sequence[Box],
    applies: Sequence[Box],
) -> Iterator[Finding]:
    condition = space.conditions[subject.name]
    common = {key: region for box in applies for key, region in box.items() if key != subject}
    found = [piece for box in left if (piece := space.meet(box, common)) is not None]
    open_ = _spans(found, space, subject) & _spans(applies, space, subject)
    for part in open_.parts[:MOST_HOLES]:
        rule, field = _neighbour(rungs, space, subject, part)
        said = part_in_words(condition, part)
        sentence = (
            f"The ladder {name} has a hole: {said} has no rule{exactly(condition, part)}. "
            "Widen this rung or add one for it."
        )
        yield Finding(ERROR, rule, field, sentence)


def _spans(boxes: Sequence[Box], space: Space, subject: Subject) -> Spans:
    """All values that some box has for the number."""
    regions = (box.get(subject, space.universe[subject]) for box in boxes)
    return joined(part for region in regions if isinstance(region, Spans) for part in region.parts)


def _neighbour(rungs: Sequence[Rule], space: Space, subject: Subject, part: Part) -> tuple[str, str]:
    """The rung that ends where the hole begins, or else begins where it ends, and its condition."""
    for side in (1, 0):
        for rung in rungs:
            region = (space.box(rung.when) or {}).get(subject)
            if isinstance(region, Spans) and any(other[side] == part[1 - side] for other in region.parts):
                row = next(n for n, entry in enumerate(rung.when) if entry.name == subject.name)
                return rung.name, f"when[{row}]"
    return rungs[-1].name, "when"


def _largest(holes: Sequence[Box], space: Space) -> list[Box]:
    """Without those that lie in another; the widest, with the fewest facts, first."""
    found: list[Box] = []
    for hole in sorted(holes, key=len)[:100]:
        if not any(space.is_inside(hole, other) for other in found):
            found.append(hole)
    return found
