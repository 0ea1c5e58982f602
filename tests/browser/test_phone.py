"""A vice president approves between two meetings, with one thumb."""

import pytest
from playwright.sync_api import Page, expect

from reviews.models import Approval, Decision
from tests.browser.windows import PHONE, Windows
from tests.make import Cast, make_submission, review_all

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LEAST_TARGET = 44
"""Pixels that a thumb finds."""


def test_a_vice_president_approves_on_a_phone(cast: Cast, windows: Windows) -> None:
    submission = make_submission(cast.maya, "payment-terms", "renewal", "price-hold")
    review_all(cast, submission, level=4)
    page = windows.open(cast.ruth, **PHONE)
    page.goto("/")
    page.get_by_role("link", name="Nordbank").tap()
    expect(page.get_by_role("heading", name="What it commits us to")).to_be_visible()
    assert is_as_wide_as_the_screen(page)
    bar = page.locator(".action-bar--sticky")
    for place in ("window.scrollTo(0, 0)", "window.scrollTo(0, document.body.scrollHeight / 2)"):
        page.evaluate(place)
        expect(bar).to_be_in_viewport(ratio=1)
    approve = bar.get_by_role("button", name="Approve")
    assert approve.bounding_box()["height"] >= LEAST_TARGET
    approve.tap()
    expect(page.get_by_text(f"{submission.draft.deal.number} draft 1: Approved.")).to_be_visible()
    assert is_as_wide_as_the_screen(page)
    decision = Approval.objects.get(submission=submission)
    assert (decision.approver, decision.decision) == (cast.ruth, Decision.APPROVE)


def is_as_wide_as_the_screen(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
