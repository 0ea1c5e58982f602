"""On the next draft whoever approved is asked again only where what they approved has changed."""

import pytest
from playwright.sync_api import Locator, Page, expect

from contracts.models import Deal, Draft
from tests.browser.barriers import look_at
from tests.browser.windows import Windows
from tests.make import Cast, approve, make_deal, make_term, review_all
from tests.make_rules import publish_rules, rule, step

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CHANGED = "Asked again, because discount went from 15 to 20."
UNCHANGED = "Kept, because nothing that it was approved on has changed."


def test_an_approval_is_kept_with_its_reason_and_only_the_other_person_is_asked(
    cast: Cast, windows: Windows
) -> None:
    deal = deal_under_rules_that_keep(cast)
    rep, ruth = windows.open(cast.maya), windows.open(cast.ruth)
    submit(rep, deal, 1)
    reviewed(cast, deal)
    approve_as_vice_president(ruth, deal)
    approve(newest(deal).submission, cast.mark)

    make_the_next_draft_with_a_higher_discount(rep, deal)
    read_who_is_kept_and_who_is_asked_again(rep, deal)
    submit(rep, deal, 2)
    reviewed(cast, deal)

    read_it_in_the_gate(rep, deal)
    nobody_waits_for_the_one_who_is_kept(ruth)
    only_the_other_one_is_asked(windows.open(cast.mark), deal)
    rep.goto(deal.get_absolute_url())
    expect(rep.get_by_role("heading", name="The gate is open")).to_be_visible()


def deal_under_rules_that_keep(cast: Cast) -> Deal:
    """The VP is asked about its length, the rep's manager about the discount; both may be kept."""
    publish_rules(
        cast,
        rule("long", [{"fact": "months", "above": 12}], step=step("role:approver_vp"), keep={}),
        rule("cheap", [{"fact": "discount", "above": 10}], step=step("owner_manager"), keep={}),
    )
    deal = make_deal(cast.maya, discount="15")
    make_term(deal.current_draft, "payment-terms", by=cast.maya)
    return deal


def newest(deal: Deal) -> Draft:
    return Draft.objects.get(deal=deal, is_current=True)


def reviewed(cast: Cast, deal: Deal) -> None:
    review_all(cast, newest(deal).submission)


def submit(page: Page, deal: Deal, number: int) -> None:
    page.goto(f"/deals/{deal.number}/draft/")
    page.get_by_role("link", name=f"Submit draft {number}").click()
    look_at(page).get_by_role("button", name=f"Submit draft {number}").click()
    expect(page.get_by_text(f"Draft {number} is submitted.")).to_be_visible()


def approve_as_vice_president(page: Page, deal: Deal) -> None:
    page.goto("/approvals/")
    look_at(page).get_by_role("link", name=deal.customer.name).click()
    look_at(page).get_by_role("button", name="Approve", exact=True).first.click()
    expect(page.get_by_text(f"{deal.number} draft 1: Approved.")).to_be_visible()


def make_the_next_draft_with_a_higher_discount(page: Page, deal: Deal) -> None:
    page.goto(deal.get_absolute_url())
    page.get_by_role("link", name="Make draft 2", exact=True).click()
    look_at(page).get_by_role("button", name="Make the next draft").click()
    look_at(page).get_by_role("link", name="Facts of the deal").click()
    look_at(page).get_by_label("Discount").fill("20")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(f"{deal.number} is saved.")).to_be_visible()
    assert newest(deal).number == 2


def read_who_is_kept_and_who_is_asked_again(page: Page, deal: Deal) -> None:
    page.goto(f"/deals/{deal.number}/submit/")
    expected = look_at(page).get_by_role("region", name="Who will probably approve")
    kept, again = line(expected, "A VP approves"), line(expected, "The rep’s manager approves")
    expect(kept).to_contain_text(f"Ruth Adeyemi: {UNCHANGED}")
    expect(kept).to_have_attribute("data-state", "passed")
    expect(again).to_contain_text(f"Mark Manager: {CHANGED}")
    expect(again).to_have_attribute("data-state", "pending")


def line(part: Locator, title: str) -> Locator:
    return part.get_by_role("listitem").filter(has_text=title)


def read_it_in_the_gate(page: Page, deal: Deal) -> None:
    page.goto(deal.get_absolute_url())
    gate = page.get_by_role("region", name="The gate waits for approval")
    expect(line(gate, "The rep’s manager approves")).to_contain_text("waiting for Mark Manager")
    gate.get_by_text("checks passed").click()
    expect(line(gate, "A VP approves")).to_contain_text(f"Ruth Adeyemi (kept: {UNCHANGED})")
    look_at(page)


def nobody_waits_for_the_one_who_is_kept(page: Page) -> None:
    page.goto("/approvals/")
    expect(page.get_by_role("heading", name="Nothing waits for you")).to_be_visible()
    look_at(page)


def only_the_other_one_is_asked(page: Page, deal: Deal) -> None:
    page.goto("/approvals/")
    look_at(page).get_by_role("link", name=deal.customer.name).click()
    steps = page.get_by_role("listitem")
    expect(steps.filter(has_text="A VP approves").first).to_contain_text("Ruth Adeyemi")
    page.get_by_role("button", name="Approve", exact=True).first.click()
    expect(page.get_by_text(f"{deal.number} draft 2: Approved.")).to_be_visible()
