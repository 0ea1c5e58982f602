"""Earlier policy versions name steps by band; as rules they ask for exactly the same."""

from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reviews.engine.policy_version import BANDS
from reviews.engine.rules import Rulebook, evaluate, from_bands

APPROVERS = ("owner_manager", "approver_vp", "approver_executive")
STEPS = st.fixed_dictionaries(
    {"number": st.integers(1, 2), "approver": st.sampled_from(APPROVERS), "count": st.integers(1, 3)}
)
TABLES = st.dictionaries(st.sampled_from(BANDS), st.lists(STEPS, max_size=5))


@given(TABLES)
def test_a_table_of_bands_asks_for_the_same_steps_as_rules(table: dict[str, Any]) -> None:
    for band in BANDS:
        assert_same_steps(table, band)


def assert_same_steps(table: dict[str, Any], band: str) -> None:
    wanted: Counter[tuple[int, str]] = Counter()
    for step in table.get(band, []):
        who = step["approver"] if step["approver"] == "owner_manager" else f"role:{step['approver']}"
        wanted[step["number"], who] += step["count"]
    ruling = evaluate(Rulebook.from_document(from_bands(table)), {"band": band})
    assert {(step.order, step.approver): step.need for step in ruling.steps} == wanted
    assert [step.order for step in ruling.steps] == sorted(number for number, _ in wanted)
    assert (ruling.band, ruling.refusals, ruling.checks, ruling.uncovered) == (band, (), (), ())


def test_the_usual_table_reads_well() -> None:
    usual = {"AUTO": [], "EXEC": [{"number": 1, "approver": "approver_executive", "count": 2}]}
    [step] = evaluate(Rulebook.from_document(from_bands(usual)), {"band": "EXEC"}).steps
    assert (step.key, step.need) == ("approval/1/role:approver_executive", 2)
    assert step.reasons == ("The pain score is severe.",)
