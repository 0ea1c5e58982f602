"""Listing and reading deals."""

import datetime as dt
from typing import Any

from django.utils import timezone

from contracts.actions import edit_deal
from contracts.models import Deal
from reviews.actions import submit_draft
from tests.api.machine import Machine, assert_problem, queries_for
from tests.make import Cast, make_deal, make_submission, make_term


def numbers(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [row["number"] for row in answer.json()["results"]]


def test_the_list_has_the_newest_first_and_what_a_crm_keeps(cast: Cast) -> None:
    older, newer = make_deal(cast.maya), make_submission(cast.maya, "uptime").draft.deal
    answer = Machine(cast.maya).get("/deals/")
    assert numbers(answer) == [newer.number, older.number]
    row = answer.json()["results"][0]
    assert row["committed_value"] == 60_000_000 and row["currency"] == "EUR"
    assert row["customer"]["name"] == "Nordbank Savings & Trust"
    assert row["owner"] == {"id": cast.maya.pk, "name": "Maya Lindqvist"}
    assert row["draft"]["state"] == "in_review" and len(row["draft"]["digest"]) == 64
    assert row["page"] == f"http://testserver/deals/{newer.number}/"
    assert row["updated_at"].endswith("Z")


def test_people_see_only_what_they_may(cast: Cast) -> None:
    mine = make_deal(cast.maya)
    asked = make_submission(cast.tom, "payment-terms").draft.deal
    assert numbers(Machine(cast.tom).get("/deals/")) == [asked.number]
    assert numbers(Machine(cast.members["FIN"]).get("/deals/")) == [asked.number]
    assert numbers(Machine(cast.outsider).get("/deals/")) == []
    assert numbers(Machine(cast.mark).get("/deals/")) == [asked.number, mine.number]
    assert numbers(Machine(cast.auditor).get("/deals/", owner="me")) == []


def test_pages_follow_each_other_while_deals_are_added(cast: Cast) -> None:
    made = [make_deal(cast.maya).number for _ in range(5)]
    machine = Machine(cast.maya)
    first = machine.get("/deals/", limit=2)
    make_deal(cast.maya)
    second = machine.client.get(first.json()["next"], headers={"Authorization": f"Bearer {machine.text}"})
    assert numbers(first) + numbers(second) == made[:0:-1]


def test_filters_narrow_the_list(cast: Cast) -> None:
    drafting, in_review = make_deal(cast.maya), make_submission(cast.maya, "uptime").draft.deal
    others = make_deal(cast.tom)
    desk = Machine(cast.desk)
    assert numbers(desk.get("/deals/", state="in_review")) == [in_review.number]
    both = desk.get("/deals/", state="in_review,drafting")
    assert numbers(both) == [others.number, in_review.number, drafting.number]
    assert numbers(desk.get("/deals/", state="signed")) == []
    assert numbers(Machine(cast.tom).get("/deals/", owner="me")) == [others.number]


def test_what_changed_since_a_moment_is_found(cast: Cast) -> None:
    old, edited, submitted = (make_deal(cast.maya) for _ in range(3))
    make_term(submitted.current_draft, "uptime", by=cast.maya)
    moment = timezone.now()
    edit_deal(edited, by=cast.maya, name="Another name")
    submit_draft(submitted.current_draft, by=cast.maya)
    machine = Machine(cast.maya)
    since = machine.get("/deals/", updated_since=moment.isoformat())
    assert numbers(since) == [submitted.number, edited.number]
    later = moment + dt.timedelta(hours=1)
    assert numbers(machine.get("/deals/", updated_since=later.isoformat())) == []
    assert old.number in numbers(machine.get("/deals/"))


def test_a_filter_that_makes_no_sense_is_named(cast: Cast) -> None:
    machine = Machine(cast.maya)
    for query in (
        {"state": "open"},
        {"state": "in_review,nonsense"},
        {"owner": "7"},
        {"updated_since": "yesterday"},
        {"limit": "0"},
        {"limit": "1000"},
        {"sort": "value"},
        {"owner__email": "x"},
    ):
        problem = assert_problem(machine.get("/deals/", **query), 400)
        assert problem["errors"].keys() == query.keys()


def test_a_cursor_written_by_hand_is_refused(cast: Cast) -> None:
    machine = Machine(cast.maya)
    for cursor in ("nonsense", "cD1hYmM=", "cD0lMDA="):
        assert_problem(machine.get("/deals/", cursor=cursor), 404, "Invalid cursor")


def test_one_deal_has_the_terms_of_its_current_draft(cast: Cast) -> None:
    deal = make_submission(cast.maya, "payment-terms").draft.deal
    answer = Machine(cast.members["FIN"]).get(f"/deals/{deal.number}/")
    [term] = answer.json()["terms"]
    assert term["type"] == "payment-terms" and term["functions"] == ["FIN"]
    assert not term["is_standard"] and term["value"] is None
    assert "what the customer asks" in term["wording"]


def test_a_value_is_written_as_people_write_it(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    make_term(deal.current_draft, "payment-terms", by=cast.maya, value=100)
    [term] = Machine(cast.maya).get(f"/deals/{deal.number}/").json()["terms"]
    assert term["value"] == "100"


def test_a_hidden_deal_is_answered_like_one_that_is_not_there(cast: Cast) -> None:
    hidden = make_deal(cast.tom)
    machine = Machine(cast.maya)
    there = assert_problem(machine.get(f"/deals/{hidden.number}/"), 404)
    nowhere = assert_problem(machine.get("/deals/D-99999999/"), 404)
    assert there == nowhere


def test_twenty_deals_cost_as_many_queries_as_three(cast: Cast) -> None:
    machine = Machine(cast.maya)
    for _ in range(3):
        make_deal(cast.maya)
    machine.get("/deals/")
    few = queries_for(machine, "/deals/", limit=50)
    for _ in range(17):
        make_deal(cast.maya)
    assert Deal.objects.count() == 20
    assert queries_for(machine, "/deals/", limit=50) == few <= 8


def test_many_terms_cost_as_many_queries_as_one(cast: Cast) -> None:
    machine, deal = Machine(cast.maya), make_deal(cast.maya)
    address = f"/deals/{deal.number}/"
    make_term(deal.current_draft, "uptime", by=cast.maya)
    machine.get(address)
    few = queries_for(machine, address)
    for code in ("payment-terms", "liability-cap", "renewal", "delivery-date"):
        make_term(deal.current_draft, code, by=cast.maya)
    assert queries_for(machine, address) == few
