"""Concerns on the customer's page, and the list of all that are open."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contracts.actions import answer_concern, assign_concern
from contracts.models import Concern
from reviews.actions import accept_concern
from tests.contracts.browser import browser_of, source_of, words_of
from tests.make import Cast, make_customer, make_deal
from tests.make_conditions import make_concern

LIST = "/concerns/"
ANSWER = {"answer": "Night shift has a phone now.", "evidence": "https://wiki.example/rota"}


def page_of(concern: Concern) -> str:
    return reverse("contracts:customer", args=[concern.customer_id])


def test_a_concern_is_written_down_with_its_owner(cast: Cast) -> None:
    customer = make_customer(cast.maya)
    said = {
        "text": "Exports stall.",
        "severity": "high",
        "raised_on": timezone.localdate().isoformat(),
        "owner": cast.leads["SUP"].pk,
    }
    browser_of(cast.maya).post(reverse("contracts:customer", args=[customer.pk]), said)
    assert Concern.objects.get().owner == cast.leads["SUP"]


def test_a_concern_is_given_to_somebody_who_then_answers_it(cast: Cast) -> None:
    concern = make_concern(make_customer(cast.maya), cast.maya)
    address = reverse("contracts:concern_assign", args=[concern.pk])
    maya, lea = browser_of(cast.maya), browser_of(cast.leads["SUP"])
    assert "nobody sees to the answer yet" in words_of(maya.get(page_of(concern)))
    assert "Choose who sees to the answer." in words_of(maya.post(address, {"owner": ""}))
    assert browser_of(cast.mark).post(address, {"owner": cast.mark.pk}).status_code == 403
    answering = reverse("contracts:concern_answer", args=[concern.pk])
    assert lea.post(answering, ANSWER).status_code == 403
    maya.post(address, {"owner": cast.leads["SUP"].pk})
    assert "Lea Support sees to the answer" in words_of(lea.get(page_of(concern)))
    lea.post(answering, ANSWER)
    page = source_of(lea.get(page_of(concern)))
    assert 'href="https://wiki.example/rota"' in page and answering not in page


def test_the_page_names_who_accepted_for_the_deals_that_the_reader_sees(cast: Cast) -> None:
    concern = make_concern(make_customer(cast.maya), cast.maya)
    mine, toms = make_deal(cast.maya, kind="renewal"), make_deal(cast.tom, kind="renewal")
    accept_concern(concern, mine, words="Fix in May.", by=cast.anders)
    accept_concern(concern, toms, words="Fix in June.", by=cast.eva)
    shown = words_of(browser_of(cast.maya).get(page_of(concern)))
    assert f"Anders Holm accepted it for {mine.number} : “Fix in May.”" in shown
    assert toms.number not in shown and "June" not in shown
    assert "June" in words_of(browser_of(cast.auditor).get(page_of(concern)))


def three(cast: Cast) -> None:
    """One of each severity, age and owner; and one that has an answer."""
    customer, today = make_customer(cast.maya), timezone.localdate()
    worst = make_concern(customer, cast.maya, "Worst", raised_on=today - dt.timedelta(days=3))
    assign_concern(worst, owner=cast.ruth, by=cast.maya)
    middle = {"severity": "medium", "raised_on": today - dt.timedelta(days=40)}
    make_concern(customer, cast.maya, "Middle", **middle)
    mild = {"severity": "low", "raised_on": today - dt.timedelta(days=100)}
    mine = make_concern(make_customer(cast.maya, "Aurelia <Labs>"), cast.maya, "Mild", **mild)
    assign_concern(mine, owner=cast.maya, by=cast.maya)
    answer_concern(make_concern(customer, cast.maya, "Settled"), by=cast.maya, **ANSWER)


NARROWED: list[tuple[dict[str, str], list[str]]] = [
    ({}, ["Worst", "Middle", "Mild"]),
    ({"severity": "high"}, ["Worst"]),
    ({"severity": "low"}, ["Mild"]),
    ({"owner": "me"}, ["Mild"]),
    ({"owner": "nobody"}, ["Middle"]),
    ({"age": "7"}, ["Middle", "Mild"]),
    ({"age": "90"}, ["Mild"]),
    ({"age": "30", "owner": "nobody", "severity": "medium"}, ["Middle"]),
    ({"severity": "high", "owner": "me"}, []),
    ({"severity": "dire", "owner": "7", "age": "x"}, ["Worst", "Middle", "Mild"]),
]


@pytest.mark.parametrize(("said", "found"), NARROWED)
def test_open_concerns_are_listed_and_narrowed(cast: Cast, said: dict[str, str], found: list[str]) -> None:
    three(cast)
    page = browser_of(cast.maya).get(LIST, said).context["page"]
    assert [concern.text for concern in page.object_list] == found


def test_what_the_list_says_is_escaped_and_led_to_from_customers(cast: Cast) -> None:
    three(cast)
    page = source_of(browser_of(cast.auditor).get(LIST))
    assert "Aurelia &lt;Labs&gt;" in page and "Settled" not in page
    assert f'href="{LIST}"' in source_of(browser_of(cast.maya).get("/customers/"))
    assert "No concern fits" in words_of(browser_of(cast.maya).get(LIST, {"severity": "high", "owner": "me"}))


def test_an_empty_list_says_what_comes_there(cast: Cast) -> None:
    assert "No open concerns" in words_of(browser_of(cast.maya).get(LIST))


def test_many_concerns_come_in_pages_at_the_same_price(cast: Cast) -> None:
    counts: list[int] = []
    customer = make_customer(cast.maya)
    for rows in (3, 30):
        while Concern.objects.count() < rows:
            make_concern(customer, cast.maya, owner=cast.ruth)
        maya = browser_of(cast.maya)
        with CaptureQueriesContext(connection) as asked:
            page: Any = maya.get(LIST, {"severity": "high"})
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert "severity=high&amp;page=2" in source_of(page)
    assert "Before" in words_of(maya.get(LIST, {"page": "2"}))
