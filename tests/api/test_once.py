"""Requests that are sent twice, one after the other and at the same moment."""

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import Reply
from activity.models import Event
from contracts.models import Customer, Deal
from dealdesk.verification import INVARIANTS
from tests.api.machine import Machine, assert_problem
from tests.api.test_open_deal import a_deal
from tests.make import Cast, make_cast


def test_a_repeat_gets_the_first_answer_and_has_no_effect(cast: Cast) -> None:
    machine = Machine(cast.maya)
    first = machine.post("/deals/", a_deal(), key="order-7")
    again = machine.post("/deals/", a_deal(), key="order-7")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert "Idempotent-Replayed" not in first and again["Idempotent-Replayed"] == "true"
    assert Deal.objects.count() == Event.objects.filter(verb="deal.created").count() == 1


def test_blanks_and_the_order_of_keys_make_no_other_request(cast: Cast) -> None:
    machine = Machine(cast.maya)
    machine.post("/deals/", a_deal(), key="order-7")
    turned = dict(reversed(a_deal().items()))
    assert machine.post("/deals/", turned, key="order-7").status_code == 201
    assert Deal.objects.count() == 1


def test_a_key_belongs_to_one_request_of_one_person(cast: Cast) -> None:
    machine = Machine(cast.maya)
    machine.post("/deals/", a_deal(), key="order-7")
    assert_problem(machine.post("/deals/", a_deal(months=36), key="order-7"), 422, "another request")
    assert Machine(cast.tom).post("/deals/", a_deal(), key="order-7").status_code == 201
    assert Machine(cast.maya).post("/deals/", a_deal(), key="order-7")["Idempotent-Replayed"], "other token"
    assert Deal.objects.count() == 2


def test_without_a_key_each_request_counts(cast: Cast) -> None:
    machine = Machine(cast.maya)
    machine.post("/deals/", a_deal())
    machine.post("/deals/", a_deal())
    assert Deal.objects.count() == 2


def test_a_refused_request_may_be_mended_under_the_same_key(cast: Cast) -> None:
    machine = Machine(cast.maya)
    assert_problem(machine.post("/deals/", a_deal(months=0), key="order-7"), 400)
    assert not Reply.objects.exists()
    assert machine.post("/deals/", a_deal(), key="order-7").status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 201, "schl\u00fcssel"])
def test_a_key_that_cannot_be_kept_is_refused(cast: Cast, key: str) -> None:
    problem = assert_problem(Machine(cast.maya).post("/deals/", a_deal(), key=key), 400)
    assert list(problem["errors"]) == ["Idempotency-Key"]


def test_keys_are_forgotten_after_a_week(cast: Cast) -> None:
    machine = Machine(cast.maya)
    machine.post("/deals/", a_deal(), key="order-7")
    Reply.objects.update(at=timezone.now() - dt.timedelta(days=8))
    assert machine.post("/deals/", a_deal(months=36), key="order-7").status_code == 201
    assert Reply.objects.count() == 1


def all_at_once(machine: Machine, keys: list[str | None], **said: Any) -> list[Any]:
    """The same request with each key, all at the same moment, each on a connection of its own."""
    start, answers = threading.Barrier(len(keys)), [None] * len(keys)

    def send(index: int, key: str | None) -> None:
        start.wait(10)
        try:
            answers[index] = machine.post("/deals/", a_deal(**said), key=key)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=pair) for pair in enumerate(keys)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive(), "a request hangs"
    return answers


@pytest.mark.django_db(transaction=True)
def test_eight_repeats_at_the_same_moment_open_one_deal() -> None:
    machine = Machine(make_cast().maya)
    answers = all_at_once(machine, ["order-7"] * 8, terms=[{"type": "uptime"}])
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["number"] for answer in answers}) == 1
    assert sum("Idempotent-Replayed" not in answer for answer in answers) == 1
    assert Deal.objects.count() == Customer.objects.count() == 1
    assert [breach for check in INVARIANTS for breach in check.breaches()] == []


@pytest.mark.django_db(transaction=True)
def test_two_deals_at_the_same_moment_share_their_new_customer() -> None:
    machine = Machine(make_cast().maya)
    answers = all_at_once(machine, [None] * 4)
    assert {answer.status_code for answer in answers} <= {201, 409}
    made = [answer for answer in answers if answer.status_code == 201]
    assert made and Deal.objects.count() == len(made)
    assert Customer.objects.count() == 1
