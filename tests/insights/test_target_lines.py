"""A target for new products names product lines that deals have; a slip of the pen would count nothing."""

import pytest
from django.test import Client

from accounts.models import User
from activity.models import Event
from contracts.actions.targets import set_revenue_target
from contracts.models import RevenueTarget
from dealdesk.kit.refusals import Refused
from tests.make import Cast, make_deal

PAGE = "/insights/targets/"
ASKED = {"measure": "new_products", "share": "35"}


def reading(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def deals(cast: Cast) -> None:
    make_deal(cast.maya, product_lines=["Relay", "Pulse"])
    make_deal(cast.maya, product_lines=["Pulse", "Fleet Watch"])


def test_lines_are_stored_as_the_deals_spell_them(cast: Cast, deals: None) -> None:
    target = set_revenue_target("new_products", 30, lines=["pulse", "fleet  WATCH", "PULSE"], by=cast.anders)
    assert target.lines == ["Fleet Watch", "Pulse"]
    assert Event.objects.get(verb="target.set").facts["lines"] == ["Fleet Watch", "Pulse"]


def test_where_deals_spell_a_line_in_two_ways_both_count(cast: Cast, deals: None) -> None:
    make_deal(cast.maya, product_lines=["PULSE"])
    assert set_revenue_target("new_products", 30, lines=["pulse"], by=cast.anders).lines == ["PULSE", "Pulse"]


def test_the_same_line_in_another_spelling_is_no_change(cast: Cast, deals: None) -> None:
    set_revenue_target("new_products", 30, lines=["Pulse"], by=cast.anders)
    with pytest.raises(Refused, match="stands at 30 % already"):
        set_revenue_target("new_products", 30, lines=["pulse"], by=cast.anders)


def test_a_line_that_no_deal_has_is_refused_with_those_that_there_are(cast: Cast, deals: None) -> None:
    with pytest.raises(Refused, match="“Puls”. There are: Fleet Watch, Pulse, Relay."):
        set_revenue_target("new_products", 30, lines=["Relay", "Puls"], by=cast.anders)
    assert not RevenueTarget.objects.exists() and not Event.objects.filter(verb="target.set").exists()


def test_the_page_says_so_at_the_field_and_keeps_what_was_typed(cast: Cast, deals: None) -> None:
    answer = reading(cast.anders).post(PAGE, {**ASKED, "lines": "Relay, Puls"})
    assert answer.status_code == 422
    assert answer.context["form"].errors["lines"] == [
        "No deal has the product line “Puls”. There are: Fleet Watch, Pulse, Relay."
    ]
    assert 'value="Relay, Puls"' in answer.content.decode()


def test_the_page_takes_a_line_in_any_case(cast: Cast, deals: None) -> None:
    answer = reading(cast.anders).post(PAGE, {**ASKED, "lines": "pulse"}, follow=True)
    assert "New are: Pulse." in answer.content.decode()


def test_before_the_first_product_line_there_is_none_to_name(cast: Cast) -> None:
    with pytest.raises(Refused, match="No deal has a product line yet. Write it on a deal first"):
        set_revenue_target("new_products", 30, lines=["Pulse"], by=cast.anders)
