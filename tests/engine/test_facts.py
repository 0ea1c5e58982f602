"""What the engine refuses to score, and how it says so."""

import math

import pytest

from reviews.engine import assess, gate_for
from reviews.engine.facts import Cell, DealFacts, InvalidFacts, Policy
from reviews.engine.scales import DEFAULT_POLICY
from tests.engine.makers import make_cell, make_deal

HUGE = 10**30

# name: (document, field that the refusal names)
REFUSED = {
    "no object": ([], "deal"),
    "a text": ("deal", "deal"),
    "nothing": (None, "deal"),
    "missing key": ({"spec": "DD:1.0"}, "policy"),
    "unknown key": (make_deal(discount=10), "discount"),
    "key that is no text": ({**make_deal(), 7: 1}, "deal"),
    "other specification": (make_deal(spec="DD:0.9"), "spec"),
    "unknown policy": (make_deal(policy="dd-default-2"), "policy"),
    "policy that is no name": (make_deal(policy="../x"), "policy"),
    "no value": (make_deal(value=0), "value"),
    "negative value": (make_deal(value=-1), "value"),
    "value as a text": (make_deal(value="500"), "value"),
    "value as a float": (make_deal(value=500.0), "value"),
    "value not a number": (make_deal(value=math.nan), "value"),
    "value infinite": (make_deal(value=math.inf), "value"),
    "value as a truth": (make_deal(value=True), "value"),
    "huge value": (make_deal(value=HUGE), "value"),
    "no months": (make_deal(months=0), "months"),
    "too many months": (make_deal(months=601), "months"),
    "cells no list": (make_deal(cells={}), "cells"),
    "cell no object": (make_deal(cells=[3], required=[]), "cells[0]"),
    "cell without level": (make_deal(cells=[{"t": "T1", "f": "DEL"}]), "cells[0].g"),
    "cell with unknown key": (make_deal(make_cell(risk=3)), "cells[0].risk"),
    "level 0": (make_deal(make_cell(level=0)), "cells[0].g"),
    "level 5.1": (make_deal(make_cell(level=51)), "cells[0].g"),
    "level as a truth": (make_deal(make_cell(level=True)), "cells[0].g"),
    "level on a scale of five": (make_deal(make_cell(level=3)), "cells[0].g"),
    "confidence 19": (make_deal(make_cell(c=19)), "cells[0].c"),
    "confidence 101": (make_deal(make_cell(c=101)), "cells[0].c"),
    "confidence as a share": (make_deal(make_cell(c=0.8)), "cells[0].c"),
    "two points": (make_deal(make_cell(one=[1, 2])), "cells[0].one"),
    "falling points": (make_deal(make_cell(one=[3, 2, 4])), "cells[0].one"),
    "negative minutes": (make_deal(make_cell(rec=[-1, 0, 0])), "cells[0].rec"),
    "huge minutes": (make_deal(make_cell(rec=[0, 0, HUGE])), "cells[0].rec"),
    "minutes no list": (make_deal(make_cell(one="123")), "cells[0].one"),
    "blocker as a truth": (make_deal(make_cell(b=True)), "cells[0].b"),
    "blocker twice over": (make_deal(make_cell(b=2)), "cells[0].b"),
    "accepted without a residual": (make_deal(make_cell(acc=1)), "cells[0].acc"),
    "residual out of scale": (make_deal(make_cell(gr=60, acc=1)), "cells[0].gr"),
    "term without a name": (make_deal(make_cell(term="")), "cells[0].t"),
    "term with a line break": (make_deal(make_cell(term="T\n1")), "cells[0].t"),
    "function in small letters": (make_deal(make_cell(function="del")), "cells[0].f"),
    "unknown function": (make_deal(make_cell(function="MKT")), "cells[0].f"),
    "same cell twice": (make_deal(make_cell(), make_cell(level=20), required=[]), "cells[1]"),
    "required is no pair": (make_deal(required=[["T1"]]), "required[0]"),
    "required twice": (make_deal(required=[["T1", "DEL"], ["T1", "DEL"]]), "required[1]"),
    "required of an unknown function": (make_deal(required=[["T1", "MKT"]]), "required[0]"),
    "terms no object": (make_deal(terms=[]), "terms"),
    "no obligation": (make_deal(terms={"T1": {"n": 0}}), "terms.T1.n"),
    "too many obligations": (make_deal(terms={"T1": {"n": 21}}), "terms.T1.n"),
    "category no text": (make_deal(terms={"T1": {"k": 3}}), "terms.T1.k"),
    "term with unknown key": (make_deal(terms={"T1": {"weight": 3}}), "terms.T1.weight"),
    "calendar month short": (make_deal(cal={"DEL": [[1, 2, 3]]}), "cal.DEL[0]"),
    "calendar month missing": (make_deal(cal={"DEL": [[1, 2, 3, 4], None]}), "cal.DEL[1]"),
    "no capacity": (make_deal(cal={"DEL": [[1, 2, 0, 4]]}), "cal.DEL[0]"),
    "calendar of an unknown function": (make_deal(cal={"MKT": [[1, 2, 3, 4]]}), "cal.MKT"),
    "gut as a text": (make_deal(gut="yes"), "gut"),
    "concern as a number": (make_deal(open_concern=1), "open_concern"),
    "dispute about no cell": (make_deal(make_cell(), disputed=[["T2", "DEL"]]), "disputed[0]"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_scored_is_refused_with_its_field_and_closes_the_gate(name):
    document, field = REFUSED[name]
    with pytest.raises(InvalidFacts) as refusal:
        assess(document)
    assert refusal.value.field == field
    assert str(refusal.value).startswith(f"{field} ")
    assert "\n" not in str(refusal.value) and len(str(refusal.value)) < 200
    assert gate_for(document) == ("CLOSED", (str(refusal.value),))


def test_the_sentence_says_what_was_expected_and_what_came():
    with pytest.raises(InvalidFacts, match=r"^cells\[0\]\.g must be a whole number from 10 to 50, not 3\.$"):
        assess(make_deal(make_cell(level=3)))


def test_facts_built_in_python_pass_the_same_checks():
    facts = DealFacts("dd-default-1", value=100, months=12, cells=(Cell("T1", "DEL", 99, 100),))
    with pytest.raises(InvalidFacts, match=r"cells\[0\]\.g"):
        assess(facts)
    assert gate_for(facts)[0] == "CLOSED"


def test_a_gate_that_can_be_computed_is_given_with_its_reasons():
    assert gate_for(make_deal(make_cell(level=40))) == ("MGR", ())
    assert gate_for(make_deal(missing=(("T1", "DEL"),))) == ("CLOSED", ("1 of 1 reviews missing",))


def test_canonical_document_sorts_cells_and_leaves_out_what_was_not_said():
    deal = make_deal(make_cell("T2"), make_cell("T1", "SUP"), disputed=[], open_concern=False)
    document = DealFacts.from_document(deal).as_document()
    assert [cell["t"] for cell in document["cells"]] == ["T1", "T2"]
    assert document["required"] == [["T1", "SUP"], ["T2", "DEL"]]
    assert not {"disputed", "open_concern", "terms", "cal", "gut"} & set(document)


def test_canonical_document_keeps_all_that_was_said():
    more = {"gut": 0, "open_concern": True, "disputed": [["T1", "DEL"]], "terms": {"T1": {"n": 1}}, "cal": {}}
    deal = make_deal(make_cell(b=0, gr=20, acc=0), **more)
    assert DealFacts.from_document(deal).as_document() == deal


def test_the_gut_feeling_is_recorded_and_not_scored():
    calm, uneasy = assess(make_deal(make_cell(), gut=1)), assess(make_deal(make_cell(), gut=0))
    assert calm.dose == uneasy.dose
    assert calm.input_digest != uneasy.input_digest


def test_a_category_weighs_as_the_policy_says():
    policy = Policy.from_document({**DEFAULT_POLICY.as_document(), "id": "dd-heavy", "w_k": {"SLA": 2000}})
    heavy = make_deal(make_cell(), policy="dd-heavy", terms={"T1": {"k": "SLA"}})
    light = make_deal(make_cell(), policy="dd-heavy", terms={"T1": {"k": "training"}})
    assert assess(heavy, policy).dose == 2 * assess(light, policy).dose
