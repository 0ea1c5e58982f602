"""The deal desk writes the next policy, is told of a hole in it, mends it, and the next deal is under it."""

import re

import pytest
from playwright.sync_api import Page, expect

from contracts.models import Draft
from reviews.gate import gate_of
from reviews.models import PolicyDraft, PolicyVersion
from tests.browser.windows import Windows
from tests.make import Cast, make_submission, review_all

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOLE = "discount 20 to 22 %"


def test_a_hole_in_a_ladder_is_seen_mended_and_never_published(cast: Cast, windows: Windows) -> None:
    before = make_submission(cast.maya, "payment-terms", discount=30)
    desk = windows.open(cast.desk)
    start_a_draft(desk)
    add_a_rung(desk, "manager-to-20", "Approver, sales manager", above="5", at_most="20")
    add_a_rung(desk, "vp-above-22", "Approver, VP", above="22")
    check = desk.get_by_role("region", name="Check")
    expect(check).to_contain_text("1 error")
    expect(check).to_contain_text(HOLE)
    expect(desk.get_by_role("link", name="Publish…")).to_have_count(0)
    mend_the_hole(desk)
    expect(check).to_contain_text("Nothing wrong")
    desk.get_by_role("link", name="Publish…").click()
    expect(desk.get_by_role("region", name="What changes")).to_contain_text("vp-above-22")
    desk.get_by_role("button", name="Publish it").click()
    expect(desk.get_by_text("Policy 2 is published, in force now.")).to_be_visible()

    after = make_submission(cast.maya, "payment-terms", discount=30)
    for submission in (before, after):
        review_all(cast, submission, level=2)
    maya = windows.open(cast.maya)
    maya.goto(after.draft.deal.get_absolute_url())
    expect(maya.get_by_text("A VP approves").first).to_be_visible()
    assert "approval/1/role:approver_vp" in keys_of(after.draft)
    assert "approval/1/role:approver_vp" not in keys_of(before.draft)


def test_the_check_follows_the_text_while_it_is_typed(cast: Cast, windows: Windows) -> None:
    desk = windows.open(cast.desk)
    start_a_draft(desk)
    desk.get_by_role("link", name="As text").click()
    area = desk.get_by_label("The policy as YAML or JSON")
    area.fill("format: DealDesk rules 1\nname: x\nrules:\n- name: a\n   reason: b\n")
    check = desk.get_by_role("status")
    expect(check).to_contain_text("Line 5")
    nobody = "{name: a, reason: b, then: {step: {approver: 'person:gone@x.example'}}}"
    area.fill(f"format: DealDesk rules 1\nname: x\nrules:\n- {nobody}\n")
    expect(check).to_contain_text("gone@x.example")
    assert PolicyDraft.objects.get().revision == 1


def test_a_rule_is_written_without_a_script(cast: Cast, windows: Windows) -> None:
    desk = windows.open(cast.desk, java_script_enabled=False)
    start_a_draft(desk)
    add_a_rung(desk, "manager-to-20", "Approver, sales manager", above="5", at_most="20")
    expect(desk.get_by_role("listitem").filter(has_text="manager-to-20").first).to_contain_text(
        "Discount is above 5 and is at most 20 %"
    )
    assert PolicyVersion.objects.count() == 1


def start_a_draft(page: Page) -> None:
    page.goto("/policy/")
    page.get_by_role("link", name="Drafts").click()
    page.get_by_role("button", name="Start the draft").click()
    expect(page.get_by_text("The draft is open.")).to_be_visible()


def add_a_rung(page: Page, name: str, approver: str, *, above: str, at_most: str = "") -> None:
    """With a script the fields follow the choice of a fact; without one a button brings them."""
    page.get_by_role("link", name="Add a rule").click()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Ladder").fill("discount")
    page.get_by_label("Reason").fill("The more we give, the higher it goes.")
    page.get_by_role("button", name="Add a condition").click()
    page.get_by_label("Fact", exact=True).select_option(label="Discount")
    update = page.get_by_role("button", name="Update the fields")
    if update.is_visible():
        update.click()
    page.get_by_label("Test", exact=True).select_option(label="is above")
    page.get_by_label("Value", exact=True).first.fill(above)
    if at_most:
        page.get_by_label("and", exact=True).select_option(label="is at most")
        page.get_by_label("Value", exact=True).last.fill(at_most)
    page.get_by_role("button", name="Add an approval").click()
    page.get_by_label("Who approves").select_option(label=approver)
    page.get_by_role("button", name="Save the rule").click()
    expect(page.get_by_text(f"The rule {name} is saved.")).to_be_visible()


def mend_the_hole(page: Page) -> None:
    page.get_by_role("link", name=re.compile("Edit.*vp-above-22")).click()
    page.get_by_label("Value", exact=True).first.fill("20")
    page.get_by_role("button", name="Save the rule").click()
    expect(page.get_by_text("The rule vp-above-22 is saved.")).to_be_visible()


def keys_of(draft: Draft) -> set[str]:
    return {step.key for step in gate_of(Draft.objects.get(pk=draft.pk)).steps}
