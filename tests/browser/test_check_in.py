"""After 90 days: the check-in is answered by keys alone, and the deal shows what it was really like."""

import pytest
from playwright.sync_api import expect

from outcomes.models import CellOutcome, CheckIn, Moment
from tests.browser.company_outcomes import made_older
from tests.browser.windows import Windows
from tests.make import Cast
from tests.make_outcomes import make_signed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_check_in_is_answered_by_keys_and_shown_beside_what_was_said(cast: Cast, windows: Windows) -> None:
    work = {"once": (600, 600, 600)}
    handover = made_older(make_signed(cast, "support-response", "payment-terms", level=2, answer=work))
    CheckIn.objects.filter(handover=handover, moment__in=[Moment.DAY_30, Moment.DAY_60]).delete()
    page = windows.open(cast.members["FIN"])
    page.goto("/check-ins/")
    page.get_by_role("link", name="90 days: Relay for 14 clinics").click()
    expect(page.get_by_text("level 2, light").first).to_be_visible()
    page.keyboard.press("4")
    page.keyboard.press("Tab")
    page.keyboard.type("20")
    page.keyboard.press("Tab")
    page.keyboard.type("2,5")
    page.get_by_role("heading", name="What was it really like?").click()
    page.keyboard.press("3")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text(f"Noted for {handover.deal.number}.")).to_be_visible()
    told = CellOutcome.objects.order_by("id").values_list("level", "spent_minutes", "remaining_minutes")
    assert list(told) == [(4, 1200, 150), (3, 0, 600)]
    support = windows.open(cast.members["SUP"])
    support.goto("/check-ins/")
    support.get_by_role("link", name="90 days: Relay for 14 clinics").click()
    support.get_by_role("button", name="Nothing happened").click()
    expect(support.get_by_text("nothing happened on")).to_be_visible()
    rep = windows.open(cast.maya)
    rep.goto(f"/deals/{handover.deal.number}/")
    expect(rep.get_by_role("region", name="What it was really like")).to_contain_text("90 days")
