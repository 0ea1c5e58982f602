"""What hypothesis draws: rulebooks of every shape, deals, and deals that are worse."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from reviews.engine.policy_version import BANDS
from tests.engine.rules.makers import Document

# Few names and small numbers, so that what is drawn meets.
SMALL = st.integers(0, 3)
TYPES = ("uptime", "exit")
MORE = ("value", "months", "discount", "share.DEL")
TERM_MORE = ("change", "level")
APPROVERS = ("role:approver_vp", "lead:DEL", "owner_manager")
TEXTS = ("de", "FR")


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
        "when": draw(st.lists(conditions, max_size=2)),
        "then": draw(effects(has_floor=has_floor)),
    }
    ladder = draw(st.sampled_from(("", *ladders)))
    return {**rule, "ladder": ladder} if ladder else rule


def band_rules() -> st.SearchStrategy[Document]:
    """Rules that look at the band alone, among floors that raise it."""
    bands = _about({"fact": "band"}, _one(("is", "at_least", "at_most"), st.sampled_from(BANDS)))
    floor = st.builds(lambda band: {"floor": band}, st.sampled_from(BANDS[1:]))
    new = st.just([{"fact": "new_customer", "is": True}])
    raising = st.fixed_dictionaries({"reason": st.just("Because"), "when": new, "then": floor})
    return st.one_of(raising, rules(bands, has_floor=False))


def rungs() -> st.SearchStrategy[Document]:
    """Rules of one ladder on one number."""
    limits = _about({"fact": "discount"}, SINGLES)
    return rules(limits, has_floor=False).map(lambda rule: {**rule, "ladder": "one"})


@st.composite
def documents(draw: st.DrawFn, *, is_harmful: bool = False) -> Document:
    """A rulebook of two to eight rules: of all sorts, of one ladder, or on bands and floors. A harmful
    one has only thresholds in the harmful direction, and no ladder."""
    mixed = rules(any_conditions(), ladders=("one", "two"))
    sorts = (rules(harmful_conditions()),) if is_harmful else (mixed, rungs(), band_rules())
    drawn = draw(st.lists(draw(st.sampled_from(sorts)), min_size=2, max_size=8))
    named = [{**rule, "name": f"rule-{row}"} for row, rule in enumerate(drawn)]
    taken = {rule["ladder"] for rule in named if "ladder" in rule}
    takes = {name: {"take": draw(st.sampled_from(("first", "last")))} for name in sorted(taken)}
    return {"format": "DealDesk rules 1", "name": "Drawn", "rules": named, "ladders": takes}


TERMS = st.fixed_dictionaries(
    {
        "type": st.sampled_from(TYPES),
        "standard": st.sampled_from((False, False, True)),
        "change": SMALL,
        "value": SMALL,
        "level": st.integers(1, 4),
    }
)
WHOLE_DEALS = st.fixed_dictionaries(
    {
        "band": st.sampled_from(BANDS),
        **{name: SMALL for name in MORE if "." not in name},
        "share": st.fixed_dictionaries({"DEL": SMALL}),
        "days_to_quarter_end": SMALL,
        "country": st.sampled_from(TEXTS),
        "new_customer": st.booleans(),
        "nonstandard_types": st.lists(st.sampled_from(TYPES), unique=True),
        "terms": st.lists(TERMS, max_size=4),
    }
)


@st.composite
def deals(draw: st.DrawFn) -> Document:
    """Facts, of which one or two may be unknown; the band is known."""
    deal = deepcopy(draw(WHOLE_DEALS))
    for name in draw(st.sets(st.sampled_from(sorted(set(deal) - {"band"})), max_size=2)):
        del deal[name]
    return deal


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
        term["change"] += draw(SMALL)
        term["level"] += draw(st.integers(0, 1))
    if "terms" in found:
        found["terms"] += draw(st.lists(TERMS, max_size=2))
    return found


def forgettings(deal: Document) -> Iterator[Document]:
    """The same deal with one fact of it, or of one of its terms or shares, made unknown: every one."""
    for name in deal:
        yield {key: deal[key] for key in deal if key != name}
    if "share" in deal:
        yield {**deal, "share": {}}
    for row, term in enumerate(deal.get("terms", [])):
        for name in term:
            poorer = {key: term[key] for key in term if key != name}
            yield {**deal, "terms": [*deal["terms"][:row], poorer, *deal["terms"][row + 1 :]]}
