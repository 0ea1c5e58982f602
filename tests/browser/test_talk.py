"""A reviewer and the rep talk on the deal's page; nothing but the thread is loaded anew."""

import pytest
from playwright.sync_api import expect

from tests.browser.windows import Windows
from tests.make import Cast, make_submission

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_comment_appears_in_its_thread_and_a_wrong_name_keeps_the_words(
    cast: Cast, windows: Windows
) -> None:
    deal = make_submission(cast.maya, "payment-terms").draft.deal
    page = windows.open(cast.members["FIN"])
    page.goto(deal.get_absolute_url())
    page.get_by_text("Talk about Payment terms").click()
    form = page.get_by_role("form", name="Comment on Payment terms")
    form.get_by_label("Comment").fill("Why so long, @Mayra?\nOur bank asks.")
    form.get_by_role("button", name="Comment").click()
    expect(page.get_by_role("alert")).to_contain_text("Nobody here is called “mayra”")
    expect(form.get_by_label("Comment")).to_have_value("Why so long, @Mayra?\nOur bank asks.")
    assert [told.split()[-1] for told in windows.new_complaints()] == ["422"]
    form.get_by_label("Comment").fill("Why so long, @Maya?\nOur bank asks.")
    form.get_by_role("button", name="Comment").click()
    said = page.get_by_role("listitem").filter(has_text="Why so long, @Maya?")
    expect(said).to_be_focused()
    expect(said).to_contain_text("to Maya Lindqvist")
    expect(page.get_by_text("1 comment on Payment terms")).to_be_visible()
    expect(form.get_by_label("Comment")).to_have_value("")
