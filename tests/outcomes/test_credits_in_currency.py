"""A credit is told, shown and counted in the currency of its deal, and the field says so."""

import datetime as dt

from django.urls import reverse

from outcomes.models import Incident, Realised
from tests.make import Cast
from tests.make_outcomes import make_signed
from tests.outcomes.check_ins import check_in_of
from tests.reviews.browser import browser_of, text_of

SIGNED_ON = dt.date(2026, 2, 3)


def test_the_amount_of_a_credit_names_the_currency_of_the_deal(cast: Cast) -> None:
    handover = make_signed(cast, "support-response", on=SIGNED_ON, currency="USD")
    page = reverse("outcomes:check_in", args=[check_in_of(handover, "SUP").pk])
    browser = browser_of(cast.members["SUP"])
    alone = browser_of(cast.maya).get(f"/deals/{handover.deal.number}/incidents/new/")
    assert "Amount in USD, for a credit" in text_of(browser.get(page))
    assert "Amount in USD, for a credit" in text_of(alone)
    typed = {"T1-level": "1", "i1-kind": "credit", "i1-happened_on": "2026-03-01", "i1-amount": "1500.50"}
    assert browser.post(page, typed).status_code == 302
    assert Incident.objects.get().amount == 150_050
    assert "$1,500.50" in text_of(browser.get(page))
    rate = handover.signing.clearance.submission.policy.document["exchange_rates"]["USD"]
    assert rate != 1000 and Realised.objects.get().credits == round(150_050 * rate / 1000)
