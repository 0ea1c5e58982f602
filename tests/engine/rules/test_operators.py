"""Every operator of every type of fact, on both sides of its boundary."""

import pytest

from reviews.engine.rules import catalogue, term_catalogue
from tests.engine.rules.makers import Document, fires, make_rule, make_term, rule_on

NUMBERS = [
    ({"is": 10}, 10, 10.1),
    ({"is_not": 10}, 10.1, 10),
    ({"in": [5, 10]}, 10, 7),
    ({"not_in": [5, 10]}, 7, 10),
    ({"at_least": 10}, 10, 9.999),
    ({"above": 10}, 10.001, 10),
    ({"at_most": 10}, 10, 10.001),
    ({"below": 10}, 9.999, 10),
    ({"above": 10, "at_most": 20}, 20, 20.5),
    ({"above": 10, "at_most": 20}, 10.5, 10),
    ({"is": 0.3}, 0.1 + 0.2, 0.4),
    ({"above": -5}, -4.9, -5),
]
TEXTS = [
    ({"is": "Health Care"}, "health care", "care"),
    ({"is_not": "retail"}, "public", "Retail"),
    ({"in": ["retail", "PUBLIC"]}, "Public", "health"),
    ({"not_in": ["retail", "public"]}, "health", "PUBLIC"),
]
SETS = [
    ({"has_any": ["core", "edge"]}, ["Edge", "cloud"], ["cloud"]),
    ({"has_all": ["core", "edge"]}, ["edge", "CORE", "cloud"], ["core"]),
    ({"has_none": ["core", "edge"]}, ["cloud"], ["Core", "cloud"]),
    ({"has_none": ["core"]}, [], ["core"]),
]
BANDS = [
    ({"is": "VP"}, "VP", "EXEC"),
    ({"in": ["MGR", "VP"]}, "MGR", "EXEC"),
    ({"not_in": ["MGR", "VP"]}, "EXEC", "VP"),
    ({"at_least": "VP"}, "VP", "MGR"),
    ({"at_most": "VP"}, "VP", "EXEC"),
]
WORDS = [
    ("kind", "renewal", "expansion"),
    ("channel", "partner", "direct"),
    ("paper", "customer", "ours"),
    ("country", "DE", "FR"),
    ("segment", "mid market", "public"),
    ("currency", "EUR", "USD"),
    ("lead_source", "Trade fair", "Web"),
]


@pytest.mark.parametrize(("tests", "inside", "outside"), NUMBERS)
def test_a_number_passes_up_to_its_boundary(tests: Document, inside: float, outside: float) -> None:
    condition = {"fact": "discount", **tests}
    assert fires(condition, {"discount": inside})
    assert not fires(condition, {"discount": outside})


@pytest.mark.parametrize(("tests", "inside", "outside"), TEXTS)
def test_text_is_compared_without_case(tests: Document, inside: str, outside: str) -> None:
    condition = {"fact": "segment", **tests}
    assert fires(condition, {"segment": inside})
    assert not fires(condition, {"segment": outside})


@pytest.mark.parametrize(("tests", "inside", "outside"), SETS)
@pytest.mark.parametrize("name", ["product_lines", "nonstandard_types", "requester_roles"])
def test_sets_are_asked_for_any_all_or_none(
    name: str, tests: Document, inside: list[str], outside: list[str]
) -> None:
    assert fires({"fact": name, **tests}, {name: inside})
    assert not fires({"fact": name, **tests}, {name: outside})


@pytest.mark.parametrize(("tests", "inside", "outside"), BANDS)
def test_bands_are_ordered(tests: Document, inside: str, outside: str) -> None:
    assert fires({"fact": "band", **tests}, {"band": inside})
    assert not fires({"fact": "band", **tests}, {"band": outside})


def test_a_flag_is_true_or_false() -> None:
    condition = {"fact": "new_customer", "is": False}
    assert fires(condition, {"new_customer": False})
    assert not fires(condition, {"new_customer": True})


@pytest.mark.parametrize(("name", "inside", "outside"), WORDS)
def test_every_fact_in_words_can_be_tested(name: str, inside: str, outside: str) -> None:
    assert fires({"fact": name, "is": inside.upper()}, {name: inside})
    assert not fires({"fact": name, "is": inside.upper()}, {name: outside})


@pytest.mark.parametrize(
    "name", [kind.name for kind in catalogue() if kind.type == "number" and kind.name != "share"]
)
def test_every_number_of_a_deal_can_be_tested(name: str) -> None:
    assert fires({"fact": name, "at_least": 3}, {name: 3})
    assert not fires({"fact": name, "at_least": 3}, {name: 2})


@pytest.mark.parametrize("name", [kind.name for kind in term_catalogue() if kind.type == "number"])
def test_every_number_of_a_term_can_be_tested(name: str) -> None:
    for condition in (
        {"term": "uptime", "of": name, "at_least": 3},
        {"aggregate": "max", "of": name, "at_least": 3},
    ):
        assert fires(condition, {"terms": [make_term(**{name: 3})]})
        assert not fires(condition, {"terms": [make_term(**{name: 2})]})


def test_a_share_is_that_of_one_function() -> None:
    shares = {"share": {"DEL": 41.0, "SUP": 12}}
    assert fires({"fact": "share.DEL", "at_least": 41}, shares)
    assert not fires({"fact": "share.SUP", "at_least": 41}, shares)


def test_all_conditions_of_a_rule_must_hold() -> None:
    rule = make_rule("vp", {"fact": "discount", "above": 10}, {"fact": "months", "above": 12})
    assert rule_on(rule, facts={"discount": 15, "months": 13}).fired == ("vp",)
    assert rule_on(rule, facts={"discount": 15, "months": 12}).fired == ()
    assert rule_on(rule, facts={"discount": 10, "months": 13}).fired == ()


def test_a_rule_without_conditions_always_holds() -> None:
    assert rule_on(make_rule("always")).fired == ("always",)


def test_the_operators_of_the_catalogue_are_all_in_these_tables() -> None:
    asked = {key for table in (NUMBERS, TEXTS, SETS, BANDS) for tests, *_ in table for key in tests}
    assert asked == {operator for kind in catalogue() for operator in kind.operators}
