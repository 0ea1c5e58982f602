"""A deal is signed, those who deliver it are told, one of them keeps a promise, and the sheet is printed."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from activity.models import Notification
from contracts.models import Deal, Draft
from outcomes.models import Obligation
from reviews.actions import clear_draft
from tests.browser.windows import Windows
from tests.make import Cast, make_submission, review_all
from tests.processes import RELAY, WORKER, Spawn, WaitFor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORK = {"once": (60, 120, 180), "monthly": (10, 10, 10)}


def test_sign_hand_over_and_keep(cast: Cast, windows: Windows, spawn: Spawn, wait_for: WaitFor) -> None:
    deal = cleared_deal(cast)
    seller = windows.open(cast.maya)
    mark_as_signed(seller, deal)
    box = seller.get_by_role("region", name="After the signature")
    expect(box).to_contain_text("The handover is being made.")
    spawn(*WORKER)
    spawn(*RELAY)
    finance = cast.members["FIN"]
    told = Notification.objects.filter(to=finance, text__contains="signed and handed over")
    wait_for(told.exists, "the notice of the handover")
    expect(box.get_by_role("link", name="Handover")).to_be_visible()
    Obligation.objects.update(due_on=timezone.localdate())  # the months until go-live have gone by
    page = windows.open(finance)
    open_from_the_inbox(page, deal)
    keep_the_first_month(page)
    print_it(page, deal)


def cleared_deal(cast: Cast) -> Deal:
    submission = make_submission(cast.maya, "payment-terms", months=12)
    review_all(cast, submission, 2, **WORK)
    clear_draft(Draft.objects.get(pk=submission.draft_id), by=cast.maya)
    return submission.draft.deal


def mark_as_signed(page: Page, deal: Deal) -> None:
    page.goto(f"{deal.get_absolute_url()}signing/")
    page.get_by_role("button", name="Mark as signed").click()
    expect(page.get_by_text(f"{deal.number} is signed.")).to_be_visible()


def open_from_the_inbox(page: Page, deal: Deal) -> None:
    page.goto("/inbox/")
    told = re.compile("^Open and mark as read: .* signed and handed over: you see to 1 obligation")
    page.get_by_role("button", name=told).click()
    expect(page.get_by_role("heading", name=f"Handover: {deal.customer}")).to_be_visible()
    expect(page.get_by_text("Supplier accepts what the customer asks")).to_be_visible()


def keep_the_first_month(page: Page) -> None:
    page.get_by_role("link", name=re.compile("^Finance ?: Payment terms")).click()
    page.get_by_label("What shows it?").fill("The invoice went out.")
    page.get_by_role("button", name="It is done").click()
    expect(page.get_by_text("It is noted as done.")).to_be_visible()
    expect(page.get_by_role("region", name="Month by month")).to_contain_text("The invoice went out.")


def print_it(page: Page, deal: Deal) -> None:
    """On paper there is one sheet, in black on white, without anything to press."""
    page.goto(f"{deal.get_absolute_url()}handover/")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    expect(page.get_by_role("heading", name="Who does how much")).to_be_visible()
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1
