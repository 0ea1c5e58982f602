"""The deal desk puts past deals before the rules of a draft: watches, stops, goes on, reads, takes away."""

import csv
import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from reviews.actions import lab, start_policy_draft
from reviews.models import LabRun
from tests.browser.barriers import look_at
from tests.browser.windows import Windows
from tests.make import Cast, make_submission, review_all
from tests.make_rules import publish_rules, rule, rulebook, step

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MONTHS = {"Alder Bank": 12, "Birch Bank": 24, "Cedar Bank": 36}
ALWAYS = rule("always", step=step("owner_manager"))
LONG = rule("long", [{"fact": "months", "above": 12}], step=step("role:approver_vp"))


@pytest.fixture
def page(cast: Cast, windows: Windows, monkeypatch: pytest.MonkeyPatch) -> Page:
    """The deal desk's window. Two of three past deals would go to a VP; a run moves by one deal at a time."""
    monkeypatch.setattr(lab, "CHUNK", 1)
    publish_rules(cast, ALWAYS)
    for customer, months in MONTHS.items():
        review_all(cast, make_submission(cast.maya, "payment-terms", customer=customer, months=months))
    start_policy_draft(by=cast.desk, rules=rulebook(ALWAYS, LONG), name="Long deals")
    return windows.open(cast.desk)


def test_a_run_is_watched_cancelled_resumed_read_and_taken_away(page: Page) -> None:
    run = start_a_run(page)
    see_it_move_by_itself(page, run)
    cancel_it(page, run)
    resume_it_and_see_it_end(page, run)
    read_which_deals_change(page)
    take_it_away(page)


def start_a_run(page: Page) -> LabRun:
    page.goto("/policy/drafts/")
    page.get_by_role("link", name="Long deals").click()
    page.get_by_role("link", name="Try it on past deals").click()
    today = timezone.localdate()
    look_at(page).get_by_label("Submitted from").fill(str(today - dt.timedelta(days=30)))
    page.get_by_label("to", exact=True).fill(str(today))
    page.get_by_role("button", name="Replay").click()
    progress_is(page, 0)
    look_at(page)
    return LabRun.objects.get()


def progress_is(page: Page, done: int) -> None:
    expect(page.get_by_role("status").filter(has_text="replayed")).to_have_text(
        f"{done} of {len(MONTHS)} drafts replayed"
    )
    bar = page.get_by_role("progressbar")
    expect(bar).to_have_js_property("value", done)
    expect(bar).to_have_js_property("max", len(MONTHS))


def see_it_move_by_itself(page: Page, run: LabRun) -> None:
    """Nothing is loaded anew but the part that moves."""
    page.evaluate("window.isTheSamePage = true")
    for done in (1, 2):
        lab._advance_once(run.pk)
        progress_is(page, done)
    expect(changed(page)).to_have_count(1)
    expect(page.get_by_role("link", name="CSV")).to_be_visible()
    assert page.evaluate("window.isTheSamePage")
    look_at(page)


def changed(page: Page) -> Locator:
    return page.get_by_role("region", name="Drafts that change").get_by_role("rowheader")


def cancel_it(page: Page, run: LabRun) -> None:
    """What was found stays, and a worker that comes by later does nothing."""
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("heading", name="Cancelled")).to_be_visible()
    lab.advance_lab_run(run.pk)
    page.reload()
    progress_is(page, 2)
    expect(changed(page)).to_have_count(1)
    look_at(page)


def resume_it_and_see_it_end(page: Page, run: LabRun) -> None:
    page.get_by_role("button", name="Resume").click()
    expect(page.get_by_text("The run goes on where it stopped.")).to_be_visible()
    lab.advance_lab_run(run.pk)
    expect(page.get_by_role("heading", name="Done")).to_be_visible()
    progress_is(page, 3)
    expect(page.get_by_role("button", name="Cancel")).to_have_count(0)
    look_at(page)


def read_which_deals_change(page: Page) -> None:
    expect(changed(page)).to_have_count(2)
    rows = page.get_by_role("region", name="Drafts that change")
    for customer, months in MONTHS.items():
        row = rows.get_by_role("row").filter(has_text=customer)
        expect(row).to_have_count(1 if months > 12 else 0)
    expect(rows.get_by_role("row").filter(has_text="Birch Bank")).to_contain_text("A VP approves")
    expect(page.get_by_role("region", name="Approvals added")).to_contain_text("A VP approves: 2")


def take_it_away(page: Page) -> None:
    """Every deal that was replayed, also the one that stays as it is."""
    with page.expect_download() as coming:
        page.get_by_role("link", name="CSV").click()
    with coming.value.path().open(encoding="utf-8-sig", newline="") as opened:
        rows = {row["Customer"]: row["Added"] for row in csv.DictReader(opened)}
    assert rows == {"Alder Bank": "", "Birch Bank": "A VP approves", "Cedar Bank": "A VP approves"}
