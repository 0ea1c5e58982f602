from decimal import Decimal

from django.urls import reverse

from contracts.forms.deal_fields import said_of
from contracts.models import Deal
from tests.contracts.browser import browser_of, source_of, words_of
from tests.make import Cast, make_deal, make_submission


def address(deal: Deal) -> str:
    return reverse("contracts:deal_edit", args=[deal.serial])


def test_the_owner_changes_facts_while_drafting(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    response = browser_of(cast.maya).post(address(deal), {**said_of(deal), "committed_value": "500 000"})
    deal.refresh_from_db()
    assert deal.committed_value == 50_000_000
    assert response.headers["Location"] == reverse("contracts:draft", args=[deal.serial])


def test_the_owner_says_how_it_is_sold_while_drafting(cast: Cast) -> None:
    deal = make_deal(cast.maya, discount=Decimal("12.50"))
    assert said_of(deal)["discount"] == "12.5"
    browser_of(cast.maya).post(
        address(deal), {**said_of(deal), "discount": "", "paper": "customer", "channel": "partner"}
    )
    deal.refresh_from_db()
    assert (deal.discount, deal.paper, deal.channel) == (None, "customer", "partner")


def test_what_a_submitted_draft_rests_on_stays_and_the_rest_changes(cast: Cast) -> None:
    deal = make_submission(cast.maya, "payment-terms").draft.deal
    page = browser_of(cast.maya).get(address(deal))
    assert "The draft is submitted." in words_of(page)
    said = {**said_of(deal), "committed_value": "1", "name": "Relay for 15 clinics"}
    said |= {"discount": "40", "paper": "customer", "channel": "partner"}
    response = browser_of(cast.maya).post(address(deal), said)
    deal.refresh_from_db()
    assert (deal.committed_value, deal.name) == (60_000_000, "Relay for 15 clinics")
    assert (deal.discount, deal.paper, deal.channel) == (None, "ours", "direct")
    assert response.headers["Location"] == reverse("reviews:deal", args=[deal.serial])


def test_wrong_input_stays_in_the_form(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    response = browser_of(cast.maya).post(
        address(deal), {**said_of(deal), "months": "999", "customer": "Nobody"}
    )
    assert response.status_code == 422
    assert "Write 1 to 120 months" in words_of(response)
    assert "No customer is called “Nobody”. Choose one from the list." in words_of(response)
    assert 'value="999"' in source_of(response)


def test_others_do_not_change_it(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    assert browser_of(cast.tom).get(address(deal)).status_code == 404
    assert browser_of(cast.mark).get(address(deal)).status_code == 403
    refused = browser_of(cast.auditor).post(address(deal), said_of(deal))
    assert refused.status_code == 403
    assert browser_of(cast.desk).get(address(deal)).status_code == 200
