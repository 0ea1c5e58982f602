"""A rule in one sentence."""

import pytest

from reviews.engine.rules import words
from tests.engine.rules.makers import make_book, make_rule, make_step

UPTIME = {"term": "uptime", "of": "value", "at_least": 99.9}


def sentence(*when: dict, **then: object) -> str:
    rule = make_rule("r", *when, **({"then": then} if then else {}))
    groups = {"council": ["priya@fernhill.example"]}
    return words(make_book(rule, groups=groups).rules[0])


def test_a_discount_that_a_vp_approves():
    rule = make_step("vp", {"fact": "discount", "above": 10, "at_most": 20}, chain="commercial")
    [read] = make_book(rule).rules
    assert (
        words(read) == "When the discount is above 10 and at most 20 %: a VP approves (commercial, order 1)."
    )


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"fact": "value", "at_least": 100_000}, "the value is at least 100,000"),
        ({"fact": "months", "above": 36}, "the length of the contract is above 36 months"),
        ({"fact": "score", "below": 44.5}, "the score is below 44.5"),
        ({"fact": "share.DEL", "is_not": 5}, "the part of the score from DEL is not 5 %"),
        ({"fact": "band", "in": ["MGR", "VP", "EXEC"]}, "the band is MGR, VP or EXEC"),
        ({"fact": "country", "not_in": ["DE", "FR"]}, "the customer's country is not DE or FR"),
        ({"fact": "new_customer", "is": False}, "the customer is not new"),
        ({"fact": "product_lines", "has_any": ["A", "B"]}, "the product lines include A or B"),
        ({"fact": "product_lines", "has_all": ["A", "B"]}, "the product lines include A and B"),
        ({"fact": "requester_roles", "has_none": ["A"]}, "the roles of who asks include none of A"),
        (UPTIME, "the value of a non-standard uptime term is at least 99.9"),
        (
            {**UPTIME, "where": [{"fact": "standard", "is": True}]},
            "the value of an uptime term (where it is standard) is at least 99.9",
        ),
        (
            {"aggregate": "max", "of": "level", "where": [{"fact": "category", "is": "legal"}], "above": 3},
            "the highest level of the non-standard terms (where the category is legal) is above 3",
        ),
        ({"aggregate": "count", "at_least": 2}, "the number of non-standard terms is at least 2"),
    ],
)
def test_a_condition(condition, expected):
    assert sentence(condition) == f"When {expected}: a VP approves."


def test_several_conditions_and_none():
    both = sentence({"fact": "discount", "above": 10}, {"fact": "paper", "is": "customer"})
    assert both == "When the discount is above 10 %, and the paper is customer: a VP approves."
    assert sentence() == "Always: a VP approves."


@pytest.mark.parametrize(
    ("approver", "one", "two", "everybody"),
    [
        (
            "role:approver_executive",
            "an executive approves",
            "2 different executives approve",
            "every executive",
        ),
        (
            "role:deal_desk",
            "a member of the deal desk",
            "2 different members of the deal desk",
            "every member of",
        ),
        (
            "role:cfo",
            "somebody with the role cfo",
            "2 different people with the role cfo",
            "everybody with the role",
        ),
        (
            "group:council",
            "somebody of council approves",
            "2 different people of council",
            "everybody of council",
        ),
        (
            "lead:DEL",
            "the lead of DEL approves",
            "2 different people for the lead",
            "the lead of DEL approves",
        ),
        (
            "owner_manager",
            "the rep's manager approves",
            "2 different people for",
            "the rep's manager approves",
        ),
    ],
)
def test_who_approves(approver, one, two, everybody):
    for need, expected in (("anyone", one), (2, two), ("all", everybody)):
        assert expected in sentence(step={"approver": approver, "need": need})


def test_everything_else_that_a_rule_asks():
    check = {"title": "Scoped", "evidence": "link", "by": "lead:DEL"}
    assert sentence(check=check) == "Always: check “Scoped” with a link as evidence, by the lead of DEL."
    assert sentence(floor="VP") == "Always: the band is raised to at least VP."
    assert sentence(refuse="We never do that.") == "Always: refused: We never do that."
    assert sentence(note="Look twice") == "Always: note: Look twice."
    steps = [{"approver": "lead:DEL"}, {"approver": "owner_manager", "order": 2}]
    assert sentence(steps=steps) == "Always: the lead of DEL approves; the rep's manager approves (order 2)."
