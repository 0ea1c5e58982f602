"""Opening deals: all or nothing, each field checked."""

import datetime as dt
from typing import Any

from django.utils import timezone

from contracts.models import Customer, Deal, Term
from tests.api.machine import Machine, Said, assert_problem
from tests.make import Cast, make_customer

ASK = {"type": "payment-terms", "value": "75", "wording": "Net 75 days.", "reason": "Their year end."}


def a_deal(**changes: Any) -> Said:
    said: Said = {
        "customer": {"name": "Nordbank Savings & Trust", "country": "de"},
        "name": "Relay for 14 clinics",
        "kind": "new_business",
        "currency": "EUR",
        "committed_value": 60_000_000,
        "months": 24,
        "expected_signing_on": (timezone.localdate() + dt.timedelta(days=40)).isoformat(),
        **changes,
    }
    return {name: value for name, value in said.items() if value is not None}


def test_a_crm_opens_a_deal_with_its_customer_and_terms(cast: Cast) -> None:
    answer = Machine(cast.maya).post("/deals/", a_deal(terms=[ASK, {"type": "uptime"}]))
    assert answer.status_code == 201, answer.content
    made = answer.json()
    deal = Deal.objects.get(serial=int(made["number"].removeprefix("D-")))
    assert (deal.owner, deal.created_by, deal.customer.country) == (cast.maya, cast.maya, "DE")
    asked, standard = made["terms"]
    assert (asked["value"], asked["is_standard"], asked["reason"]) == ("75", False, "Their year end.")
    assert standard["is_standard"] and standard["wording"]
    assert made["draft"] == {"number": 1, "state": "drafting", "digest": "", "submitted_at": None}


def test_a_crm_says_how_it_is_sold_and_reads_it_back(cast: Cast) -> None:
    machine = Machine(cast.maya)
    plain = machine.post("/deals/", a_deal()).json()
    assert (plain["discount"], plain["paper"], plain["channel"]) == (None, "ours", "direct")
    made = machine.post("/deals/", a_deal(discount="12.50", paper="customer", channel="partner")).json()
    shown = machine.get(f"/deals/{made['number']}/").json()
    for deal in (made, shown):
        assert (deal["discount"], deal["paper"], deal["channel"]) == ("12.5", "customer", "partner")


def test_a_known_customer_is_found_by_name_or_id(cast: Cast) -> None:
    known = make_customer(cast.maya)
    machine = Machine(cast.maya)
    machine.post("/deals/", a_deal(customer={"name": "  nordbank   savings & TRUST "}))
    machine.post("/deals/", a_deal(customer=None, customer_id=known.pk))
    assert Customer.objects.count() == 1
    assert known.deals.count() == 2


BAD: list[tuple[Said, str]] = [
    ({"name": ""}, "name"),
    ({"name": None}, "name"),
    ({"name": "x" * 161}, "name"),
    ({"name": "a\x00b"}, "name"),
    ({"kind": "gift"}, "kind"),
    ({"currency": "XXX"}, "currency"),
    ({"committed_value": 0}, "committed_value"),
    ({"committed_value": 10**16}, "committed_value"),
    ({"committed_value": 600.5}, "committed_value"),
    ({"committed_value": "€600"}, "committed_value"),
    ({"months": 0}, "months"),
    ({"months": 121}, "months"),
    ({"delivery_months": 25}, "delivery_months"),
    ({"expected_signing_on": "2020-01-01"}, "expected_signing_on"),
    ({"expected_signing_on": "2099-01-01"}, "expected_signing_on"),
    ({"expected_signing_on": "soon"}, "expected_signing_on"),
    ({"product_lines": ["x"] * 13}, "product_lines"),
    ({"product_lines": ["x" * 61]}, "product_lines"),
    ({"product_lines": "Relay"}, "product_lines"),
    ({"lead_source": "x" * 81}, "lead_source"),
    ({"discount": "100.01"}, "discount"),
    ({"discount": "-1"}, "discount"),
    ({"discount": "1.234"}, "discount"),
    ({"paper": "theirs"}, "paper"),
    ({"channel": ""}, "channel"),
    ({"customer": None}, "customer"),
    ({"customer": {"name": " "}}, "customer"),
    ({"customer": {"name": "Nordbank", "country": "Germany"}}, "customer"),
    ({"customer": {"name": "Nordbank", "vat": "1"}}, "customer"),
    ({"customer": "Nordbank"}, "customer"),
    ({"customer": None, "customer_id": 99999999}, "customer_id"),
    ({"customer": None, "customer_id": 10**30}, "customer_id"),
    ({"customer_id": 1}, "customer_id"),
    ({"owner": 1}, "owner"),
    ({"terms": "uptime"}, "terms"),
    ({"terms": [{"type": "uptime"}] * 61}, "terms"),
    ({"terms": [ASK, {"type": "free-beer"}]}, "terms"),
    ({"terms": [{**ASK, "value": "many"}]}, "terms"),
    ({"terms": [{**ASK, "value": "75.5"}]}, "terms"),
    ({"terms": [{**ASK, "value": "-1"}]}, "terms"),
    ({"terms": [{**ASK, "value": "99999999999"}]}, "terms"),
    ({"terms": [{**ASK, "wording": ""}]}, "terms"),
    ({"terms": [{**ASK, "wording": "x" * 10_001}]}, "terms"),
    ({"terms": [{**ASK, "reason": "x" * 2001}]}, "terms"),
    ({"terms": [{**ASK, "is_standard": True}]}, "terms"),
    ({"terms": [{"type": "liability-cap", "wording": "No cap.", "value": "1", "rung": 0}]}, "terms"),
]


def test_a_wrong_field_is_named_and_nothing_is_made(cast: Cast) -> None:
    machine = Machine(cast.maya)
    for changes, field in BAD:
        problem = assert_problem(machine.post("/deals/", a_deal(**changes)), 400)
        assert list(problem["errors"]) == [field], changes
    assert not Deal.objects.exists() and not Customer.objects.exists()


def test_the_fault_of_a_term_is_named_by_its_place(cast: Cast) -> None:
    wrong = {"type": "payment-terms", "value": "7.5", "wording": "Net 7.5 days."}
    problem = assert_problem(Machine(cast.maya).post("/deals/", a_deal(terms=[ASK, wrong])), 400)
    assert problem["errors"] == {"terms": {"1": {"value": ["Write at most 0 decimals."]}}}


def test_a_body_that_is_no_object_is_refused(cast: Cast) -> None:
    machine = Machine(cast.maya)
    headers = {"Authorization": f"Bearer {machine.text}"}
    for body in ("", "[]", "3", "{", '"x"', "NaN", "[" * 100_000, "\ud800", '{"name": "\\ud800"}'):
        sent = body.encode("utf-8", "surrogatepass")
        assert_problem(machine.client.post("/api/deals/", sent, "application/json", headers=headers), 400)
    vast = machine.client.post("/api/deals/", "{" * 3_000_000, "application/json", headers=headers)
    assert_problem(vast, 413)


def test_only_json_is_read(cast: Cast) -> None:
    machine = Machine(cast.maya)
    answer = machine.client.post(
        "/api/deals/", {"name": "x"}, headers={"Authorization": f"Bearer {machine.text}"}
    )
    assert_problem(answer, 415)


def test_who_may_not_open_deals_is_told_so(cast: Cast) -> None:
    for person in (cast.mark, cast.ruth, cast.auditor, cast.outsider):
        assert_problem(Machine(person).post("/deals/", a_deal()), 403, "Sales rep, Deal desk")
    assert not Deal.objects.exists()


def test_line_ends_do_not_make_another_clause(cast: Cast) -> None:
    terms = [{**ASK, "wording": "One.\r\nTwo."}]
    assert Machine(cast.maya).post("/deals/", a_deal(terms=terms)).status_code == 201
    assert Term.objects.get().wording == "One.\nTwo."


def test_hostile_text_comes_back_as_it_was(cast: Cast) -> None:
    name = "<script>alert('x')</script> \u202e ' OR 1=1 --"
    answer = Machine(cast.maya).post("/deals/", a_deal(name=name))
    assert answer.json()["name"] == name
    assert answer["Content-Type"] == "application/json"
    assert answer["X-Content-Type-Options"] == "nosniff"
