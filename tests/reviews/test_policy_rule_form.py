"""A rule on a plain form: every field, every row, and what is wrong beside its row."""

import pytest
from django.test import Client

from reviews.engine.rules import Rulebook
from reviews.models import PolicyDraft, PolicyVersion
from tests.make import Cast
from tests.make_policies import make_ladder_draft
from tests.reviews.browser import browser_of, text_of
from tests.reviews.policy_form import FORM, HOSTILE, MEANT, at, rules_of


@pytest.fixture
def desk(cast: Cast) -> Client:
    return browser_of(cast.desk)


@pytest.fixture
def draft(cast: Cast) -> PolicyDraft:
    return make_ladder_draft(cast.desk)


def test_a_rule_is_written_on_a_plain_form(desk: Client, draft: PolicyDraft) -> None:
    answer = desk.post(at(draft, "rules/new/"), FORM)
    assert (answer.status_code, answer["Location"]) == (302, f"{at(draft)}#rules")
    assert rules_of(draft)[-1] == MEANT


def test_what_the_form_shows_of_a_rule_is_what_it_saves(desk: Client, draft: PolicyDraft) -> None:
    desk.post(at(draft, "rules/new/"), FORM)
    page = desk.get(at(draft, "rules/5/"))
    assert page.context["page"].sheet.as_document() == MEANT
    shown = text_of(page)
    assert 'value="eva.executive@fernhill.example"' in shown
    assert 'name="c0-value0" value="renewal" checked' in shown


@pytest.mark.parametrize("row", range(5))
def test_opening_and_saving_any_rule_changes_nothing(desk: Client, draft: PolicyDraft, row: int) -> None:
    sheet = desk.get(at(draft, f"rules/{row}/")).context["page"].sheet
    again = {**draft.rules, "rules": [sheet.as_document()]}
    before = {**draft.rules, "rules": [draft.rules["rules"][row]]}
    assert Rulebook.from_document(again) == Rulebook.from_document(before)


@pytest.mark.parametrize(
    ("command", "name"),
    [("add_condition", "c6-subject"), ("add_step", "s2-who"), ("add_where:3", "c3-w1-fact")],
)
def test_a_row_is_added_and_what_was_typed_stays(
    desk: Client, draft: PolicyDraft, command: str, name: str
) -> None:
    page = desk.post(at(draft, "rules/new/"), {**FORM, "do": command, "reason": HOSTILE})
    assert page.status_code == 200
    shown = text_of(page)
    assert f'name="{name}"' in shown
    assert 'value="big-renewals"' in shown and HOSTILE not in shown
    assert "&lt;script&gt;" in shown
    assert len(rules_of(draft)) == 5


def test_rows_are_taken_away(desk: Client, draft: PolicyDraft) -> None:
    page = desk.post(at(draft, "rules/new/"), {**FORM, "do": "remove_condition:0"})
    assert [row.subject for row in page.context["page"].sheet.conditions][:2] == ["fact:value", "term:value"]
    page = desk.post(at(draft, "rules/new/"), {**FORM, "do": "remove_step:0"})
    assert [row.approver.who for row in page.context["page"].sheet.steps] == ["person"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": "has blanks in it"}, "a name of letters, digits and hyphens"),
        ({"name": "BAND-MGR-1"}, "another rule has this one"),
        ({"reason": ""}, "printable characters"),
        ({"c1-value0": "a lot"}, "Condition 2: Write a number"),
        ({"c1-value0": HOSTILE}, "Condition 2: Write a number"),
        ({"c0-op0": "is"}, "Condition 1"),
        ({"c0-op0": "above"}, "Condition 1"),
        ({"c0-subject": "fact:horoscope"}, "Condition 1: Name a fact of the catalogue"),
        ({"c2-term": ""}, "Condition 3"),
        ({"s0-order": "first"}, "Approval 1: Write a whole number"),
        ({"s1-person": "nobody"}, "Approval 2: Name an approver"),
        ({"s0-need": "-1"}, "Approval 1"),
        ({"s0-who": "group:nobody"}, "Approval 1: Add the group"),
        ({"check-title": ""}, "Check:"),
        ({"floor": "AUTO"}, "Write MGR"),
        ({"keep0-amount": "much"}, "Write a number from 0"),
    ],
)
def test_bad_input_is_named_beside_its_row_and_nothing_is_lost(
    desk: Client, draft: PolicyDraft, changes: dict[str, str], sentence: str
) -> None:
    page = desk.post(at(draft, "rules/new/"), {**FORM, **changes})
    assert page.status_code == 422
    shown = text_of(page)
    assert sentence in shown, page.context["page"].sheet.sentences
    assert HOSTILE not in shown
    assert "99.9" in shown
    assert len(rules_of(draft)) == 5


def test_a_second_tab_is_refused_keeps_what_was_typed_and_may_go_on(desk: Client, draft: PolicyDraft) -> None:
    desk.post(at(draft), {"revision": "1", "name": "The first tab", "note": "", "effective_on": ""})
    page = desk.post(at(draft, "rules/new/"), FORM)
    assert page.status_code == 422
    shown = text_of(page)
    assert "saved this draft meanwhile" in shown and 'value="big-renewals"' in shown
    assert 'name="revision" value="2"' in shown
    assert desk.post(at(draft, "rules/new/"), {**FORM, "revision": "2"}).status_code == 302


def test_a_mended_draft_may_be_published(desk: Client, draft: PolicyDraft) -> None:
    mended = {**FORM, "was": "vp-from-22", "name": "vp-above-20", "ladder": "discount", "do": "save"}
    for name in [key for key in mended if key[:2] in {"c1", "c2", "c3", "c4", "c5", "s1"}]:
        del mended[name]
    mended |= {"c0-subject": "fact:discount", "c0-op0": "above", "c0-value0": "20", "check-title": ""}
    mended |= {"check-by": "", "floor": "", "note": "", "s0-chain": "approval", "s0-order": "1"}
    mended |= {"s0-need": "anyone", "keep0-fact": "discount"}
    assert desk.post(at(draft, "rules/4/"), mended).status_code == 302
    shown = text_of(desk.get(at(draft)))
    assert "Publish…" in shown and "No hole, no contradiction" in shown
    assert "vp-above-20" in text_of(desk.get(at(draft, "publish/")))
    answer = desk.post(at(draft, "publish/"), {"revision": "2"}, follow=True)
    assert "Policy 2 is published, in force now." in text_of(answer)
    assert PolicyVersion.objects.count() == 2
    assert desk.get(at(draft, "rules/0/")).status_code == 409


def test_rules_are_moved_and_removed_after_asking(desk: Client, draft: PolicyDraft) -> None:
    moved = {"revision": "1", "was": "vp-from-22", "to": "up"}
    assert desk.post(at(draft, "rules/4/move/"), moved).status_code == 302
    assert [entry["name"] for entry in rules_of(draft)][3:] == ["vp-from-22", "manager-to-20"]
    assert "Remove the rule vp-from-22?" in text_of(desk.get(at(draft, "rules/3/remove/")))
    gone = {"revision": "2", "was": "vp-from-22"}
    assert desk.post(at(draft, "rules/3/remove/"), gone).status_code == 302
    assert "vp-from-22" not in [entry["name"] for entry in rules_of(draft)]
