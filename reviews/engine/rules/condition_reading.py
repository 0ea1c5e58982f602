"""Reading conditions: which fact, which operators fit its type, which values fit the operators."""

from collections.abc import Mapping, Sequence

from reviews.engine.policy_version import BANDS
from reviews.engine.rules.conditions import COUNT, Condition, Operand, Single, Test
from reviews.engine.rules.fact_kinds import (
    BAND,
    FACTS,
    FLAG,
    LISTING,
    NUMBER,
    TERM_FACT_BY_NAME,
    TERM_FACTS,
    FactKind,
    kind_of_fact,
)
from reviews.engine.rules.problems import Place
from reviews.engine.rules.value_reading import (
    MOST_VALUES,
    choice,
    flag,
    listing,
    mapping,
    named,
    number,
    text_of,
)

MOST_CONDITIONS = 20
MOST_NAME = 80
SUBJECTS = ("fact", "term", "aggregate")
AGGREGATES = ("max", "min", "sum", "count")
TYPE_CODE = r"[A-Za-z0-9_-]{1,60}"
NUMBERS_OF_TERM = tuple(kind.name for kind in TERM_FACTS if kind.type == NUMBER)
OF_TERM = (*NUMBERS_OF_TERM, "functions")


def conditions(value: object, place: Place) -> tuple[Condition, ...]:
    """The list under `when`."""
    entries = listing(value, place, MOST_CONDITIONS)
    read = (_condition(entry, place.at(row)) for row, entry in enumerate(entries))
    return tuple(condition for condition in read if condition)


def _condition(value: object, place: Place) -> Condition | None:
    entries = mapping(value, place)
    if not isinstance(value, Mapping):
        return None
    subjects = [key for key in SUBJECTS if key in entries]
    if len(subjects) != 1:
        place.add("Say what it tests: exactly one of fact, term and aggregate.")
        return None
    if subjects == ["fact"]:
        return _of_fact(entries, place)
    return _of_term(entries, place) if subjects == ["term"] else _over_terms(entries, place)


def _of_fact(entries: Mapping[str, object], place: Place) -> Condition | None:
    name = entries["fact"]
    kind = kind_of_fact(name) if isinstance(name, str) else None
    if kind is None or not isinstance(name, str):
        known = ", ".join("share.<FUNCTION>" if fact.name == "share" else fact.name for fact in FACTS)
        place.at("fact").add(f"Name a fact of the catalogue: {known}.")
        return None
    return Condition(fact=name, tests=_tests(entries, ("fact",), kind, place))


def _of_term(entries: Mapping[str, object], place: Place) -> Condition | None:
    code = named(entries["term"], place.at("term"), TYPE_CODE, "the code of a term type")
    kind = _looked_at(entries, place, OF_TERM)
    if kind is None:
        return None
    where = _where(entries.get("where", []), place.at("where"))
    tests = _tests(entries, ("term", "of", "where"), kind, place)
    return Condition(term=code.casefold(), of=kind.name, where=where, tests=tests)


def _over_terms(entries: Mapping[str, object], place: Place) -> Condition | None:
    aggregate = choice(entries["aggregate"], place.at("aggregate"), AGGREGATES)
    where = _where(entries.get("where", []), place.at("where"))
    if aggregate == "count":
        tests = _tests(entries, ("aggregate", "where"), COUNT, place)
        return Condition(aggregate=aggregate, where=where, tests=tests)
    kind = _looked_at(entries, place, NUMBERS_OF_TERM)
    if kind is None:
        return None
    tests = _tests(entries, ("aggregate", "of", "where"), kind, place)
    return Condition(aggregate=aggregate, of=kind.name, where=where, tests=tests)


def _looked_at(entries: Mapping[str, object], place: Place, names: Sequence[str]) -> FactKind | None:
    of = entries.get("of")
    if isinstance(of, str) and of in names:
        return TERM_FACT_BY_NAME[of]
    place.at("of").add(f"Say which fact of the term it looks at: {' or '.join(names)}.")
    return None


def _where(value: object, place: Place) -> tuple[Condition, ...]:
    read = []
    for row, entry in enumerate(listing(value, place, MOST_CONDITIONS)):
        entries = mapping(entry, place.at(row))
        name = entries.get("fact")
        kind = TERM_FACT_BY_NAME.get(name) if isinstance(name, str) else None
        if kind is None:
            known = ", ".join(TERM_FACT_BY_NAME)
            place.at(row).at("fact").add(f"Name a fact of a term: {known}.")
            continue
        tests = _tests(entries, ("fact",), kind, place.at(row))
        read.append(Condition(fact=kind.name, tests=tests, is_of_term=True))
    return tuple(read)


def _tests(
    entries: Mapping[str, object], subject: Sequence[str], kind: FactKind, place: Place
) -> tuple[Test, ...]:
    """The operators in the catalogue's order, so that their order in the document says nothing."""
    fitting = ", ".join(kind.operators)
    asked = [key for key in entries if key not in subject]
    for key in asked:
        if key not in kind.operators:
            place.at(key).add(f"Use an operator that fits {kind.name}, a {kind.type}: {fitting}.")
    if not asked:
        place.add(f"Add an operator with its value; for {kind.name} there are {fitting}.")
    ordered = [operator for operator in kind.operators if operator in entries]
    return tuple(Test(key, _operand(entries[key], key in LISTING, kind, place.at(key))) for key in ordered)


def _operand(value: object, is_list: bool, kind: FactKind, place: Place) -> Operand:
    if not is_list:
        return _single(value, kind, place)
    entries = listing(value, place, MOST_VALUES, least=1)
    return tuple(_single(entry, kind, place.at(row)) for row, entry in enumerate(entries))


def _single(value: object, kind: FactKind, place: Place) -> Single:
    if kind.type == NUMBER:
        return number(value, place)
    if kind.type == FLAG:
        return flag(value, place)
    if kind.type == BAND:
        return choice(value, place, BANDS)
    return choice(value, place, kind.choices) if kind.choices else text_of(value, place, MOST_NAME)
