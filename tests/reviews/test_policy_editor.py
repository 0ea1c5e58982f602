"""The page of a policy draft: the check, who may do what, hostile words and odd documents."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reviews.actions import save_policy_draft, start_policy_draft
from reviews.models import PolicyDraft, PolicyVersion
from tests.make import Cast
from tests.make_policies import make_draft, make_ladder_draft, rule
from tests.reviews.browser import browser_of, text_of
from tests.reviews.policy_form import FORM, HOSTILE, at, rules_of


@pytest.fixture
def desk(cast: Cast) -> Client:
    return browser_of(cast.desk)


@pytest.fixture
def draft(cast: Cast) -> PolicyDraft:
    return make_ladder_draft(cast.desk)


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
