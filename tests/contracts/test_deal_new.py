import datetime as dt
import re
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from contracts.models import Customer, Deal
from tests.contracts.browser import browser_of, source_of, words_of
from tests.make import Cast, make_customer


def typed(**changes: Any) -> dict[str, Any]:
    """The form as Maya fills it."""
    facts = {
        "customer": "Aurelia Health Group",
        "is_new": "on",
        "country": "se",
        "name": "Relay for 14 clinics",
        "kind": "new_business",
        "committed_value": "1,260,000.50",
        "currency": "EUR",
        "months": "36",
        "delivery_months": "4",
        "expected_signing_on": (timezone.localdate() + dt.timedelta(days=40)).isoformat(),
        "product_lines": "Relay, Archive,, relay ",
        "lead_source": "Tender",
        "discount": "12.5 %",
        "paper": "customer",
        "channel": "partner",
    }
    return {**facts, **changes}


def test_a_rep_opens_a_deal_with_a_new_customer_and_lands_in_the_draft(cast: Cast) -> None:
    response = browser_of(cast.maya).post(reverse("contracts:deal_new"), typed())
    deal = Deal.objects.get()
    assert response.headers["Location"] == reverse("contracts:draft", args=[deal.serial])
    assert (deal.customer.name, deal.customer.country) == ("Aurelia Health Group", "SE")
    assert (deal.committed_value, deal.owner, deal.delivery_months) == (126_000_050, cast.maya, 4)
    assert (deal.discount, deal.paper, deal.channel) == (Decimal("12.5"), "customer", "partner")
    assert deal.product_lines == ["Relay", "Archive", "relay"]
    assert deal.current_draft.is_editable


def test_a_known_customer_is_found_in_any_case(cast: Cast) -> None:
    known = make_customer(cast.maya, "Bexley Water")
    browser_of(cast.maya).post(reverse("contracts:deal_new"), typed(customer=" bexley  water", is_new=""))
    assert Deal.objects.get().customer == known


def test_without_a_discount_there_is_none_and_nought_is_another_thing(cast: Cast) -> None:
    maya = browser_of(cast.maya)
    for said, meant in (("", None), ("0", Decimal(0)), ("7,5", Decimal("7.5"))):
        maya.post(reverse("contracts:deal_new"), typed(discount=said, is_new="on" if not said else ""))
        assert Deal.objects.order_by("-serial").values_list("discount", flat=True)[0] == meant


def test_a_new_deal_is_direct_and_on_our_paper_unless_said_otherwise(cast: Cast) -> None:
    page = source_of(browser_of(cast.maya).get(reverse("contracts:deal_new")))
    for name, value in (("paper", "ours"), ("channel", "direct")):
        assert re.search(rf'name="{name}"[^>]*value="{value}"[^>]*checked', page)


def test_yen_have_no_decimals(cast: Cast) -> None:
    address = reverse("contracts:deal_new")
    response = browser_of(cast.maya).post(address, typed(currency="JPY"))
    assert "Write a whole number, without decimals" in words_of(response)
    browser_of(cast.maya).post(address, typed(currency="JPY", committed_value="90,000,000"))
    assert Deal.objects.get().committed_value == 90_000_000


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"customer": "Aurelia", "is_new": ""}, "Did you mean “Aurelia Labs”?"),
    ({"customer": "Unheard of", "is_new": ""}, "or tick the box to add it"),
    ({"customer": "aurelia labs"}, "is a customer already. Take the tick away"),
    ({"committed_value": "600.000"}, "can be read in two ways. Write 600000"),
    ({"committed_value": "0"}, "Write a value above zero"),
    ({"committed_value": "9" * 14}, "Write a value above zero"),
    ({"months": "0"}, "Write 1 to 120 months"),
    ({"delivery_months": "25"}, "Write 1 to 24 months"),
    ({"expected_signing_on": "2020-01-01"}, "This day has passed"),
    ({"expected_signing_on": "20266-01-01"}, "Enter a valid date"),
    ({"expected_signing_on": "2099-01-01"}, "within the next 5 years"),
    ({"kind": "gift"}, "Select a valid choice"),
    ({"discount": "101"}, "Write a number from 0 to 100"),
    ({"discount": "12.3456"}, "Write at most 2 decimals"),
    ({"discount": "much"}, "This is no number"),
    ({"paper": ""}, "Choose whose paper it is"),
    ({"channel": "resold"}, "Select a valid choice"),
    ({"country": "Sweden"}, "Write two letters"),
    ({"name": " "}, "Write what the deal is about"),
    ({"product_lines": ",".join(f"Line {n}" for n in range(13))}, "at most 12 product lines"),
]


def test_what_is_wrong_is_said_and_what_was_typed_stays(cast: Cast, subtests: pytest.Subtests) -> None:
    make_customer(cast.maya, "Aurelia Labs")
    maya = browser_of(cast.maya)
    for wrong, sentence in WRONG:
        with subtests.test(sentence):
            response = maya.post(reverse("contracts:deal_new"), typed(lead_source="Fair", **wrong))
            assert response.status_code == 422
            assert sentence in words_of(response)
            assert 'value="Fair"' in source_of(response)
    assert not Deal.objects.exists()
    assert Customer.objects.count() == 1


def test_hostile_text_is_shown_as_text(cast: Cast) -> None:
    response = browser_of(cast.maya).post(
        reverse("contracts:deal_new"), typed(customer="<script>alert(1)</script>", is_new="")
    )
    assert "<script>alert" not in source_of(response)
    assert "&lt;script&gt;alert(1)" in source_of(response)


def test_only_those_who_sell_open_deals(cast: Cast) -> None:
    for person in (cast.auditor, cast.ruth, cast.members["DEL"]):
        assert browser_of(person).get(reverse("contracts:deal_new")).status_code == 403
        assert browser_of(person).post(reverse("contracts:deal_new"), typed()).status_code == 403
    assert browser_of(cast.desk).get(reverse("contracts:deal_new")).status_code == 200
    assert not Deal.objects.exists()


def test_the_customer_can_be_named_in_the_address(cast: Cast) -> None:
    response = browser_of(cast.maya).get(reverse("contracts:deal_new") + "?customer=Bexley+Water")
    assert 'value="Bexley Water"' in source_of(response)
