"""Properties 10 to 13 and 16 to 18: continuity, locality, units, splitting, the curve, load."""

from copy import deepcopy
from decimal import Decimal
from math import isqrt

from hypothesis import assume, given
from hypothesis import strategies as st

from reviews.engine import assess
from reviews.engine.policy_version import Policy
from reviews.engine.rounding import nearest_root
from reviews.engine.scales import DEFAULT_POLICY
from reviews.engine.scoring import tenths_of
from tests.engine.makers import make_cell
from tests.engine.strategies import answers, complete_deals, deals, estimates, month_loads

POLICY = DEFAULT_POLICY.as_document()
TENTHS = {"a tenth of a level": 60, "one per cent of confidence": 11, "one minute": 5}


def points(deal):
    """The score before rounding to tenths, in points."""
    return 100 * (1 - (Decimal(-assess(deal).dose) / 1_000_000).exp())


@given(complete_deals(least=1, has_rules=False), st.sampled_from(list(TENTHS)), st.data())
def test_property_10_continuity(deal, step, data):
    deal = {**deal, "value": max(deal["value"], 1_000_000), "terms": {}}
    moved = deepcopy(deal)
    cell = data.draw(st.sampled_from(moved["cells"]))
    if step == "a tenth of a level":
        assume(cell["g"] < 50)
        cell["g"] += 1
    elif step == "one per cent of confidence":
        assume(cell["c"] > 20 and not any(cell["one"]) and not any(cell["rec"]))
        cell["c"] -= 1
    else:
        point = data.draw(st.integers(0, 2))
        cell["one"] = sorted([*cell["one"][:point], cell["one"][point] + 1, *cell["one"][point + 1 :]])
    assert abs(points(moved) - points(deal)) * 10 <= TENTHS[step]


@given(deals(least=2), st.data())
def test_property_11_locality(deal, data):
    changed = deepcopy(deal)
    place = data.draw(st.integers(0, len(deal["cells"]) - 1))
    pair = (deal["cells"][place]["t"], deal["cells"][place]["f"])
    changed["cells"][place] = data.draw(answers(pair))
    before, after = list(assess(deal).cells), list(assess(changed).cells)
    del before[place], after[place]
    assert before == after


@given(deals(has_rules=False), st.integers(2, 1_000))
def test_property_12_another_currency_unit_changes_nothing(deal, factor):
    rates = {code: rate * factor for code, rate in POLICY["rate"].items()}
    foreign = assess(
        {**deal, "value": deal["value"] * factor}, Policy.from_document({**POLICY, "rate": rates})
    )
    home = assess(deal)
    assert (foreign.S, foreign.E, foreign.dose) == (home.S, home.E, home.dose)
    assert foreign.high_tenths == home.high_tenths


@given(deals(has_rules=False), st.sampled_from((2, 60, 60_000)))
def test_property_12_a_finer_unit_of_time_changes_nothing(deal, factor):
    finer = deepcopy(deal)
    for cell in finer["cells"]:
        cell["one"] = [factor * minutes for minutes in cell["one"]]
        cell["rec"] = [factor * minutes for minutes in cell["rec"]]
    assume(all(cell["one"][2] <= 10**8 for cell in finer["cells"]))
    finer["value"] *= factor
    assume(finer["value"] <= 10**15)
    unit = {**POLICY, "miss_one": 4_800 * factor, "miss_rec": 480 * factor}
    assume(unit["miss_one"] <= 10**8)
    fine, coarse = assess(finer, Policy.from_document(unit)), assess(deal)
    assert (fine.S, fine.E, fine.low_tenths, fine.high_tenths) == (
        coarse.S,
        coarse.E,
        coarse.low_tenths,
        coarse.high_tenths,
    )


def split_and_whole(level, confidence, parts):
    """One promise written as several terms, and as one."""
    cells = [make_cell(f"P{number}", "DEL", level, c=confidence, one=one) for number, one in enumerate(parts)]
    together = [sum(points) for points in zip(*parts, strict=True)]
    return cells, make_cell("P", "DEL", level, c=confidence, one=together)


PROMISES = st.builds(
    split_and_whole,
    st.integers(10, 50),
    st.integers(20, 100),
    st.lists(estimates(6_000), min_size=2, max_size=6),
)


def joined(deal, cells):
    longer = deepcopy(deal)
    longer["cells"] += cells
    longer["required"] += [[cell["t"], cell["f"]] for cell in cells]
    return longer


@given(complete_deals(has_rules=False), PROMISES)
def test_property_13_split_never_pays(deal, promise):
    parts, whole = promise
    split, merged = assess(joined(deal, parts)), assess(joined(deal, [whole]))
    count = len(parts)
    assert split.dose >= merged.dose - count
    assert nearest_root(split.S) <= isqrt(count * merged.S) + 1
    assert abs(split.E - merged.E) <= count


@given(complete_deals(has_rules=False), PROMISES)
def test_property_18_merge_is_neutral_when_counted(deal, promise):
    parts, whole = promise
    counted = joined(deal, [whole])
    counted["terms"] = {**deal["terms"], "P": {"n": len(parts)}}
    split, merged = assess(joined(deal, parts)), assess(counted)
    assert split.S == merged.S
    assert abs(split.E - merged.E) <= len(parts)


@given(st.integers(0, 9_000_000))
def test_property_16_table_equals_the_exponential(dose):
    shown = 1000 * (1 - (Decimal(-dose) / 1_000_000).exp())
    assert tenths_of(dose) == min(999, int(shown + Decimal("0.5")))


@given(complete_deals(has_rules=False), month_loads(), st.integers(0, 3), st.integers(1, 20_000))
def test_property_17_capacity_is_monotone(deal, month, entry, more):
    worse = list(month)
    worse[entry] = max(1, month[entry] - more) if entry == 2 else month[entry] + more
    before, after = assess({**deal, "cal": {"DEL": [month]}}), assess({**deal, "cal": {"DEL": [worse]}})
    assert after.K >= before.K
    assert after.tenths >= before.tenths
