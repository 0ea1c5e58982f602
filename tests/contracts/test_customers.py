import datetime as dt
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from contracts.actions import create_customer, raise_concern
from contracts.models import Concern, Customer
from tests.contracts.browser import browser_of, source_of, words_of
from tests.make import Cast, make_customer, make_deal

LIST = "/customers/"


def said(**changes: Any) -> dict[str, Any]:
    facts = {
        "text": "Exports stall at night.",
        "told_by": "Dr Varga",
        "severity": "high",
        "raised_on": timezone.localdate().isoformat(),
    }
    return {**facts, **changes}


def make_concern(cast: Cast, customer: Customer, text: str = "Exports stall at night.") -> Concern:
    day = dt.date(2026, 11, 3)
    return raise_concern(customer, text=text, by=cast.maya, raised_on=day, severity="high")


def test_customers_are_found_by_name_industry_and_country(cast: Cast) -> None:
    create_customer("Bexley Water", by=cast.maya, industry="Utilities", country="gb")
    create_customer("Delmar <Logistics>", by=cast.maya, industry="Transport", country="nl")
    maya = browser_of(cast.maya)
    for words in ("bexley", "utilit", "GB"):
        assert "Bexley Water" in words_of(maya.get(LIST, {"q": words}))
        assert "Delmar" not in words_of(maya.get(LIST, {"q": words}))
    assert "&lt;Logistics&gt;" in source_of(maya.get(LIST))
    assert "No customer fits" in words_of(maya.get(LIST, {"q": "zzz"}))


def test_a_list_counts_only_the_deals_that_the_reader_sees(cast: Cast) -> None:
    customer = make_deal(cast.maya).customer
    make_deal(cast.tom)
    make_concern(cast, customer)
    assert "1 1 open" in words_of(browser_of(cast.tom).get(LIST))
    assert "2 1 open" in words_of(browser_of(cast.auditor).get(LIST))


def test_many_customers_come_in_pages_at_the_same_price(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    Customer.objects.bulk_create(Customer(name=f"Customer {number:03}") for number in range(60))
    maya = browser_of(cast.maya)
    with django_assert_max_num_queries(11):
        first = maya.get(LIST)
    assert "Customer 024" in words_of(first)
    assert "Customer 025" not in words_of(first)
    second = maya.get(LIST, {"page": "2", "q": "Customer"})
    assert "Customer 025" in words_of(second)
    assert "q=Customer&amp;page=3" in source_of(second)
    assert maya.get(LIST, {"page": "x"}).status_code == 200
    assert "Customer 059" in words_of(maya.get(LIST, {"page": "999"}))


def test_a_customer_is_added_once(cast: Cast) -> None:
    maya, address = browser_of(cast.maya), reverse("contracts:customer_new")
    maya.post(address, {"name": " Bexley  Water ", "country": "gb"})
    customer = Customer.objects.get(name="Bexley Water")
    assert customer.country == "GB"
    again = maya.post(address, {"name": "bexley water", "segment": "Mid-market"})
    assert "There is already a customer called “bexley water”" in words_of(again)
    assert 'value="Mid-market"' in source_of(again)
    wrong = maya.post(address, {"name": "", "country": "Britain"})
    assert "Write the customer’s name." in words_of(wrong)
    assert "Write two letters" in words_of(wrong)


def test_a_customers_page_shows_facts_deals_and_concerns(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    make_concern(cast, deal.customer, "<i>Exports</i> stall")
    hidden = make_deal(cast.tom, name="Tom's own business")
    page = browser_of(cast.maya).get(reverse("contracts:customer", args=[deal.customer_id]))
    assert deal.number in words_of(page)
    assert hidden.number not in words_of(page)
    assert "&lt;i&gt;Exports&lt;/i&gt; stall" in source_of(page)
    assert browser_of(cast.maya).get(reverse("contracts:customer", args=[999_999])).status_code == 404


def test_a_concern_is_written_down_and_answered_once(cast: Cast) -> None:
    customer = make_customer(cast.maya)
    maya, address = browser_of(cast.maya), reverse("contracts:customer", args=[customer.pk])
    assert "The concern is written down." in words_of(maya.post(address, said(), follow=True))
    concern = Concern.objects.get()
    answering = reverse("contracts:concern_answer", args=[concern.pk])
    assert "Write what was done" in words_of(maya.post(answering, {"answer": " "}))
    assert "Write what shows it" in words_of(maya.post(answering, {"answer": "Night shift has a phone now."}))
    maya.post(answering, {"answer": "Night shift has a phone now.", "evidence": "Rota of November"})
    again = maya.post(answering, {"answer": "Something else", "evidence": "Nothing"})
    assert "Night shift has a phone now." in words_of(again)
    concern.refresh_from_db()
    assert (concern.answer, concern.answered_by) == ("Night shift has a phone now.", cast.maya)


def test_a_wrong_concern_keeps_what_was_typed(cast: Cast, subtests: pytest.Subtests) -> None:
    address = reverse("contracts:customer", args=[make_customer(cast.maya).pk])
    for wrong, sentence in (
        ({"text": ""}, "Write what the customer told us."),
        ({"raised_on": "2099-01-01"}, "This day has not come yet"),
        ({"severity": "dire"}, "Select a valid choice"),
    ):
        with subtests.test(sentence):
            response = browser_of(cast.maya).post(address, said(**wrong))
            assert response.status_code == 422
            assert sentence in words_of(response)
            assert 'value="Dr Varga"' in source_of(response)
    assert not Concern.objects.exists()


def test_the_auditor_reads_and_changes_nothing(cast: Cast) -> None:
    concern = make_concern(cast, make_customer(cast.maya))
    otto, page = browser_of(cast.auditor), reverse("contracts:customer", args=[concern.customer_id])
    read = otto.get(page)
    assert "Exports stall at night." in words_of(read)
    assert "Write a concern down" not in words_of(read)
    assert reverse("contracts:concern_answer", args=[concern.pk]) not in source_of(read)
    assert reverse("contracts:customer_new") not in source_of(otto.get(LIST))
    assert otto.post(page, said()).status_code == 403
    assert (
        otto.post(reverse("contracts:concern_answer", args=[concern.pk]), {"answer": "x"}).status_code == 403
    )
    assert otto.get(reverse("contracts:customer_new")).status_code == 403
    assert otto.post(reverse("contracts:customer_new"), {"name": "X"}).status_code == 403
    missing = browser_of(cast.maya).post(reverse("contracts:concern_answer", args=[999]), {"answer": "x"})
    assert missing.status_code == 404
