"""Of a ladder only one rung counts, and a deal beyond its rungs is nobody's to approve."""

import pytest

from tests.engine.rules.makers import Document, approvers, make_rule, make_term, rule_on

RUNGS = (("manager", 0, 10), ("vp", 10, 20), ("executive", 20, 50))


def make_rung(name: str, *when: Document, ladder: str = "discount") -> Document:
    then = {"step": {"approver": f"role:approver_{name}"}}
    return make_rule(name, *when, then=then, ladder=ladder)


def discounts() -> list[Document]:
    """0 to 10, to 20, to 50 per cent."""
    return [
        make_rung(name, {"fact": "discount", "above": above, "at_most": at_most})
        for name, above, at_most in RUNGS
    ]


def rising() -> list[Document]:
    """Lower limits only, the highest first."""
    return [make_rung(name, {"fact": "discount", "above": above}) for name, above, _ in reversed(RUNGS)]


@pytest.mark.parametrize(
    ("discount", "fired"),
    [(0.1, "manager"), (10, "manager"), (10.1, "vp"), (20, "vp"), (50, "executive")],
)
def test_the_rung_of_the_discount_decides_alone(discount: float, fired: str) -> None:
    assert rule_on(*discounts(), facts={"discount": discount}).fired == (fired,)
    assert rule_on(*rising(), facts={"discount": discount}).fired == (fired,)


def test_the_last_matching_rung_counts_when_the_ladder_says_so() -> None:
    rungs = list(reversed(rising()))
    assert rule_on(*rungs, facts={"discount": 30}).fired == ("manager",)
    take_last = {"discount": {"take": "last"}}
    assert rule_on(*rungs, facts={"discount": 30}, ladders=take_last).fired == ("executive",)


def test_a_deal_above_the_top_rung_is_approved_by_nobody() -> None:
    ruling = rule_on(*discounts(), facts={"discount": 55})
    assert ruling.fired == ()
    assert ruling.uncovered == ("No rung of the ladder discount covers discount 55 %.",)


def test_a_hole_between_two_rungs_is_uncovered() -> None:
    low, _, high = discounts()
    assert rule_on(low, high, facts={"discount": 15}).uncovered != ()


def test_a_deal_below_the_lowest_rung_needs_nothing() -> None:
    ruling = rule_on(*discounts(), facts={"discount": 0})
    assert (ruling.fired, ruling.uncovered) == ((), ())


def test_the_otherwise_of_a_ladder_counts_only_when_no_rung_does() -> None:
    rungs = [*discounts(), make_rung("otherwise")]
    assert rule_on(*rungs, facts={"discount": 15}).fired == ("vp",)
    ruling = rule_on(*rungs, facts={"discount": 55})
    assert (ruling.fired, ruling.uncovered) == (("otherwise",), ())


def test_a_limit_that_all_rungs_share_does_not_let_a_deal_pass_above_it() -> None:
    limit = {"fact": "discount", "at_most": 50}
    rungs = [
        make_rung("vp", limit, {"fact": "months", "above": 12}),
        make_rung("executive", limit, {"fact": "months", "above": 36}),
    ]
    assert rule_on(*rungs, facts={"discount": 51, "months": 48}).uncovered != ()


def test_a_ladder_is_about_the_deals_that_all_its_rungs_name() -> None:
    renewals = {"fact": "kind", "is": "renewal"}
    rungs = [{**rung, "when": [renewals, *rung["when"]]} for rung in discounts()]
    assert rule_on(*rungs, facts={"discount": 55, "kind": "expansion"}).uncovered == ()
    assert rule_on(*rungs, facts={"discount": 55, "kind": "renewal"}).uncovered != ()


def test_a_ladder_about_a_term_does_not_apply_without_it() -> None:
    rungs = [
        make_rung("manager", {"term": "uptime", "of": "value", "at_most": 99.9}),
        make_rung("vp", {"term": "uptime", "of": "value", "above": 99.9, "at_most": 99.99}),
    ]
    assert rule_on(*rungs, facts={"terms": []}).uncovered == ()
    ruling = rule_on(*rungs, facts={"terms": [make_term(value=99.999)]})
    assert ruling.uncovered == ("No rung of the ladder discount covers term.uptime.value 99.999.",)


def test_a_ladder_towards_the_end_of_the_quarter_starts_at_its_earliest_day() -> None:
    rungs = [make_rung("vp", {"fact": "days_to_quarter_end", "at_most": 5, "at_least": 1})]
    assert rule_on(*rungs, facts={"days_to_quarter_end": 6}).uncovered == ()
    assert rule_on(*rungs, facts={"days_to_quarter_end": 0}).uncovered != ()


def test_with_an_unknown_fact_every_rung_that_could_be_the_one_counts() -> None:
    ruling = rule_on(*discounts())
    assert ruling.fired == ("manager", "vp", "executive")
    assert [unknown.fact for unknown in ruling.unknown] == ["discount"] * 3


def test_an_uncertain_rung_counts_beside_the_first_certain_one() -> None:
    rungs = [
        make_rung("manager", {"fact": "months", "at_most": 12}),
        make_rung("vp", {"fact": "discount", "above": 10}),
        make_rung("executive", {"fact": "discount", "above": 5}),
    ]
    assert rule_on(*rungs, facts={"discount": 15}).fired == ("manager", "vp")


def test_ladders_of_different_names_and_rules_outside_stack() -> None:
    months = make_rung("owner", {"fact": "months", "above": 36}, ladder="months")
    ruling = rule_on(*discounts(), months, make_rule("always"), facts={"discount": 15, "months": 48})
    assert ruling.fired == ("vp", "owner", "always")
    assert approvers(ruling) == ["role:approver_vp", "role:approver_owner"]


def test_of_the_floors_in_a_ladder_only_that_of_the_counting_rung_raises_the_band() -> None:
    rungs = [
        make_rule("low", {"fact": "discount", "above": 5}, then={"floor": "MGR"}, ladder="floors"),
        make_rule("high", {"fact": "discount", "above": 0}, then={"floor": "EXEC"}, ladder="floors"),
    ]
    assert rule_on(*rungs, facts={"discount": 10}).band == "MGR"
    assert rule_on(*rungs, facts={"discount": 5}).band == "EXEC"
