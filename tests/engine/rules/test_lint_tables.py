"""Rules outside of ladders that look like a threshold table, and refusals that contradict them."""

import pytest

from tests.engine.rules.linted import discount, lint_of, places
from tests.engine.rules.makers import make_rule

PARTNER = {"fact": "channel", "is": "partner"}
REFUSE = {"refuse": "Never."}


def months(name: str, **tests: object) -> dict:
    return make_rule(name, {"fact": "months", **tests})


GAPS = {
    "between two rows": (
        [discount("low", above=10, at_most=20), discount("high", above=30)],
        "error",
        "Discount 20 to 30 % has no rule (above 20 and up to 30 %)",
    ),
    "a narrow one": (
        [discount("low", at_most=49), discount("high", at_least=50)],
        "error",
        "Discount 49 to 50 % has no rule (above 49 and below 50 %)",
    ),
    "above the highest row": (
        [discount("low", above=10, at_most=20), discount("high", above=20, at_most=30)],
        "error",
        "Discount above 30 % has no rule",
    ),
    "above a single row": ([discount("only", above=10, at_most=20)], "warning", "Discount above 20 %"),
    "in one channel": (
        [
            make_rule("low", PARTNER, {"fact": "discount", "above": 10, "at_most": 20}),
            make_rule("high", PARTNER, {"fact": "discount", "above": 25}),
        ],
        "error",
        "Discount 20 to 25 %",
    ),
    "a note covers nothing": (
        [
            discount("low", above=10, at_most=20),
            discount("note", above=20, at_most=30, then={"note": "Look."}),
            discount("high", above=30),
        ],
        "error",
        "Discount 20 to 30 %",
    ),
}


@pytest.mark.parametrize(("rules", "severity", "gap"), GAPS.values(), ids=GAPS)
def test_a_gap_in_a_threshold_table_is_found(rules, severity, gap):
    [finding] = lint_of(*rules)
    assert finding.severity == severity
    assert finding.sentence.startswith(gap)
    assert finding.field.startswith("when[")


WHOLE = {
    "rules that stack": [discount("low", above=10), discount("high", above=20)],
    "rows that touch": [discount("low", above=10, at_most=20), discount("high", above=20)],
    "a refusal closes the table": [
        discount("low", above=10, at_most=20),
        discount("never", above=20, then=REFUSE),
    ],
    "too short and too long are no table": [months("short", below=12), months("long", above=36)],
    "a ladder covers the rest": [
        discount("low", above=10, at_most=20),
        discount("high", "ladder", above=20),
    ],
    "what holds for everybody holds for partners": [
        make_rule("low", PARTNER, {"fact": "discount", "above": 10, "at_most": 20}),
        discount("high", above=20),
    ],
    "two numbers are no table": [
        make_rule("both", {"fact": "discount", "above": 10, "at_most": 20}, {"fact": "months", "above": 3}),
    ],
    "exact values are no table": [make_rule("ten", {"fact": "discount", "is": 10})],
}


@pytest.mark.parametrize("rules", WHOLE.values(), ids=WHOLE)
def test_what_is_no_table_or_has_no_gap_is_clean(rules):
    assert lint_of(*rules) == ()


CONTRADICTIONS = {
    "the same fact": [discount("never", above=60, then=REFUSE), discount("high", above=40)],
    "a part of what is refused": [
        make_rule("never", PARTNER, then=REFUSE),
        make_rule("ask", PARTNER, {"fact": "discount", "above": 40}),
    ],
    "both in one rule": [discount("never", above=60, then={**REFUSE, "step": {"approver": "lead:DEL"}})],
}


@pytest.mark.parametrize("rules", CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_a_refusal_of_what_another_rule_puts_to_somebody_is_a_warning(rules):
    assert places(*rules) == [("warning", "never", "then.refuse")]


def test_a_refusal_of_everything_names_the_rules_that_are_never_asked():
    [finding] = lint_of(make_rule("never", then=REFUSE), discount("high", above=40))
    assert (finding.severity, finding.rule) == ("warning", "never")
    assert "guard" in finding.sentence and "high (discount above 40 %)" in finding.sentence


AGREEING = {
    "side by side": [discount("never", above=60, then=REFUSE), discount("high", above=40, at_most=60)],
    "one ladder decides": [
        discount("never", "ladder", above=60, then=REFUSE),
        discount("high", "ladder", above=40),
    ],
    "another fact": [discount("never", above=60, then=REFUSE), months("long", above=36)],
    "a note": [discount("never", above=60, then=REFUSE), discount("look", above=40, then={"note": "Look."})],
}


@pytest.mark.parametrize("rules", AGREEING.values(), ids=AGREEING)
def test_a_refusal_beside_other_rules_is_clean(rules):
    assert places(*rules) == []
