"""Settings, worked examples, the text and trying a draft: the other tabs of its page."""

import pytest
from django.test import Client

from reviews.models import PolicyDraft
from tests.make import Cast, make_submission, review_all
from tests.make_policies import make_ladder_draft
from tests.reviews.browser import browser_of, text_of
from tests.reviews.policy_form import HOSTILE, at, rules_of


@pytest.fixture
def desk(cast: Cast) -> Client:
    return browser_of(cast.desk)


@pytest.fixture
def draft(cast: Cast) -> PolicyDraft:
    return make_ladder_draft(cast.desk)


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
    shown = desk.get(at(draft, "text/")).context["form"]["text"].value()
    assert shown.startswith("format: DealDesk rules 1\nname: Approvals by band\nsettings:\n")
    assert "- name: manager-to-20\n  reason:" in shown
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
