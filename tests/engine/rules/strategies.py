"""What hypothesis draws: rulebooks of every shape, deals, and deals that are worse."""

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from reviews.engine.policy_version import BANDS
from tests.engine.rules.makers import Document

SMALL = st.integers(0, 5)
TYPES = ("uptime", "exit", "liability")
MORE = ("score", "value", "months", "discount", "overload", "open_concerns", "share.DEL")
TERM_MORE = ("change", "level", "minutes")
APPROVERS = ("role:approver_vp", "lead:DEL", "owner_manager")
TEXTS = ("de", "FR", "us")


def _one(operators: tuple[str, ...], values: st.SearchStrategy[Any]) -> st.SearchStrategy[Document]:
    return st.dictionaries(st.sampled_from(operators), values, min_size=1, max_size=2)


def _about(subject: Document, tests: st.SearchStrategy[Document]) -> st.SearchStrategy[Document]:
    return tests.map(lambda asked: {**subject, **asked})


LOWER_LIMITS = _one(("at_least", "above"), SMALL)
UPPER_LIMITS = _one(("at_most", "below"), SMALL)
SINGLES = _one(("is", "is_not", "at_least", "above", "at_most", "below"), SMALL)
LISTS = _one(("in", "not_in"), st.lists(SMALL, min_size=1, max_size=3))
SETS = _one(("has_any", "has_all", "has_none"), st.lists(st.sampled_from(TYPES), min_size=1, max_size=2))


def harmful_conditions() -> st.SearchStrategy[Document]:
    """Thresholds that a worse deal can only come closer to."""
    return st.one_of(
        st.sampled_from(MORE).flatmap(lambda name: _about({"fact": name}, LOWER_LIMITS)),
        _about({"fact": "days_to_quarter_end"}, UPPER_LIMITS),
        _about({"fact": "band"}, _one(("at_least",), st.sampled_from(BANDS))),
        _about(
            {"fact": "nonstandard_types"},
            _one(("has_any", "has_all"), st.lists(st.sampled_from(TYPES), min_size=1, max_size=2)),
        ),
        _about({"aggregate": "count"}, LOWER_LIMITS),
        st.tuples(st.sampled_from(("max", "sum")), st.sampled_from(TERM_MORE)).flatmap(
            lambda pair: _about({"aggregate": pair[0], "of": pair[1]}, LOWER_LIMITS)
        ),
        st.tuples(st.sampled_from(TYPES), st.sampled_from(TERM_MORE)).flatmap(
            lambda pair: _about({"term": pair[0], "of": pair[1]}, LOWER_LIMITS)
        ),
    )


def any_conditions() -> st.SearchStrategy[Document]:
    """Every type of fact and operator."""
    bands = st.sampled_from(BANDS)
    where = st.one_of(
        _about({"fact": "level"}, SINGLES),
        st.builds(lambda is_standard: {"fact": "standard", "is": is_standard}, st.booleans()),
    )
    return st.one_of(
        harmful_conditions(),
        st.sampled_from(MORE).flatmap(lambda name: _about({"fact": name}, st.one_of(SINGLES, LISTS))),
        _about({"fact": "band"}, _one(("is", "at_least", "at_most"), bands)),
        _about({"fact": "country"}, _one(("is", "is_not"), st.sampled_from(TEXTS))),
        st.builds(lambda is_new: {"fact": "new_customer", "is": is_new}, st.booleans()),
        _about({"fact": "nonstandard_types"}, SETS),
        st.tuples(st.sampled_from(("max", "min", "sum")), where).flatmap(
            lambda pair: _about({"aggregate": pair[0], "of": "level", "where": [pair[1]]}, SINGLES)
        ),
        st.sampled_from(TYPES).flatmap(lambda code: _about({"term": code, "of": "value"}, SINGLES)),
    )


def effects(*, has_floor: bool = True) -> st.SearchStrategy[Document]:
    step = st.fixed_dictionaries(
        {"approver": st.sampled_from(APPROVERS), "need": st.sampled_from(("anyone", 2, "all"))}
    )
    kinds = [
        st.builds(lambda asked: {"step": asked}, step),
        st.builds(lambda title: {"check": {"title": title}}, st.sampled_from(("Scoped", "Staffed"))),
        st.builds(lambda text: {"refuse": text}, st.sampled_from(("Never.", "Not so."))),
    ]
    if has_floor:
        kinds.append(st.builds(lambda band: {"floor": band}, st.sampled_from(BANDS[1:])))
    return st.one_of(*kinds)


@st.composite
def rules(
    draw: st.DrawFn,
    conditions: st.SearchStrategy[Document],
    *,
    has_floor: bool = True,
    ladders: tuple[str, ...] = (),
) -> Document:
    """A rule without its name."""
    rule = {
        "reason": "Because",
        "when": draw(st.lists(conditions, max_size=3)),
        "then": draw(effects(has_floor=has_floor)),
    }
    ladder = draw(st.sampled_from(("", *ladders)))
    return {**rule, "ladder": ladder} if ladder else rule


@st.composite
def documents(draw: st.DrawFn, *, is_harmful: bool = False) -> Document:
    """A rulebook; a harmful one has only thresholds in the harmful direction, and no ladder."""
    conditions = harmful_conditions() if is_harmful else any_conditions()
    ladders = () if is_harmful else ("one", "two")
    drawn = draw(st.lists(rules(conditions, ladders=ladders), max_size=8))
    named = [{**rule, "name": f"rule-{row}"} for row, rule in enumerate(drawn)]
    taken = {rule["ladder"] for rule in named if "ladder" in rule}
    takes = {name: {"take": draw(st.sampled_from(("first", "last")))} for name in sorted(taken)}
    return {"format": "DealDesk rules 1", "name": "Drawn", "rules": named, "ladders": takes}


TERMS = st.fixed_dictionaries(
    {"type": st.sampled_from(TYPES), "standard": st.booleans()},
    optional=dict.fromkeys(("change", "minutes", "value"), SMALL) | {"level": st.integers(1, 5)},
)


def deals() -> st.SearchStrategy[Document]:
    """Facts, of which some are unknown."""
    numbers = {name: SMALL for name in MORE if "." not in name}
    return st.fixed_dictionaries(
        {"band": st.sampled_from(BANDS)},
        optional={
            **numbers,
            "share": st.fixed_dictionaries({}, optional={"DEL": SMALL, "SUP": SMALL}),
            "days_to_quarter_end": SMALL,
            "country": st.sampled_from(TEXTS),
            "new_customer": st.booleans(),
            "nonstandard_types": st.lists(st.sampled_from(TYPES), unique=True),
            "terms": st.lists(TERMS, max_size=4),
        },
    )


@st.composite
def worse(draw: st.DrawFn, deal: Document) -> Document:
    """The same deal, in every known fact as bad or worse."""
    found = deepcopy(deal)
    for name in set(MORE) & set(found):
        found[name] += draw(SMALL)
    for code in found.get("share", {}):
        found["share"][code] += draw(SMALL)
    found["band"] = draw(st.sampled_from(BANDS[BANDS.index(deal["band"]) :]))
    if "days_to_quarter_end" in found:
        found["days_to_quarter_end"] = draw(st.integers(0, found["days_to_quarter_end"]))
    if "nonstandard_types" in found:
        found["nonstandard_types"] += draw(st.lists(st.sampled_from(TYPES), max_size=2))
    for term in found.get("terms", []):
        for name in {"change", "minutes"} & set(term):
            term[name] += draw(SMALL)
        if "level" in term:
            term["level"] = draw(st.integers(term["level"], 5))
    if "terms" in found:
        found["terms"] += draw(st.lists(TERMS, max_size=2))
    return found


@st.composite
def forgotten(draw: st.DrawFn, deal: Document) -> Document:
    """The same deal with one fact of it, or of one of its terms or shares, made unknown."""
    found = deepcopy(deal)
    holders = [found, *found.get("terms", []), *([found["share"]] if "share" in found else [])]
    holder = draw(st.sampled_from([entry for entry in holders if entry]))
    del holder[draw(st.sampled_from(sorted(holder)))]
    return found
