"""The document of facts: partial is welcome, wrong is refused by name, and it comes back the same."""

import json
from decimal import Decimal

import pytest

from reviews.engine.checks import InvalidFacts
from reviews.engine.rules import evaluate
from reviews.engine.rules.known_facts import KnownFacts
from tests.engine.rules.makers import make_book, make_term


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"rebate": 5}, "rebate"),
        ({"discount": "5"}, "discount"),
        ({"discount": True}, "discount"),
        ({"discount": 100.1}, "discount"),
        ({"discount": float("nan")}, "discount"),
        ({"discount": Decimal("Infinity")}, "discount"),
        ({"value": 10**400}, "value"),
        ({"value": -1}, "value"),
        ({"score": 100.1}, "score"),
        ({"days_to_quarter_end": -1}, "days_to_quarter_end"),
        ({"band": "vp"}, "band"),
        ({"kind": "rental"}, "kind"),
        ({"segment": 3}, "segment"),
        ({"segment": "x" * 201}, "segment"),
        ({"new_customer": 1}, "new_customer"),
        ({"product_lines": "core"}, "product_lines"),
        ({"product_lines": ["core", 3]}, "product_lines[1]"),
        ({"share": 5}, "share"),
        ({"share": {"delivery": 5}}, "share"),
        ({"share": {"DEL": "x"}}, "share.DEL"),
        ({"terms": {}}, "terms"),
        ({"terms": [3]}, "terms[0]"),
        ({"terms": [{"value": "x"}]}, "terms[0].value"),
        ({"terms": [{"change": -1}]}, "terms[0].change"),
        ({"terms": [{"weight": 1}]}, "terms[0].weight"),
        ({"terms": [{}] * 1001}, "terms"),
    ],
)
def test_a_wrong_fact_is_refused_by_name(facts: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidFacts) as refused:
        evaluate(make_book(), facts)
    assert refused.value.field == field


@pytest.mark.parametrize("facts", [None, [], 3, {3: 4}])
def test_what_is_no_object_is_refused(facts: object) -> None:
    with pytest.raises(InvalidFacts):
        KnownFacts.from_document(facts)


def test_known_facts_come_back_the_same_and_unknown_ones_stay_away() -> None:
    facts = {
        "band": "VP",
        "value": 120_000.5,
        "kind": "Renewal",
        "country": None,
        "product_lines": {"edge", "core"},
        "share": {"SUP": 59, "DEL": 41.0, "LEG": None},
        "terms": [make_term(value=Decimal("99.9"), functions=["SUP", "DEL"])],
    }
    known = KnownFacts.from_document(facts)
    document = json.loads(json.dumps(known.as_document()))
    assert KnownFacts.from_document(document) == known
    assert document["share"] == {"DEL": 41, "SUP": 59}
    assert document["product_lines"] == ["core", "edge"]
    assert document["kind"] == "renewal"
    assert "country" not in document


def test_long_fractions_are_rounded_to_fifteen_figures() -> None:
    known = KnownFacts.from_document({"cost_share": Decimal(1) / Decimal(3)})
    assert known.values["cost_share"] == Decimal("0.333333333")
    assert KnownFacts.from_document(known.as_document()) == known
