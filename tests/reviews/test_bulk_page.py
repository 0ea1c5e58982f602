"""Approve the selected: from the list, without a script."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.actions import ask_to_break_glass, confirm_glass
from reviews.actions.policies import DEFAULT_STEPS
from reviews.models import Approval, ReviewRequest
from tests.api.machine import Machine
from tests.make import Cast, review, token_of
from tests.make_verbs import REASON, fresh, make_waiting, publish_rules
from tests.reviews.browser import browser_of, text_of


def boxes(page: object) -> list[str]:
    return [f"{row.serial}~{row.token}" for row in page.context["now"]]  # type: ignore[attr-defined]


def test_the_ticked_ones_are_approved_and_each_is_reported(cast: Cast) -> None:
    first, second = make_waiting(cast, customer="First Bank"), make_waiting(cast, customer="Second Bank")
    make_waiting(cast, customer="Third Bank")
    browser = browser_of(cast.ruth)
    page = browser.get("/approvals/")
    ticked = boxes(page)[:2]
    assert all(f'name="chosen" value="{box}"' in text_of(page) for box in boxes(page))
    review(cast, ReviewRequest.objects.filter(term__draft=second.draft).first(), 3)
    text = text_of(browser.post("/approvals/", {"chosen": ticked, "note": "As agreed."}))
    assert "1 of 2 approved" in text
    assert "First Bank" in text and "Draft 1 is approved." in text
    assert "Not approved. The draft or its score has changed since you opened it." in text
    assert "Third Bank" not in text
    assert Approval.objects.get().submission == first


def test_nothing_ticked_is_said_and_the_note_kept(cast: Cast) -> None:
    make_waiting(cast)
    answer = browser_of(cast.ruth).post("/approvals/", {"note": "As <agreed>."})
    assert answer.status_code == 422
    assert "Tick the drafts that you approve." in text_of(answer) and "As &lt;agreed&gt;." in text_of(answer)


def test_a_box_that_no_page_of_ours_has_written_is_refused(cast: Cast) -> None:
    make_waiting(cast)
    for box in ("", "x", "12", "12~", "a~b", "9" * 40 + "~x"):
        assert browser_of(cast.ruth).post("/approvals/", {"chosen": [box]}).status_code == 422
    assert not Approval.objects.exists()


def test_what_comes_later_has_no_box(cast: Cast) -> None:
    later = {"number": 2, "approver": "approver_executive", "count": 1}
    publish_rules(cast, steps={**DEFAULT_STEPS, "VP": [*DEFAULT_STEPS["VP"], later]})
    make_waiting(cast)
    assert 'name="chosen"' not in text_of(browser_of(cast.eva).get("/approvals/"))
    assert 'name="chosen"' in text_of(browser_of(cast.ruth).get("/approvals/"))


def test_executives_see_how_often_glass_was_broken(cast: Cast) -> None:
    assert "Glass broken in the last 90 days: 0" in text_of(browser_of(cast.eva).get("/approvals/"))
    glass = ask_to_break_glass(fresh(make_waiting(cast)), reason=REASON, by=cast.anders)
    confirm_glass(glass, by=cast.eva)
    assert "Glass broken in the last 90 days: 1" in text_of(browser_of(cast.eva).get("/approvals/"))
    assert "Glass broken" not in text_of(browser_of(cast.ruth).get("/approvals/"))


def test_the_list_asks_the_database_no_more_for_many(cast: Cast) -> None:
    counts = []
    for rows in (1, 4):
        for place in range(rows):
            make_waiting(cast, customer=f"Customer {rows} {place}")
        browser = browser_of(cast.ruth)
        with CaptureQueriesContext(connection) as seen:
            browser.get("/approvals/")
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_the_same_by_api(cast: Cast) -> None:
    first, second = make_waiting(cast, customer="First Bank"), make_waiting(cast, customer="Second Bank")
    asked = [
        {"deal": first.draft.deal.number, "seen": token_of(first)},
        {"deal": second.draft.deal.number, "seen": "something older"},
        {"deal": "D-999999", "seen": "x"},
    ]
    answer = Machine(cast.ruth).post("/approvals/", {"approve": asked, "note": "As agreed."}, key="once")
    assert answer.status_code == 200, answer.content
    told = {entry["deal"]: entry["is_approved"] for entry in answer.json()["results"]}
    assert told == {first.draft.deal.number: True, second.draft.deal.number: False, "D-999999": False}
    again = Machine(cast.ruth).post("/approvals/", {"approve": asked, "note": "As agreed."}, key="once")
    assert again.json() == answer.json() and Approval.objects.count() == 1
    assert Machine(cast.auditor).post("/approvals/", {"approve": asked}).status_code == 403
    for wrong in ({"approve": []}, {"approve": [{"deal": "12", "seen": "x"}]}, {}):
        assert Machine(cast.ruth).post("/approvals/", wrong).status_code == 400


def test_a_draft_is_taken_back_by_api(cast: Cast) -> None:
    submission = make_waiting(cast)
    path = f"/deals/{submission.draft.deal.number}/withdrawal/"
    assert Machine(cast.mark).post(path, {}).status_code == 403
    assert Machine(cast.maya).post(path, {}).status_code == 409
    answer = Machine(cast.maya).post(path, {"reason": "Other dates."})
    assert (answer.status_code, answer.json()["state"]) == (200, "withdrawn")
