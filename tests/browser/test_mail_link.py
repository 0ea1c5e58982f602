"""The link in an approver's mail, opened in a browser that nobody is signed in to."""

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from reviews.models import Approval, Ask, MailLink, Submission
from tests.browser.barriers import look_at
from tests.browser.windows import PHONE, Windows
from tests.make import Cast
from tests.reviews.mail_links import mail_the_asked, waiting_for_mark

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_mailed_link_decides_once_and_then_says_why_not(cast: Cast, windows: Windows) -> None:
    submission = waiting_for_mark(cast)
    path = mail_the_asked()[cast.mark.email]
    assert path in str(mail.outbox[-1].body)
    page = windows.open(**PHONE)
    for _ in range(2):
        open_it_and_change_nothing(page, path, submission)
    refuse_to_send_back_without_a_word(page)
    approve_once(page, submission)
    for again in (page, windows.open(cast.mark)):
        see_that_it_is_spent(again, path)
    see_it_on_the_page_of_the_deal(windows.open(cast.maya), submission)


def open_it_and_change_nothing(page: Page, path: str, submission: Submission) -> None:
    page.goto(path)
    expect(page.get_by_role("heading", name="Nordbank Savings & Trust")).to_be_visible()
    expect(page.get_by_role("heading", name="Mark Manager, your decision on draft 1")).to_be_visible()
    look_at(page)
    assert Ask.objects.open().filter(submission=submission).exists()
    assert not Approval.objects.exists() and MailLink.objects.get().used_at is None
    assert page.context.cookies() == []


def refuse_to_send_back_without_a_word(page: Page) -> None:
    page.get_by_role("button", name="Send back").click()
    expect(page.get_by_role("alert")).to_contain_text("Write the reason")
    look_at(page)
    assert not Approval.objects.exists() and MailLink.objects.get().used_at is None


def approve_once(page: Page, submission: Submission) -> None:
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("status")).to_contain_text(f"{submission.draft.deal.number} Nordbank")
    expect(page.get_by_role("status")).to_contain_text("is saved. Maya Lindqvist is told.")
    look_at(page)


def see_that_it_is_spent(page: Page, path: str) -> None:
    page.goto(path)
    expect(page.get_by_role("heading", name="This link decides nothing")).to_be_visible()
    expect(page.get_by_text("This link was used. It works once")).to_be_visible()
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)
    look_at(page)
    assert Approval.objects.count() == 1


def see_it_on_the_page_of_the_deal(page: Page, submission: Submission) -> None:
    page.goto(submission.draft.deal.get_absolute_url())
    gate = look_at(page).get_by_role("region", name="The gate is open")
    gate.get_by_text("checks passed").click()
    expect(gate).to_contain_text("Mark Manager")
