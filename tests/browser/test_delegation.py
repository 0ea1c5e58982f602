"""Somebody goes away, somebody else stands in for them: with both names, and never on a deal of their own."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from accounts.absences import today_of
from accounts.models import Role, User
from contracts.models import Deal
from reviews.models import Approval
from tests.browser.barriers import look_at
from tests.browser.windows import Windows
from tests.make import Cast, make_submission, make_user, review_all

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BANNER = "You stand in for Ruth Adeyemi until"
BOTH = "Vera Both for Ruth Adeyemi"


def test_a_stand_in_approves_with_both_names_but_no_deal_of_their_own(cast: Cast, windows: Windows) -> None:
    """Vera sells, and approves as a manager; Ruth is the only VP."""
    vera = make_user("Vera Both", Role.SALES_REP, Role.APPROVER_MANAGER)
    plan_an_absence(windows.open(cast.ruth), cast.ruth, vera)
    deal, own = for_a_vp(cast, cast.maya, "Alder Bank"), for_a_vp(cast, vera, "Birch Bank")

    page = windows.open(vera)
    find_it_among_the_approvals(page, deal, own)
    approve_it(page, deal)
    be_refused_on_the_own_deal(page, own)
    see_both_names(windows.open(cast.maya), deal)
    come_back_early(windows.open(cast.ruth))
    page.goto("/approvals/")
    expect(page.get_by_text(BANNER)).to_have_count(0)


def plan_an_absence(page: Page, giver: User, taker: User) -> None:
    today = today_of(giver)
    page.goto("/profile/absence/")
    form = look_at(page).get_by_role("form", name="Plan an absence")
    form.get_by_label("First day").fill(str(today))
    form.get_by_label("Last day").fill(str(today + dt.timedelta(days=7)))
    form.get_by_label("Who stands in?").select_option(label=taker.name)
    form.get_by_label("Reason").fill("Holiday")
    form.get_by_role("button", name="Plan an absence").click()
    expect(page.get_by_text("The absence is planned.")).to_be_visible()
    planned = (
        look_at(page).get_by_role("region", name="Planned").get_by_role("row").filter(has_text="Vera Both")
    )
    expect(planned).to_contain_text("Away now")


def for_a_vp(cast: Cast, owner: User, customer: str) -> Deal:
    submission = make_submission(owner, "payment-terms", "renewal", "price-hold", customer=customer)
    review_all(cast, submission, level=4)
    return submission.draft.deal


def find_it_among_the_approvals(page: Page, deal: Deal, own: Deal) -> None:
    page.goto("/approvals/")
    expect(page.get_by_text(BANNER)).to_be_visible()
    waiting = page.locator("[data-queue] > li")
    expect(waiting).to_have_count(1)
    expect(waiting).to_contain_text(deal.number)
    expect(waiting).to_contain_text("A VP approves, for Ruth Adeyemi")
    expect(page.locator("main")).not_to_contain_text(own.number)
    look_at(page)


def approve_it(page: Page, deal: Deal) -> None:
    page.get_by_role("link", name=deal.customer.name).click()
    expect(page.get_by_text(BOTH).first).to_be_visible()
    look_at(page).get_by_role("button", name="Approve", exact=True).first.click()
    expect(page.get_by_text(f"{deal.number} draft 1: Approved.")).to_be_visible()
    approval = Approval.objects.get()
    assert (approval.approver.name, approval.on_behalf_of) == (
        "Vera Both",
        User.objects.get(name="Ruth Adeyemi"),
    )


def be_refused_on_the_own_deal(page: Page, own: Deal) -> None:
    page.goto(own.get_absolute_url())
    gate = look_at(page).get_by_role("region", name="The gate waits for approval")
    expect(gate).to_contain_text("waiting for Ruth Adeyemi")
    answer = page.goto(f"/deals/{own.number}/approval/")
    assert answer is not None and answer.status == 403
    expect(page.locator("main")).to_contain_text("Nobody approves a deal that they own")
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)
    look_at(page)


def see_both_names(page: Page, deal: Deal) -> None:
    page.goto(deal.get_absolute_url())
    gate = page.get_by_role("region", name="The gate is open")
    gate.get_by_text("checks passed").click()
    expect(gate.get_by_role("listitem").filter(has_text="A VP approves")).to_contain_text(BOTH)
    look_at(page)


def come_back_early(page: Page) -> None:
    page.goto("/profile/absence/")
    page.get_by_role("button", name="End").click()
    expect(page.get_by_text("The absence is ended; nobody stands in any more.")).to_be_visible()
    look_at(page)
