"""Two policies side by side, exports, and taking a version back or out of force."""

import datetime as dt
import json

import yaml
from django.test import Client
from django.utils import timezone

from reviews.actions import publish_policy
from reviews.engine.rules import Rulebook
from reviews.models import PolicyDraft, PolicyVersion
from reviews.rulings import rulebook_of
from tests.make import Cast
from tests.make_policies import bands_and, make_draft, rule
from tests.reviews.browser import browser_of, text_of


def desk_of(cast: Cast) -> Client:
    return browser_of(cast.desk)


def test_two_versions_are_compared_in_words(cast: Cast) -> None:
    publish_policy(by=cast.desk, rules=bands_and(rule("new-rule", {"fact": "discount", "above": 10})))
    page = browser_of(cast.maya).get("/policy/compare/", {"from": "1", "to": "2"})
    (change,) = page.context["page"].changes
    assert (change.kind, change.title, change.before) == ("Added", "new-rule", "")
    assert "above 10" in change.after
    back = browser_of(cast.maya).get("/policy/compare/", {"from": "2", "to": "1"})
    assert [change.kind for change in back.context["page"].changes] == ["Removed"]
    assert "Nothing differs" in text_of(browser_of(cast.maya).get("/policy/compare/"))


def test_a_draft_is_compared_before_and_after(cast: Cast) -> None:
    document = bands_and()
    document["rules"][0] = {**document["rules"][0], "reason": "Other <b>words</b>."}
    document["settings"] = {**document["settings"], "rounds": 5}
    draft = make_draft(cast.desk)
    PolicyDraft.objects.filter(pk=draft.pk).update(rules=document)
    page = desk_of(cast).get("/policy/compare/", {"from": "1", "to": f"draft-{draft.pk}"})
    said = {(change.kind, change.before, change.after) for change in page.context["page"].changes}
    assert said == {
        ("Setting", "3", "5"),
        ("Changed", "The pain score is moderate.", "Other <b>words</b>."),
    }
    assert "Other <b>words</b>" not in text_of(page)


def test_a_faulty_draft_is_not_compared_and_says_so(cast: Cast) -> None:
    draft = make_draft(cast.desk)
    PolicyDraft.objects.filter(pk=draft.pk).update(rules={"rules": "none"})
    page = desk_of(cast).get("/policy/compare/", {"from": "1", "to": f"draft-{draft.pk}"})
    assert "cannot be read yet" in text_of(page)


def test_what_is_not_there_is_not_compared(cast: Cast) -> None:
    for code in ("9", "draft-99999", "draft-", "two", "-1", "9" * 30, "<b>"):
        assert desk_of(cast).get("/policy/compare/", {"from": "1", "to": code}).status_code == 404, code


def test_a_version_and_a_draft_are_exported_and_read_back_the_same(cast: Cast) -> None:
    version = PolicyVersion.objects.get()
    draft = make_draft(cast.desk, rule("a", {"fact": "discount", "above": 12.5}))
    browser = browser_of(cast.auditor)
    as_yaml = browser.get("/policy/versions/1/export/")
    assert as_yaml.headers["Content-Disposition"] == 'attachment; filename="policy-1.yaml"'
    assert Rulebook.from_document(yaml.safe_load(as_yaml.content)) == rulebook_of(version)
    as_json = browser.get(f"/policy/drafts/{draft.pk}/export/?as=json")
    assert json.loads(as_json.content) == draft.rules
    assert browser.get("/policy/versions/1/export/?as=xml").status_code == 400
    assert browser.get("/policy/versions/7/export/").status_code == 404
    schema = json.loads(browser.get("/policy/schema/").content)
    assert schema["$schema"].startswith("https://json-schema.org/draft/2020-12")


def test_putting_a_version_back_starts_a_draft_from_it(cast: Cast) -> None:
    publish_policy(by=cast.desk, rules=bands_and(rule("extra")))
    answer = desk_of(cast).post("/policy/drafts/", {"start_from": "version:1"})
    draft = PolicyDraft.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/policy/drafts/{draft.pk}/")
    assert (draft.based_on.number, len(draft.rules["rules"])) == (1, 3)
    assert browser_of(cast.ruth).post("/policy/drafts/", {"start_from": "version:1"}).status_code == 403
    for wrong in ("version:99", "sample:none", "version:", "", "<b>"):
        page = desk_of(cast).post("/policy/drafts/", {"start_from": wrong})
        assert page.status_code == 422, wrong


def test_retiring_asks_for_the_reason_and_shows_it_beside_the_version(cast: Cast) -> None:
    publish_policy(by=cast.desk, rules=bands_and(rule("extra")))
    browser = desk_of(cast)
    assert "What is submitted from now on is under the version before it" in text_of(
        browser.get("/policy/versions/2/retire/")
    )
    assert browser.post("/policy/versions/2/retire/", {"reason": ""}).status_code == 422
    answer = browser.post("/policy/versions/2/retire/", {"reason": "Too <b>much</b>"}, follow=True)
    shown = text_of(answer)
    assert "Policy 2 is retired." in shown and "Too &lt;b&gt;much&lt;/b&gt;" in shown
    assert "Another version is in force." in text_of(browser.get("/policy/?version=2"))
    last = browser.post("/policy/versions/1/retire/", {"reason": "Tired"})
    assert last.status_code == 422 and "No policy would be in force" in text_of(last)


def test_the_policy_page_tells_rules_settings_groups_and_examples(cast: Cast) -> None:
    example = {"name": "big", "facts": {"discount": 30, "band": "AUTO"}, "expect": {"fired": ["rung"]}}
    council = {"council": ["eva.executive@fernhill.example"]}
    rung = rule("rung", {"fact": "discount", "above": 20}, step={"approver": "group:council"})
    rules = bands_and({**rung, "ladder": "discount"}, groups=council, examples=[example])
    publish_policy(by=cast.desk, rules=rules, note="Council")
    shown = text_of(browser_of(cast.maya).get("/policy/"))
    for text in (
        "Ladder discount",
        "Discount is above 20 %",
        "One of council approves",
        "16 business hours",
        "Eva Executive",
        "big",
        "published policy 2",
    ):
        assert text in shown, text
    assert "Retire…" not in shown


def test_a_version_of_a_later_day_says_from_when_it_is_in_force(cast: Cast) -> None:
    draft = make_draft(cast.desk)
    day = timezone.now().date() + dt.timedelta(days=9)
    browser = desk_of(cast)
    named = {"name": "Later", "note": "", "effective_on": day.isoformat(), "revision": "1"}
    assert browser.post(f"/policy/drafts/{draft.pk}/", named).status_code == 302
    answer = browser.post(f"/policy/drafts/{draft.pk}/publish/", {"revision": "2"}, follow=True)
    shown = text_of(answer)
    year = "" if day.year == timezone.now().year else f" {day.year}"
    assert f"Policy 2 is published, in force from {day.day} {day:%B}{year}." in shown
    assert f"In force from {day.day} {day:%B}{year}" in shown
    assert "<h1>Policy 1</h1>" in shown
    assert f"published policy 2, in force from {day.day} {day:%B %Y}" in text_of(
        browser.get("/policy/history/")
    )
