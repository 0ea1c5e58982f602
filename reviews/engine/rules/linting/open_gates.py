"""Bands in which a deal could be cleared without anybody being asked: the gate would be open."""

from collections.abc import Iterator, Sequence
from typing import Final

from reviews.engine.policy_version import BANDS
from reviews.engine.rules.linting.asking import is_asking
from reviews.engine.rules.linting.boxes import Box, Space, Subject, TooInvolved
from reviews.engine.rules.linting.describing import box_in_words
from reviews.engine.rules.linting.finding import ERROR, Finding
from reviews.engine.rules.linting.picks import Picks
from reviews.engine.rules.rule import LAST, Rule
from reviews.engine.rules.rulebook import Rulebook
from reviews.engine.scales import BAND_WORDS

GUARDED: Final = ("MGR", "VP", "EXEC")
BAND: Final = Subject("band")
MOST_LOOKS: Final = 30_000


def open_gate_findings(rulebook: Rulebook, space: Space) -> Iterator[Finding]:
    space.universe.setdefault(BAND, Picks(frozenset(BANDS)))
    asking = _asking(rulebook, space)
    open_: dict[str, list[str]] = {}
    for band in GUARDED:
        if any(_is_about_band_alone(rule, band, space) for rule in rulebook.rules):
            continue
        raised = [box for box in (_raised(rule, band, space) for rule in rulebook.rules) if box is not None]
        try:
            way = _way_through(space, {BAND: Picks(frozenset({band}))}, [*raised, *asking])
        except TooInvolved:
            yield Finding(ERROR, "", "rules", _too_involved(band))
            continue
        if way is not None:
            said = box_in_words(space, {key: region for key, region in way.items() if key != BAND})
            open_.setdefault(f" with {said}" if said else "", []).append(band)
    for such, bands in open_.items():
        called = " or ".join(f"{band} ({BAND_WORDS[band].lower()})" for band in bands)
        sentence = (
            f"Nobody is asked about a deal in band {called}{such}: the gate would be open. "
            f"Add a rule with a step, check or refusal for {'it' if len(bands) == 1 else 'them'}."
        )
        yield Finding(ERROR, "", "rules", sentence)


def _is_about_band_alone(rule: Rule, band: str, space: Space) -> bool:
    """Does it ask about every deal of the band, whatever the other rules are? Then nothing is searched."""
    if rule.ladder or not is_asking(rule.then) or any(condition.fact != "band" for condition in rule.when):
        return False
    box = space.box(rule.when)
    return box is not None and space.is_inside({BAND: Picks(frozenset({band}))}, box)


def _too_involved(band: str) -> str:
    """What nobody can see through is not let through: the gate fails closed."""
    return (
        f"The rules are too involved to see that every deal in band {band} ({BAND_WORDS[band].lower()}) is "
        "asked about: add a rule on the band alone."
    )


def _asking(rulebook: Rulebook, space: Space) -> list[Box]:
    """Where something is asked for, widest first. A rung does so only where no other rung comes first."""
    found: list[Box] = []
    for rule in rulebook.rules:
        box = space.box(rule.when)
        if box is None or not is_asking(rule.then):
            continue
        found += _own(rulebook, rule, box, space) if rule.ladder else [box]
    return sorted(found, key=len)


def _own(rulebook: Rulebook, rung: Rule, box: Box, space: Space) -> list[Box]:
    """The part of the rung that silent rungs before it leave to it."""
    rungs: Sequence[Rule] = rulebook.rungs(rung.ladder)
    if rulebook.ladders[rung.ladder].take == LAST:
        rungs = rungs[::-1]
    left = [box]
    for other in rungs[: rungs.index(rung)]:
        silent = None if is_asking(other.then) else space.box(other.when)
        if silent is not None:
            try:
                left = space.left_of(left, silent)
            except TooInvolved:
                return []
    return left


def _raised(rule: Rule, band: str, space: Space) -> Box | None:
    """Deals that a floor takes out of the band."""
    if rule.ladder or not rule.then.floor or BANDS.index(rule.then.floor) <= BANDS.index(band):
        return None
    if any(condition.fact == "band" for condition in rule.when):
        return None
    return space.box(rule.when)


def _way_through(space: Space, deal: Box, boxes: Sequence[Box]) -> Box | None:
    """One deal that no box holds. Raises TooInvolved after so many looks."""
    left: list[tuple[Box, int]] = [(deal, 0)]
    looks = 0
    while left:
        deal, first = left.pop()
        for place in range(first, len(boxes)):
            looks += 1
            if looks > MOST_LOOKS:
                raise TooInvolved
            if space.meet(deal, boxes[place]) is not None:
                left += [(piece, place + 1) for piece in reversed(space.minus(deal, boxes[place]))]
                break
        else:
            return deal
    return None
