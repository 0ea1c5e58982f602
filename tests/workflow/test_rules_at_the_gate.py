"""What the policy's rules ask for stands in the gate, and nothing is cleared without it."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from contracts.actions import edit_deal, raise_concern
from contracts.models import Draft
from dealdesk.kit.refusals import Forbidden, Refused
from reviews.actions import clear_draft, rescore
from reviews.actions.scoring import rescore_deal
from reviews.actions.sweeping import sweep_scores
from reviews.gate import Gate, gate_of
from reviews.models import Ask, Score, Submission
from reviews.queries.queue import submissions_waiting_for
from tests.make import Cast, approve, make_submission, review_all
from tests.make_rules import publish_rules, rule, step

VP, EXECUTIVE, MANAGER = "role:approver_vp", "role:approver_executive", "owner_manager"


def reviewed(cast: Cast, *codes: str, level: int = 2, **fields: Any) -> Submission:
    submission = make_submission(cast.maya, *(codes or ("payment-terms",)), **fields)
    review_all(cast, submission, level=level)
    return submission


def gate(submission: Submission) -> Gate:
    return gate_of(Draft.objects.get(pk=submission.draft_id))


def labels(submission: Submission) -> list[str]:
    return [asked.label for asked in gate(submission).steps]


def may_clear(cast: Cast, submission: Submission) -> bool:
    try:
        clear_draft(Draft.objects.get(pk=submission.draft_id), by=cast.maya)
    except Refused:
        return False
    return True


FACTS: list[tuple[str, dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    ("value", {"fact": "value", "at_least": 600_000}, {}, {"committed_value": 59_999_999}),
    ("value a year", {"fact": "value_per_year", "at_least": 300_000}, {}, {"months": 25}),
    ("currency", {"fact": "currency", "is": "EUR"}, {}, {"currency": "USD"}),
    ("length", {"fact": "months", "above": 23}, {}, {"months": 23}),
    ("discount", {"fact": "discount", "above": 20}, {"discount": "20.01"}, {"discount": "20"}),
    ("kind", {"fact": "kind", "in": ["expansion"]}, {"kind": "expansion"}, {"kind": "renewal"}),
    ("channel", {"fact": "channel", "is": "partner"}, {"channel": "partner"}, {}),
    ("paper", {"fact": "paper", "is": "customer"}, {"paper": "customer"}, {}),
    (
        "quarter end",
        {"fact": "days_to_quarter_end", "at_most": 10},
        {"expected_signing_on": dt.date(2027, 3, 21)},
        {"expected_signing_on": dt.date(2027, 3, 20)},
    ),
    ("product line", {"fact": "product_lines", "has_any": ["Relay"]}, {"product_lines": ["Relay"]}, {}),
]


@pytest.mark.parametrize(("name", "condition", "meets", "misses"), FACTS, ids=[row[0] for row in FACTS])
def test_a_rule_about_the_deal_asks_only_where_it_holds(
    cast: Cast, name: str, condition: dict[str, Any], meets: dict[str, Any], misses: dict[str, Any]
) -> None:
    misses = misses or {"name": "Another deal"}
    discount = {"discount": "0"} if name == "discount" else {}
    publish_rules(cast, rule("asks", [condition], step=step(VP)))
    assert labels(reviewed(cast, **{**discount, **meets})) == ["A VP approves"]
    assert labels(reviewed(cast, **{**discount, **misses})) == []


def test_what_nobody_has_said_counts_as_if_it_held(cast: Cast) -> None:
    publish_rules(cast, rule("discounted", [{"fact": "discount", "above": 20}], step=step(VP)))
    submission = reviewed(cast)
    assert labels(submission) == ["A VP approves"]
    score = Score.objects.get(submission=submission, is_latest=True)
    assert score.ruling["unknown"] == [{"rule": "discounted", "fact": "discount"}]


def test_rules_about_terms_see_asks_reviews_and_shares(cast: Cast) -> None:
    publish_rules(
        cast,
        rule("hard", [{"aggregate": "max", "of": "level", "at_least": 4}], step=step("lead:DEL")),
        rule("many", [{"fact": "nonstandard_terms", "at_least": 2}], step=step(EXECUTIVE)),
        rule("legal", [{"fact": "share.LEG", "above": 10}], step=step("lead:LEG")),
        rule("uptime", [{"fact": "nonstandard_types", "has_any": ["uptime"]}], note="Think of the night."),
    )
    assert labels(reviewed(cast, "payment-terms")) == []
    assert labels(reviewed(cast, "payment-terms", level=4)) == ["The lead of Delivery approves"]
    assert labels(reviewed(cast, "liability-cap", "uptime", level=3)) == [
        "An executive approves",
        "The lead of Legal approves",
    ]


def test_a_floor_raises_the_band_and_what_the_band_asks(cast: Cast) -> None:
    publish_rules(
        cast,
        rule("partners", [{"fact": "channel", "is": "partner"}], floor="VP"),
        rule("high", [{"fact": "band", "is": "VP"}], step=step(VP)),
    )
    assert labels(reviewed(cast)) == []
    submission = reviewed(cast, channel="partner")
    assert (gate(submission).score.gate, labels(submission)) == ("VP", ["A VP approves"])  # type: ignore[union-attr]


def test_a_refusal_is_nobodys_to_approve(cast: Cast) -> None:
    publish_rules(
        cast,
        rule("never", [{"fact": "months", "above": 12}], refuse="We never sign for more than a year."),
        rule("always", step=step(VP)),
    )
    submission = reviewed(cast)
    assert "We never sign for more than a year." in gate(submission).why_closed
    with pytest.raises(Refused, match="never sign"):
        approve(submission, cast.ruth)
    assert not may_clear(cast, submission)


def test_a_deal_above_the_top_rung_is_nobodys(cast: Cast) -> None:
    publish_rules(
        cast,
        rule("small", [{"fact": "value", "at_most": 100_000}], ladder="size", step=step(MANAGER)),
        rule("medium", [{"fact": "value", "at_most": 500_000}], ladder="size", step=step(VP)),
    )
    assert labels(reviewed(cast, committed_value=9_000_000)) == ["The rep’s manager approves"]
    assert labels(reviewed(cast, committed_value=20_000_000)) == ["A VP approves"]
    large = reviewed(cast)
    assert "size" in gate(large).why_closed and not may_clear(cast, large)


CHAINS: list[tuple[str, list[dict[str, Any]], list[str], list[str]]] = [
    ("one after the other", [step(MANAGER), step(VP, order=2)], ["mark"], ["ruth"]),
    ("side by side", [step(MANAGER), step(VP)], ["mark", "ruth"], []),
    (
        "chains that do not wait for each other",
        [step(MANAGER, chain="sales"), step("lead:LEG", chain="legal", order=2)],
        ["mark", "lea legal"],
        [],
    ),
]


def person(cast: Cast, name: str) -> User:
    return cast.leads["LEG"] if name == "lea legal" else getattr(cast, name)


@pytest.mark.parametrize(("name", "steps", "now", "later"), CHAINS, ids=[row[0] for row in CHAINS])
def test_order_within_a_chain(
    cast: Cast, name: str, steps: list[dict[str, Any]], now: list[str], later: list[str]
) -> None:
    publish_rules(cast, rule("asks", steps=steps))
    submission = reviewed(cast)
    open_ = set(Ask.objects.open().values_list("person__name", flat=True))
    assert open_ == {person(cast, who).name for who in now}
    for who in later:
        with pytest.raises(Forbidden, match="No step of this deal waits for you"):
            approve(submission, person(cast, who))
    for who in [*now, *later]:
        assert not may_clear(cast, submission)
        approve(submission, person(cast, who))
    assert may_clear(cast, submission)


def test_all_anyone_and_a_number_of_a_group(cast: Cast) -> None:
    emails = [cast.ruth.email, cast.anders.email, cast.eva.email]
    for need, wanted in (("all", 3), ("anyone", 1), (2, 2)):
        publish_rules(
            cast, rule("council", step=step("group:council", need=need)), groups={"council": emails}
        )
        submission = reviewed(cast)
        for who in [cast.ruth, cast.anders, cast.eva][:wanted]:
            assert not may_clear(cast, submission), need
            approve(submission, who)
        assert may_clear(cast, submission), need


def test_one_decision_counts_in_every_step_that_waits_for_the_person(cast: Cast) -> None:
    publish_rules(
        cast,
        rule("vp", step=step(VP, chain="sales")),
        rule("ruth", step=step(f"person:{cast.ruth.email}", chain="risk")),
    )
    submission = reviewed(cast)
    approve(submission, cast.ruth)
    assert may_clear(cast, submission)


def test_somebody_without_an_approvers_role_may_be_named(cast: Cast) -> None:
    publish_rules(cast, rule("outsider", step=step(f"person:{cast.outsider.email}")))
    submission = reviewed(cast)
    assert list(submissions_waiting_for(cast.outsider)) == [submission]
    approve(submission, cast.outsider)
    assert may_clear(cast, submission)


def test_nobody_decides_on_their_own_deal_whatever_the_rule_says(cast: Cast) -> None:
    publish_rules(cast, rule("self", step=step(f"person:{cast.maya.email}")))
    submission = reviewed(cast)
    assert "too few people" in gate(submission).why_closed
    with pytest.raises(Forbidden, match="Nobody approves a deal"):
        approve(submission, cast.maya)


def test_a_concern_raised_meanwhile_is_ruled_on_anew(cast: Cast) -> None:
    publish_rules(cast, rule("unhappy", [{"fact": "open_concerns", "at_least": 1}], step=step(VP)))
    submission = reviewed(cast)
    assert labels(submission) == []
    customer = submission.draft.deal.customer
    raise_concern(
        customer, text="Slow answers.", by=cast.maya, raised_on=dt.date(2026, 11, 1), severity="high"
    )
    assert not gate(submission).is_open, "the ruling is stale until it is computed anew"
    rescore(submission.pk)
    assert labels(submission) == ["A VP approves"]


def test_a_signing_day_that_moves_is_ruled_on_anew(cast: Cast) -> None:
    publish_rules(cast, rule("late", [{"fact": "days_to_quarter_end", "at_most": 10}], step=step(VP)))
    submission = reviewed(cast, expected_signing_on=dt.date(2027, 2, 1))
    deal = submission.draft.deal
    edit_deal(deal, by=cast.maya, expected_signing_on=dt.date(2027, 2, 2))
    assert gate(submission).is_open, "a day that no rule minds changes nothing"
    edit_deal(deal, by=cast.maya, expected_signing_on=dt.date(2027, 3, 30))
    assert not gate(submission).is_open
    rescore_deal(deal.pk)
    assert labels(submission) == ["A VP approves"]


def test_a_score_from_before_rules_is_found_and_ruled_on(cast: Cast) -> None:
    submission = reviewed(cast)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE reviews_score DISABLE TRIGGER score_stays")
        cursor.execute("UPDATE reviews_score SET ruling = '{}', rule_facts = '{}'")
        cursor.execute("ALTER TABLE reviews_score ENABLE TRIGGER score_stays")
    assert not gate(submission).is_open
    assert sweep_scores() == 1
    assert gate(submission).is_open
