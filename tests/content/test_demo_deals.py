"""Each of the demo company's deals is a story that the real actions could have told."""

from collections import Counter
from itertools import pairwise

import pytest

from dealdesk.demo.asides import ASIDES
from dealdesk.demo.content import asides
from reviews.engine import assess
from tests.content.stories import (
    CUSTOMERS,
    DEALS,
    LABELS,
    PEOPLE,
    Json,
    facts,
    last_stage,
    stages,
    standing,
    words_of,
)

BANDS = {"AUTO": "Low", "MGR": "Moderate", "VP": "High", "EXEC": "Severe", "BLOCKED": "Blocked"}
APPROVER = {"Moderate": "approver_manager", "High": "approver_vp", "Severe": "approver_executive"}
CLEARED = {"cleared", "signed", "voided", "lapsed"}
FINISHED = {"waiting_for_approval", "sent_back", "rejected", *CLEARED}

each_deal = pytest.mark.parametrize("deal", DEALS, ids=[deal["key"] for deal in DEALS])


def test_sixty_deals_in_every_state_with_no_key_twice() -> None:
    endings = Counter(deal["ending"] for deal in DEALS)
    assert len(DEALS) == len({deal["key"] for deal in DEALS}) == 60
    assert endings == {
        "drafting": 8,
        "in_review": 16,
        "waiting_for_approval": 8,
        "sent_back": 4,
        "rejected": 3,
        "withdrawn": 2,
        "cleared": 4,
        "broken_glass": 1,
        "lapsed": 1,
        "signed": 12,
        "voided": 1,
    }


@each_deal
def test_a_deal_belongs_to_a_rep_and_a_customer_who_exist(deal: Json) -> None:
    assert deal["customer"] in CUSTOMERS
    assert "sales_rep" in PEOPLE[deal["owner"]]["roles"]
    assert 1 <= len(deal["drafts"]) <= 3
    assert deal["value_minor"] > 0


@each_deal
def test_every_term_stands_where_the_playbook_puts_it(deal: Json) -> None:
    for stage in stages(deal):
        for code, term in stage.terms.items():
            rung = standing(code, term).rung
            assert term["rung"] == ("ask" if rung is None else LABELS[rung]), code


@each_deal
def test_reviews_answer_required_cells_once_by_their_own_function(deal: Json) -> None:
    for stage in stages(deal):
        assert set(stage.answers) <= stage.required
        given = [review for review in deal["reviews"] if review["draft"] == stage.draft["number"]]
        signed = [(review["type"], review["function"], review["by"]) for review in given]
        assert len(signed) == len(set(signed))
        assert all(PEOPLE[review["by"]]["function"] == review["function"] for review in given)


@each_deal
def test_a_review_says_what_its_verdict_promises(deal: Json) -> None:
    for review in deal["reviews"]:
        assert 1 <= review["level"] <= 5
        assert 20 <= review["confidence"] <= 100
        assert review["once_hours"] == sorted(review["once_hours"])
        assert review["monthly_hours"] == sorted(review["monthly_hours"])
        assert review["reasons"]
        assert (review["verdict"] == "conditions") is (review["condition"] is not None)
        assert (review["verdict"] == "counter_proposal") is (review["counter"] is not None)
        assert (review["residual_level"] or 0) < review["level"]


@each_deal
def test_an_accepted_counter_proposal_is_in_the_next_draft_word_for_word(deal: Json) -> None:
    for before, after in pairwise(stages(deal)):
        for accepted in after.draft["accepts"]:
            offers = before.answers[accepted["type"], accepted["function"]]
            term = after.terms[accepted["type"]]
            assert {"wording": term["wording"], "value": term["value"]} in [o["counter"] for o in offers]


@each_deal
def test_the_reviews_fit_the_ending(deal: Json) -> None:
    stage = last_stage(deal)
    if deal["ending"] in FINISHED:
        assert not stage.missing
    if deal["ending"] == "withdrawn":
        assert deal["reviews"] == []
    if deal["ending"] == "drafting":
        assert stage.draft["submitted_days_ago"] is None
        assert all(review["draft"] < stage.draft["number"] for review in deal["reviews"])


@each_deal
def test_time_runs_forward_in_every_story(deal: Json) -> None:
    clock = [draft["submitted_days_ago"] for draft in deal["drafts"]]
    for draft, following in zip(deal["drafts"], [*clock[1:], None], strict=True):
        days = [review["days_ago"] for review in deal["reviews"] if review["draft"] == draft["number"]]
        assert all((following or 0) <= day <= draft["submitted_days_ago"] for day in days)
    given = [review["days_ago"] for review in deal["reviews"] if review["draft"] == len(clock)]
    steps = [decision["days_ago"] for decision in deal["decisions"] if decision["draft"] == len(clock)]
    ends = [deal.get("cleared_days_ago"), deal.get("signed_days_ago"), deal.get("withdrawn_days_ago")]
    void = deal.get("void", {})
    ends += [void.get("days_ago"), void.get("confirmed_days_ago")]
    story = [*clock, *sorted(given, reverse=True), *steps, *ends]
    days = [day for day in story if day is not None]
    assert days == sorted(days, reverse=True)


@each_deal
def test_the_score_falls_in_the_band_that_the_story_expects(deal: Json) -> None:
    stage = last_stage(deal)
    if stage.draft["submitted_days_ago"] is None or not stage.answers:
        assert deal["expected_band"] is None
        return
    score = assess(facts(deal)).as_document()
    if score["gate"] == "CLOSED":
        assert deal["expected_band"] is None
    else:
        assert BANDS[str(score["gate"])] == deal["expected_band"]


@each_deal
def test_decisions_come_from_those_whom_the_band_asks(deal: Json) -> None:
    roles = {decision["step_role"] for decision in deal["decisions"]}
    assert roles <= {APPROVER.get(deal["expected_band"], "nobody")}
    if deal["ending"] in CLEARED:
        people = {decision["by"] for decision in deal["decisions"]}
        assert len(people) == {"Low": 0, "Severe": 2}.get(deal["expected_band"], 1)
    for decision in deal["decisions"]:
        assert decision["step_role"] in PEOPLE[decision["by"]]["roles"]
        assert decision["reason"] or decision["conditions"]
        if decision["step_role"] == "approver_manager":
            assert PEOPLE[deal["owner"]]["manager"] == decision["by"]


def test_each_aside_is_told_of_a_deal_by_somebody_who_exists() -> None:
    known = {deal["key"]: deal for deal in DEALS}
    for key, told in asides().items():
        for aside in told:
            assert aside["verb"] in ASIDES
            assert aside["by"] in PEOPLE
            assert aside["among"] in {"writing", "reviews", "decisions", "end"}
            assert aside["among"] == "end" or 1 <= aside["draft"] <= len(known[key]["drafts"])


@each_deal
def test_a_deal_says_how_it_is_sold(deal: Json) -> None:
    assert 0 <= deal["discount"] <= 60
    assert deal["paper"] in {"ours", "customer"}
    assert deal["channel"] in {"direct", "partner"}


def test_a_clearance_is_voided_by_two_people_and_one_void_waits_for_the_second() -> None:
    asked = [deal for deal in DEALS if "void" in deal]
    assert all(deal["cleared_days_ago"] is not None for deal in asked)
    assert all(deal["void"]["by"] != deal["void"]["confirmed_by"] for deal in asked)
    confirmed = {deal["ending"] == "voided": deal["void"]["confirmed_by"] is not None for deal in asked}
    assert confirmed == {True: True, False: False}


def test_a_renewal_with_an_open_concern_is_never_cleared_unless_an_executive_accepts_it() -> None:
    unheard = {key for key, who in CUSTOMERS.items() if any(c["answer"] is None for c in who["concerns"])}
    renewals = [deal for deal in DEALS if deal["kind"] == "renewal" and deal["customer"] in unheard]
    assert len(renewals) >= 2
    assert all(deal["ending"] not in CLEARED for deal in renewals)


def test_two_functions_have_a_queue_of_ten() -> None:
    reviewed = [deal for deal in DEALS if deal["ending"] == "in_review"]
    queue = Counter(function for deal in reviewed for _, function in last_stage(deal).missing)
    assert queue["DEL"] >= 10
    assert queue["SUP"] >= 10


def test_no_customers_words_are_used_more_than_twice_for_one_type() -> None:
    written: Counter[tuple[str, str]] = Counter()
    for deal in DEALS:
        clauses = {
            (code, words_of(code, term))
            for stage in stages(deal)
            for code, term in stage.terms.items()
            if term["wording"]
        }
        written.update(clauses)
    assert max(written.values()) <= 2
