"""From three functions' reviews to a signed contract, with relay and worker running beside the server."""

import re

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from contracts.models import Deal, DraftState
from reviews.actions import submit_draft
from tests.browser.answering import answer_on_the_page
from tests.browser.windows import Windows
from tests.make import Cast, make_deal, make_term
from tests.processes import RELAY, WORKER, Spawn

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CODE = re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}")


def test_reviews_score_approval_clearance_and_signing(cast: Cast, windows: Windows, spawn: Spawn) -> None:
    spawn(*WORKER)
    deal = submitted_deal(cast)
    for code in ("DEL", "SUP", "FIN"):
        review_the_one_that_waits(windows.open(cast.members[code]))
    page = windows.open(cast.maya)
    page.goto(deal.get_absolute_url())
    see_the_score_arrive(page, spawn)
    approve_as_vice_president(windows.open(cast.ruth), deal)
    code = clear_to_sign(page)
    verify_without_signing_in(windows.open(), deal, code)
    mark_as_signed(page, deal)
    assert deal.current_draft.state == DraftState.SIGNED
    call_command("verify")


def submitted_deal(cast: Cast) -> Deal:
    """Three asks, each the business of one function alone."""
    deal = make_deal(cast.maya)
    make_term(deal.current_draft, "delivery-date", by=cast.maya)
    make_term(deal.current_draft, "support-response", by=cast.maya, value=60)
    make_term(deal.current_draft, "payment-terms", by=cast.maya)
    submit_draft(deal.current_draft, by=cast.maya)
    return deal


def review_the_one_that_waits(page: Page) -> None:
    page.goto("/reviews/")
    page.locator("[data-queue] a").click()
    answer_on_the_page(page, 4)
    page.get_by_role("button", name="Save and go to the next").last.click()
    expect(page.get_by_role("heading", name="Nobody waits for you")).to_be_visible()


def see_the_score_arrive(page: Page, spawn: Spawn) -> None:
    """The page stays as it is; only the relay is started, and then it changes by itself."""
    gate = page.get_by_role("region", name="The gate")
    expect(gate).to_contain_text("The gate waits for the score")
    page.evaluate("window.isTheSamePage = true")
    spawn(*RELAY)
    expect(gate).to_contain_text("A VP approves: waiting for Ruth Adeyemi", timeout=60_000)
    expect(page.get_by_role("region", name="Pain score")).to_contain_text("High")
    assert page.evaluate("window.isTheSamePage")
    expect(gate.get_by_role("button", name="Clear to sign")).to_have_attribute("aria-disabled", "true")


def approve_as_vice_president(page: Page, deal: Deal) -> None:
    page.goto("/approvals/")
    page.get_by_role("link", name=deal.customer.name).click()
    expect(page.get_by_role("heading", name="What it commits us to")).to_be_visible()
    page.get_by_role("button", name="Approve", exact=True).first.click()
    expect(page.get_by_text(f"{deal.number} draft 1: Approved.")).to_be_visible()


def clear_to_sign(page: Page) -> str:
    """Returns the verification code of the certificate."""
    page.reload()
    expect(page.get_by_role("heading", name="The gate is open")).to_be_visible()
    page.get_by_role("button", name="Clear to sign").click()
    expect(page.get_by_text("Draft 1 is clear to sign.")).to_be_visible()
    found = CODE.search(page.locator("main").inner_text())
    assert found
    return found.group()


def verify_without_signing_in(page: Page, deal: Deal, code: str) -> None:
    page.goto("/verify/")
    page.get_by_label("Code").fill(code.lower())
    page.get_by_role("button", name="Check").click()
    answer = page.get_by_role("status")
    expect(answer).to_contain_text("Valid")
    expect(answer).to_contain_text(deal.number)
    expect(answer).to_contain_text(deal.current_draft.digest)
    expect(page.locator("main")).not_to_contain_text(deal.customer.name)


def mark_as_signed(page: Page, deal: Deal) -> None:
    page.get_by_role("link", name=deal.number).click()
    page.get_by_role("link", name="Mark as signed").click()
    page.get_by_role("button", name="Mark as signed").click()
    expect(page.get_by_text("is signed.")).to_be_visible()
