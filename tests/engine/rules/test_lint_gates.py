"""Bands that nobody is asked about, and worked examples that come out differently."""

from itertools import combinations

import pytest

from reviews.engine.rules import lint
from tests.engine.rules.linted import GUARD, discount, lint_of, places
from tests.engine.rules.makers import make_book, make_rule


def guard(*bands: str, **more: object) -> dict:
    return make_rule("guard", {"fact": "band", "in": list(bands)}, **more)


OPEN = {
    "no rule at all": ([], "MGR (moderate) or VP (high) or EXEC (severe):"),
    "one band forgotten": ([guard("MGR", "EXEC")], "VP (high):"),
    "a note asks nobody": ([guard("MGR", "VP", "EXEC", then={"note": "Look."})], "MGR (moderate)"),
    "a floor asks nobody": ([guard("MGR", "VP", "EXEC", then={"floor": "VP"})], "MGR (moderate)"),
    "only above a limit": ([discount("low", above=10)], "with discount up to 10 %:"),
    "only for known channels of one kind": (
        [make_rule("direct", {"fact": "channel", "is": "direct"})],
        "with channel partner:",
    ),
    "only with such terms": (
        [make_rule("term", {"term": "uptime", "of": "level", "at_least": 1})],
        "with no uptime term",
    ),
    "a silent rung before the asking one": (
        [
            discount("high", "one", above=50, then={"note": "Look."}),
            discount("rest", "one", above=-1000),
            discount("surcharge", "one", at_most=-1000),
        ],
        "with discount above 50 %:",
    ),
}


@pytest.mark.parametrize(("rules", "words"), OPEN.values(), ids=OPEN)
def test_a_band_that_nobody_is_asked_about_is_an_error(rules, words):
    found = [finding for finding in lint(make_book(*rules)) if finding.field == "rules"]
    assert [(finding.severity, finding.rule) for finding in found] == [("error", "")]
    assert words in found[0].sentence
    assert "the gate would be open" in found[0].sentence


SHUT = {
    "a step for each": [guard("MGR", "VP", "EXEC")],
    "a check for each": [guard("MGR", "VP", "EXEC", then={"check": {"title": "Scoped"}})],
    "a refusal": [make_rule("guard", {"fact": "band", "at_least": "MGR"}, then={"refuse": "Never."})],
    "any deal": [make_rule("all")],
    "both sides of a limit": [discount("low", at_most=10), discount("high", above=10)],
    "every channel": [make_rule(name, {"fact": "channel", "is": name}) for name in ("direct", "partner")],
    "a floor lifts it over the gap": [make_rule("floor", then={"floor": "VP"}), guard("VP", "EXEC")],
    "with one of these types or with none": [
        make_rule("some", {"fact": "nonstandard_types", "has_any": ["exit", "uptime"]}),
        make_rule("none", {"fact": "nonstandard_types", "has_none": ["exit", "uptime"]}),
    ],
    "the low band may be open": [make_rule("guard", {"fact": "band", "not_in": ["AUTO"]})],
}


@pytest.mark.parametrize("rules", SHUT.values(), ids=SHUT)
def test_a_policy_that_asks_somebody_in_every_band_is_clean(rules):
    assert lint(make_book(*rules)) == ()


def involved(*, is_guarded: bool) -> list[dict]:
    """Seven doves do not fit into six holes, so every deal is asked about; no search sees that soon."""
    types = [[f"dove-{dove}-in-{hole}" for hole in range(6)] for dove in range(7)]
    homeless = [
        make_rule(f"homeless-{dove}", {"fact": "nonstandard_types", "has_none": holes})
        for dove, holes in enumerate(types)
    ]
    crowded = [
        make_rule(f"crowd-{hole}-{one}-{other}", {"fact": "nonstandard_types", "has_all": [first, second]})
        for hole, doves in enumerate(zip(*types, strict=True))
        for (one, first), (other, second) in combinations(enumerate(doves), 2)
    ]
    guards = [
        make_rule(f"guard-{band.lower()}", {"fact": "band", "is": band}) for band in ("MGR", "VP", "EXEC")
    ]
    return [*homeless, *crowded, *(guards if is_guarded else [])]


def test_rules_too_involved_to_see_through_are_an_error_that_says_what_to_add():
    found = [finding for finding in lint(make_book(*involved(is_guarded=False))) if finding.field == "rules"]
    assert [finding.severity for finding in found] == ["error"] * 3
    assert all("add a rule on the band alone" in finding.sentence for finding in found)


def test_a_rule_on_each_band_alone_is_never_too_involved():
    assert lint(make_book(*involved(is_guarded=True))) == ()


def test_a_rule_on_the_band_alone_that_asks_nobody_does_not_spare_the_search():
    silent = guard("MGR", "VP", "EXEC", then={"note": "Look."})
    found = [finding for finding in lint(make_book(*involved(is_guarded=False), silent)) if not finding.rule]
    assert [finding.severity for finding in found] == ["error"] * 3


FACTS = {"band": "MGR", "discount": 30}
COMES_OUT = {
    "band": "MGR",
    "steps": ["role:approver_vp"],
    "checks": [],
    "refusals": [],
    "fired": ["high", "guard"],
}


def example(**expect: object) -> list[dict]:
    return [{"name": "thirty", "facts": FACTS, "expect": expect}]


def test_an_example_that_comes_out_as_stated_is_clean():
    assert places(discount("high", above=20), examples=example(**COMES_OUT)) == []
    assert places(discount("high", above=20), examples=example()) == []


@pytest.mark.parametrize(
    ("key", "stated", "words"),
    [
        ("band", "VP", "the band is MGR, not VP"),
        ("steps", ["owner_manager"], "steps lack owner_manager and steps have role:approver_vp as well"),
        ("checks", ["Scoped"], "checks lack Scoped"),
        ("refusals", ["Never."], "refusals lack Never."),
        ("fired", ["guard"], "fired have high as well"),
    ],
)
def test_an_example_that_comes_out_differently_is_an_error(key, stated, words):
    [finding] = lint_of(discount("high", above=20), examples=example(**{**COMES_OUT, key: stated}))
    assert (finding.severity, finding.rule) == ("error", "")
    assert finding.field == f"examples[0].expect.{key}"
    assert "“thirty”" in finding.sentence and words in finding.sentence


def test_errors_come_first_and_then_the_order_of_the_rules():
    found = lint_of(
        discount("single", above=10, at_most=20),
        make_rule("dead", {"fact": "months", "above": 700}),
        examples=example(band="VP"),
    )
    assert [(finding.severity, finding.rule) for finding in found] == [
        ("error", "dead"),
        ("error", ""),
        ("warning", "single"),
    ]


def test_the_guard_of_these_tests_is_itself_clean():
    assert lint(make_book(GUARD)) == ()
