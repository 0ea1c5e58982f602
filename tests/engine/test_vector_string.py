"""The score as a string: read exactly, or refused with the part that is wrong."""

import pytest

from reviews.engine import assess, recompute
from reviews.engine.facts import InvalidFacts, Policy
from reviews.engine.scales import DEFAULT_POLICY
from reviews.engine.vector import parse
from tests.engine.golden import WORKED, deal_of

REALISTIC = WORKED["23-realistic"]["expect"]["vector"]
MISSING = WORKED["17-missing-review"]["expect"]["vector"]

REFUSED = {
    "empty": ("", "string"),
    "other specification": (REALISTIC.replace("DD:1.0", "DD:2.0"), "string"),
    "text in front": ("see " + REALISTIC, "string"),
    "wrong score in front": ("79.8/" + REALISTIC, "score"),
    "score of another form": ("79.90/" + REALISTIC, "score"),
    "part left out": (REALISTIC.replace("/K:0", ""), "string"),
    "parts swapped": (REALISTIC.replace("/K:0/B:0", "/B:0/K:0"), "string"),
    "part added": (REALISTIC + "/Z:1", "string"),
    "negative": (REALISTIC.replace("E:610749", "E:-610749"), "E"),
    "leading zero": (REALISTIC.replace("E:610749", "E:0610749"), "E"),
    "float": (REALISTIC.replace("E:610749", "E:610749.0"), "E"),
    "exponent": (REALISTIC.replace("K:0", "K:1e9"), "K"),
    "other digits": (REALISTIC.replace("K:0", "K:\u0661"), "K"),
    "two blockers": (REALISTIC.replace("B:0", "B:2"), "B"),
    "more answers than asked": (REALISTIC.replace("R:10.10", "R:11.10"), "R"),
    "worst case of nothing": (REALISTIC.replace("X:0.0", "X:5.0"), "X"),
    "floor unknown": (REALISTIC.replace("L:MGR", "L:CLOSED"), "L"),
    "digest cut": (REALISTIC[:-1], "I"),
    "policy unknown": (REALISTIC.replace("dd-default-1", "dd-default-2"), "P"),
    "policy changed in place": (REALISTIC.replace("4fe83083", "4fe83084"), "P"),
    "too long": (REALISTIC.replace("E:6", "E:" + "6" * 700), "string"),
    "line break inside": (REALISTIC.replace("/K", "\n/K"), "E"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_string_that_cannot_be_trusted_is_refused(name):
    string, field = REFUSED[name]
    with pytest.raises(InvalidFacts) as refusal:
        recompute(string)
    assert refusal.value.field == field
    assert "\n" not in str(refusal.value)


def test_a_string_is_written_as_it_was_read():
    assert str(parse(MISSING)) == str(parse(f"  36.8/{MISSING}\n")) == MISSING


def test_a_blocked_string_carries_one_hundred_in_front():
    blocked = WORKED["16-blocker"]["expect"]["vector"]
    assert recompute("100.0/" + blocked).gate == "BLOCKED"
    with pytest.raises(InvalidFacts, match="gives 100.0"):
        recompute("4.0/" + blocked)


def test_a_string_of_an_older_policy_is_read_under_that_policy():
    strict = Policy.from_document(
        {**DEFAULT_POLICY.as_document(), "id": "dd-strict", "bands": [10, 20, 30, 40]}
    )
    string = assess({**deal_of("03"), "policy": "dd-strict"}, strict).vector
    assert recompute(string, [DEFAULT_POLICY, strict]).gate == "BLOCKED"
    with pytest.raises(InvalidFacts, match="unknown policy"):
        recompute(string)


def test_enormous_doses_stay_below_one_hundred():
    standing = recompute(REALISTIC.replace("E:610749", "E:" + "9" * 60))
    assert standing.as_document()["score"] == "99.9"
    assert standing.as_document()["score6"] == "100.000000"
