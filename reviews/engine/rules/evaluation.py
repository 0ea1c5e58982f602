"""A rulebook and the facts of a deal in, what the deal needs out. The same in gives the same out."""

from collections.abc import Iterable, Mapping, Sequence

from reviews.engine.policy_version import BANDS
from reviews.engine.rules.conditions import Condition, said_json
from reviews.engine.rules.joining import checks_of, steps_of
from reviews.engine.rules.known_facts import KnownFacts
from reviews.engine.rules.matching import Match, counting, matches, uncovered
from reviews.engine.rules.rulebook import Rulebook
from reviews.engine.rules.ruling import Reason, Ruling
from reviews.engine.rules.truth import Truth


def evaluate(rulebook: Rulebook, facts: Mapping[str, object]) -> Ruling:
    """Raises InvalidFacts naming the fact. `facts` may be partial: what is missing is unknown, and a rule
    that looks at it counts unless something known rules it out.

    Floors see the score's own band; everything else sees the band that the floors have raised.
    """
    known = KnownFacts.from_document(facts)
    found = matches(rulebook, known)
    floors = [match for match in counting(rulebook, found) if match.rule.then.floor]
    raised = known.with_bands(_possible_bands(known.bands, floors))
    if raised.bands != known.bands:
        found = matches(rulebook, raised)
    fired = counting(rulebook, found)
    names = {match.rule.name for match in (*floors, *fired)}
    is_unknown = "band" not in known.values and raised.band is None
    return Ruling(
        band=None if is_unknown else max(raised.bands, key=BANDS.index),
        floors=tuple(Reason(match.rule.name, match.rule.then.floor) for match in floors),
        steps=steps_of(fired),
        checks=checks_of(fired),
        refusals=_reasons((match.rule.name, match.rule.then.refuse) for match in fired),
        notes=_reasons((match.rule.name, match.rule.then.note) for match in fired),
        fired=tuple(rule.name for rule in rulebook.rules if rule.name in names),
        unknown=tuple(dict.fromkeys(unknown for match in (*floors, *fired) for unknown in match.unknown)),
        uncovered=tuple(_sentence(name, rungs) for name, rungs in uncovered(found).items()),
    )


def _possible_bands(own: Sequence[str], floors: Iterable[Match]) -> tuple[str, ...]:
    """Every band that it can be: each of its own raised by the certain floors, and by one uncertain."""
    certain = [match.rule.then.floor for match in floors if match.truth is Truth.YES]
    uncertain = [match.rule.then.floor for match in floors if match.truth is Truth.MAYBE]
    least = max(certain, key=BANDS.index, default=BANDS[0])
    possible = {max(band, least, floor, key=BANDS.index) for band in own for floor in (BANDS[0], *uncertain)}
    return tuple(sorted(possible, key=BANDS.index))


def _reasons(said_by: Iterable[tuple[str, str]]) -> tuple[Reason, ...]:
    return tuple(Reason(rule, text) for rule, text in said_by if text)


def _sentence(ladder: str, rungs: Sequence[Match]) -> str:
    """No rung of the ladder discount covers discount 55 %."""
    failed = {
        condition.name: f"{condition.name} {said_json(outcome.value)}{_unit(condition)}"
        for match in rungs
        for condition, outcome in match.outcomes
        if outcome.truth is Truth.NO
    }
    return f"No rung of the ladder {ladder} covers {' and '.join(failed.values())}."


def _unit(condition: Condition) -> str:
    return " %" if condition.kind.unit == "%" else ""
