"""The pages of a policy draft: rules as forms and as text, the check, trying it, and who may do what."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reviews.actions import save_policy_draft, start_policy_draft
from reviews.engine.rules import Rulebook
from reviews.models import PolicyDraft, PolicyVersion
from tests.make import Cast, make_submission, review_all
from tests.make_policies import make_draft, rule, rung
from tests.reviews.browser import browser_of, text_of

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def desk(cast: Cast) -> Client:
    return browser_of(cast.desk)


@pytest.fixture
def draft(cast: Cast) -> PolicyDraft:
    """A ladder with a hole between 20 and 22 per cent."""
    return make_draft(
        cast.desk,
        rung("manager-to-20", "role:approver_manager", above=0, at_most=20),
        rung("vp-from-22", "role:approver_vp", above=22),
        name="Discounts",
    )


def at(draft: PolicyDraft, rest: str = "") -> str:
    return f"/policy/drafts/{draft.pk}/{rest}"


def rules_of(draft: PolicyDraft) -> list[dict[str, Any]]:
    draft.refresh_from_db()
    return list(draft.rules["rules"])


FORM: dict[str, Any] = {
    "do": "save",
    "revision": "1",
    "was": "",
    "name": "big-renewals",
    "reason": "They set a precedent.",
    "ladder": "",
    "c0-subject": "fact:kind",
    "c0-op0": "in",
    "c0-value0": ["renewal", "expansion"],
    "c1-subject": "fact:value",
    "c1-op0": "above",
    "c1-value0": "100000,5",
    "c1-op1": "at_most",
    "c1-value1": "900000",
    "c2-subject": "term:value",
    "c2-term": "uptime",
    "c2-op0": "at_least",
    "c2-value0": "99.9",
    "c3-subject": "max:level",
    "c3-op0": "at_least",
    "c3-value0": "4",
    "c3-w0-fact": "category",
    "c3-w0-op0": "in",
    "c3-w0-value0": "Legal, Service",
    "c4-subject": "fact:new_customer",
    "c4-op0": "is",
    "c4-value0": "true",
    "c5-subject": "",
    "s0-who": "role:approver_vp",
    "s0-need": "2",
    "s0-chain": "commercial",
    "s0-order": "2",
    "s1-who": "person",
    "s1-person": "eva.executive@fernhill.example",
    "s1-need": "anyone",
    "s1-chain": "approval",
    "s1-order": "1",
    "check-title": "An architect has scoped it",
    "check-evidence": "link",
    "check-by": "lead:DEL",
    "floor": "VP",
    "refuse": "",
    "note": "Tell them early.",
    "keeps": "on",
    "keep0-fact": "value",
    "keep0-amount": "10 %",
}
MEANT = {
    "name": "big-renewals",
    "reason": "They set a precedent.",
    "when": [
        {"fact": "kind", "in": ["renewal", "expansion"]},
        {"fact": "value", "above": 100000.5, "at_most": 900000},
        {"term": "uptime", "of": "value", "at_least": 99.9},
        {
            "aggregate": "max",
            "of": "level",
            "where": [{"fact": "category", "in": ["Legal", "Service"]}],
            "at_least": 4,
        },
        {"fact": "new_customer", "is": True},
    ],
    "then": {
        "steps": [
            {"approver": "role:approver_vp", "need": 2, "chain": "commercial", "order": 2},
            {
                "approver": "person:eva.executive@fernhill.example",
                "need": "anyone",
                "chain": "approval",
                "order": 1,
            },
        ],
        "check": {"title": "An architect has scoped it", "evidence": "link", "by": "lead:DEL"},
        "floor": "VP",
        "note": "Tell them early.",
    },
    "keep": {"value": "10 %"},
}


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


@pytest.mark.parametrize("part", ["", "settings/", "text/", "examples/new/"])
def test_every_form_refuses_a_second_tab_and_keeps_the_text(
    cast: Cast, desk: Client, draft: PolicyDraft, part: str
) -> None:
    save_policy_draft(draft, revision=1, by=cast.desk, note="The first tab")
    typed = {
        "": {"name": "Mine", "note": "Kept words", "effective_on": ""},
        "settings/": {
            "rounds": "4",
            "approval_hours": "8",
            "groups": "kept: a@b.example",
            "ladder0": "first",
        },
        "text/": {"text": "format: DealDesk rules 1\nname: Kept words\n"},
        "examples/new/": {"name": "Kept words"},
    }[part]
    page = desk.post(at(draft, part), {**typed, "revision": "1", "was": ""})
    assert page.status_code == 422
    shown = text_of(page)
    assert "saved this draft meanwhile" in shown and 'name="revision" value="2"' in shown
    assert "ept words" in shown or "kept: a@b.example" in shown


def test_the_check_is_shown_by_rule_and_beside_the_list(desk: Client, draft: PolicyDraft) -> None:
    page = desk.get(at(draft))
    findings = page.context["page"].findings
    assert findings.errors == 1
    shown = text_of(page)
    assert "1 error" in shown
    assert "discount" in findings.lines[0].sentence
    assert "Publish…" not in shown


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


def test_publishing_with_an_error_is_refused_with_the_reason(desk: Client, draft: PolicyDraft) -> None:
    page = desk.post(at(draft, "publish/"), {"revision": "1"})
    assert page.status_code == 409
    assert "to be put right before this can be published" in text_of(page)
    assert PolicyVersion.objects.count() == 1


def test_everybody_reads_a_draft_and_only_the_deal_desk_edits(cast: Cast, draft: PolicyDraft) -> None:
    for person in (cast.maya, cast.ruth, cast.auditor):
        browser = browser_of(person)
        shown = text_of(browser.get(at(draft)))
        assert "manager-to-20" in shown and "Add a rule" not in shown and "Discard" not in shown
        for path in ("rules/0/", "rules/new/", "settings/", "text/", "examples/", "discard/", "publish/"):
            assert browser.get(at(draft, path)).status_code == 403, path
        assert browser.post(at(draft, "rules/new/"), FORM).status_code == 403
        assert browser.get("/policy/import/").status_code == 403
    assert browser_of(cast.desk).get("/policy/drafts/99999/").status_code == 404


def test_rules_are_moved_and_removed_after_asking(desk: Client, draft: PolicyDraft) -> None:
    moved = {"revision": "1", "was": "vp-from-22", "to": "up"}
    assert desk.post(at(draft, "rules/4/move/"), moved).status_code == 302
    assert [entry["name"] for entry in rules_of(draft)][3:] == ["vp-from-22", "manager-to-20"]
    assert "Remove the rule vp-from-22?" in text_of(desk.get(at(draft, "rules/3/remove/")))
    gone = {"revision": "2", "was": "vp-from-22"}
    assert desk.post(at(draft, "rules/3/remove/"), gone).status_code == 302
    assert "vp-from-22" not in [entry["name"] for entry in rules_of(draft)]


def test_settings_groups_ladders_and_rates_are_saved(desk: Client, draft: PolicyDraft) -> None:
    typed = {
        "revision": "1",
        "rounds": "5",
        "approval_hours": "8",
        "remind_at": "40, 80 %",
        "escalate_at": "",
        "four_eyes": "on",
        "groups": "revenue council: Anders.Holm@fernhill.example, eva.executive@fernhill.example",
        "exchange_rates": "EUR 1\nUSD 0,925",
        "ladder0": "last",
    }
    assert desk.post(at(draft, "settings/"), typed).status_code == 302
    draft.refresh_from_db()
    assert draft.rules["settings"]["remind_at"] == [40, 80]
    assert draft.rules["settings"]["escalate_at"] == []
    assert draft.rules["settings"]["four_eyes"] is True
    assert draft.rules["groups"]["revenue council"][0] == "Anders.Holm@fernhill.example"
    assert draft.rules["ladders"] == {"discount": {"take": "last"}}
    assert draft.exchange_rates == {"EUR": 1000, "USD": 925}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"rounds": "0"}, "Rounds: Write a whole number from 1 to 20"),
        ({"remind_at": "80, 40"}, "Remind at: Write the per cents in rising order"),
        ({"groups": "council"}, "Line 1: write a name, a colon"),
        ({"groups": "council: nobody"}, "an e-mail address"),
        ({"exchange_rates": "USD much"}, "Line 1: write a currency and its rate"),
        ({"exchange_rates": "USD 0"}, "above 0 for USD"),
    ],
)
def test_bad_settings_are_named_beside_their_field(
    desk: Client, draft: PolicyDraft, changes: dict[str, str], sentence: str
) -> None:
    typed = {"revision": "1", "rounds": "3", "approval_hours": "16", "ladder0": "first", **changes}
    page = desk.post(at(draft, "settings/"), typed)
    assert page.status_code == 422
    assert sentence in text_of(page)


def test_examples_are_written_and_come_out(desk: Client, draft: PolicyDraft) -> None:
    typed = {
        "revision": "1",
        "was": "",
        "name": "ten per cent",
        "discount": "10",
        "band": "AUTO",
        "new_customer": "false",
        "product_lines": "Relay, Hub",
        "share": "DEL 40, LEG 20",
        "terms": "- {type: uptime, value: 99.9}\n- type: payment-terms\n  value: 60",
        "expect_steps": "role:approver_manager",
        "expect_checks": "none",
    }
    assert desk.post(at(draft, "examples/new/"), typed).status_code == 302
    draft.refresh_from_db()
    (example,) = draft.rules["examples"]
    assert example["expect"] == {"steps": ["role:approver_manager"], "checks": []}
    assert example["facts"]["share"] == {"DEL": 40, "LEG": 20}
    assert example["facts"]["terms"][1] == {"type": "payment-terms", "value": 60}
    assert example["facts"]["new_customer"] is False
    assert "A sales manager approves." in text_of(desk.get(at(draft, "examples/")))
    shown = text_of(desk.get(at(draft, "examples/0/")))
    assert "DEL 40, LEG 20" in shown
    wrong = {**typed, "revision": "2", "was": "ten per cent", "expect_steps": "role:approver_vp"}
    assert desk.post(at(draft, "examples/0/"), wrong).status_code == 302
    assert "Differs from what is stated: steps" in text_of(desk.get(at(draft, "examples/")))
    gone = {"revision": "3", "was": "ten per cent"}
    assert desk.post(at(draft, "examples/0/remove/"), gone).status_code == 302
    draft.refresh_from_db()
    assert draft.rules["examples"] == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"discount": "a lot"}, "Discount, %: discount must be a number"),
        ({"terms": "- {type: [}"}, "Line 1: write a list"),
        ({"terms": "type: uptime"}, "must be a list"),
        ({"share": "delivery 40"}, "must have codes of functions"),
        ({"name": ""}, "Give the example a name"),
    ],
)
def test_bad_facts_are_named_beside_their_field(
    desk: Client, draft: PolicyDraft, changes: dict[str, str], sentence: str
) -> None:
    page = desk.post(at(draft, "examples/new/"), {"revision": "1", "name": "Mine", "months": "24", **changes})
    assert page.status_code == 422
    shown = text_of(page)
    assert sentence in shown and 'value="24"' in shown


def test_a_draft_is_tried_on_a_deal_and_says_why(cast: Cast, desk: Client, draft: PolicyDraft) -> None:
    submission = make_submission(cast.maya, "payment-terms", discount=30)
    review_all(cast, submission, level=2)
    deal = submission.draft.deal
    page = desk.get(at(draft, "try/"), {"deal": deal.number})
    shown = text_of(page)
    assert "Discount is above 22 %: it is 30" in shown
    assert "vp-from-22" in shown
    trial = page.context["trial"]
    assert [step.is_new for step in trial.steps if "vp-from-22" in step.rules] == [True]
    assert desk.get(at(draft, "try/"), {"deal": "D-99999"}).status_code == 404
    assert desk.get(at(draft, "try/"), {"deal": HOSTILE}).status_code == 404


def test_those_who_may_not_know_the_answers_yet_try_facts_only(cast: Cast, draft: PolicyDraft) -> None:
    submission = make_submission(cast.maya, "payment-terms", discount=30)
    review_all(cast, submission)
    browser = browser_of(cast.members["FIN"])
    deal = submission.draft.deal.number
    assert browser.get(at(draft, "try/"), {"deal": deal}).status_code == 404
    page = browser.post(at(draft, "try/"), {"discount": "21", "band": "AUTO"})
    assert "No rung of the ladder discount covers discount 21 %" in text_of(page)
    draft.refresh_from_db()
    assert draft.revision == 1


def test_the_text_is_edited_as_a_whole_and_keeps_what_is_faulty(desk: Client, draft: PolicyDraft) -> None:
    assert "manager-to-20" in text_of(desk.get(at(draft, "text/")))
    text = f"format: DealDesk rules 1\nname: By hand\nrules:\n- name: only\n  reason: {HOSTILE}\n"
    answer = desk.post(at(draft, "text/"), {"revision": "1", "text": text})
    assert answer.status_code == 302
    assert [entry["name"] for entry in rules_of(draft)] == ["only"]
    shown = text_of(desk.get(at(draft)))
    assert "Add then; it is missing." in shown and HOSTILE not in shown
    assert "Cannot be read yet" in shown


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("rules:\n- name: a\n   reason: b", "Line 3"),
        ("a: 1\na: 2", "Line 2"),
        ("- 1", "Begin with names and their values"),
        ("", "Write a policy"),
        ("{", "Line"),
        ("x: !!python/object/apply:os.system [id]", "Line 1"),
    ],
)
def test_a_text_that_cannot_be_read_says_the_line_and_stays(
    desk: Client, draft: PolicyDraft, text: str, sentence: str
) -> None:
    page = desk.post(at(draft, "text/"), {"revision": "1", "text": text})
    assert page.status_code == 422
    assert sentence in text_of(page)
    assert page.context["form"]["text"].value() == text
    live = desk.post(at(draft, "text/findings/"), {"text": text})
    assert live.status_code == 200 and sentence in text_of(live)
    assert len(rules_of(draft)) == 5


def test_the_check_follows_the_typing_without_saving(desk: Client, draft: PolicyDraft) -> None:
    nobody = (
        "format: DealDesk rules 1\nname: x\nrules:\n"
        "- {name: r, reason: w, then: {step: {approver: 'person:gone@x.example'}}}"
    )
    live = desk.post(at(draft, "text/findings/"), {"text": nobody})
    assert "gone@x.example" in text_of(live)
    assert "<html" not in text_of(live)
    assert len(rules_of(draft)) == 5


def test_rules_that_are_no_list_are_only_edited_as_text(cast: Cast, desk: Client) -> None:
    draft = start_policy_draft(by=cast.desk, rules={"format": HOSTILE, "name": "Odd", "rules": {"a": [1]}})
    shown = text_of(desk.get(at(draft)))
    assert "Put them right as text" in shown and HOSTILE not in shown
    assert desk.get(at(draft, "rules/0/")).status_code == 404
    for path in ("settings/", "examples/", "text/", "try/", "publish/", "export/?as=yaml"):
        assert desk.get(at(draft, path)).status_code == 200, path


@pytest.mark.parametrize(
    "rules",
    [
        [{"name": ["a"], "reason": {}, "when": {"fact": 1}, "then": [1], "keep": 3, "ladder": [2]}],
        [
            {
                "name": "x",
                "when": [{"term": 1, "of": None, "where": [3, {"fact": {}}]}, 7],
                "then": {"steps": 5},
            }
        ],
        [
            {
                "when": [{"aggregate": "median", "of": "level", "at_least": [1]}],
                "then": {"check": [], "floor": 4},
            }
        ],
    ],
)
def test_no_document_breaks_a_page(cast: Cast, desk: Client, rules: list[Any]) -> None:
    document = {
        "name": "Odd",
        "rules": rules,
        "examples": [{"facts": 3}, 4],
        "settings": [],
        "groups": {"a": 1},
    }
    draft = start_policy_draft(by=cast.desk, rules=document)
    for path in ("", "rules/0/", "settings/", "examples/", "examples/0/", "text/", "try/", "publish/"):
        assert desk.get(at(draft, path)).status_code == 200, path


def test_hostile_words_are_shown_as_words(cast: Cast, desk: Client) -> None:
    wicked = rule("wicked", refuse=HOSTILE)
    wicked |= {"reason": HOSTILE, "when": [{"fact": "segment", "is": HOSTILE}]}
    example = {"name": HOSTILE, "facts": {"segment": HOSTILE}, "expect": {}}
    draft = make_draft(cast.desk, wicked, name=HOSTILE, examples=[example])
    save_policy_draft(draft, revision=1, by=cast.desk, note=HOSTILE)
    row = len(rules_of(draft)) - 1
    pages = ("", f"rules/{row}/", "examples/", "examples/0/", "text/", "publish/", "discard/")
    for path in (*(at(draft, page) for page in pages), "/policy/drafts/", "/policy/history/"):
        assert HOSTILE not in text_of(desk.get(path)), path


def test_many_rules_and_drafts_cost_no_more_queries(cast: Cast, desk: Client, draft: PolicyDraft) -> None:
    def queries(path: str) -> int:
        desk.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(path).status_code == 200
        return len(captured)

    paths = [
        at(draft),
        at(draft, "rules/0/"),
        at(draft, "publish/"),
        at(draft, "examples/"),
        "/policy/drafts/",
    ]
    few = [queries(path) for path in paths]
    more = [rule(f"more-{number}", {"fact": "months", "above": number}) for number in range(25)]
    text = {**draft.rules, "rules": [*draft.rules["rules"], *more]}
    save_policy_draft(draft, revision=1, by=cast.desk, rules=text)
    for number in range(5):
        make_draft(cast.desk, name=f"Draft {number}")
    assert [queries(path) for path in paths] == few
