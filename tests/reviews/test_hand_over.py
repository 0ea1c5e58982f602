"""Hand a step to somebody else, and add an approver: the pages."""

import pytest
from django.test import Client

from accounts.models import Role, User
from contracts.models import Deal
from reviews.models import AddedApprover, Reassignment, Submission
from tests.make import Cast, approve, make_user
from tests.make_verbs import ask_of, asked, make_for_ruth, make_waiting
from tests.reviews.browser import browser_of, text_of


@pytest.fixture
def ines(cast: Cast) -> User:
    return make_user("Ines VP", Role.APPROVER_VP)


@pytest.fixture
def submission(cast: Cast, ines: User) -> Submission:
    return make_for_ruth(cast)


def approval_page(browser: Client, deal: Deal) -> str:
    return text_of(browser.get(f"/deals/{deal.number}/approval/"))


def test_from_the_approval_page_to_somebody_else_with_both_names(
    cast: Cast, submission: Submission, ines: User
) -> None:
    deal, browser = submission.draft.deal, browser_of(cast.ruth)
    path = f"/asks/{ask_of(submission, cast.ruth).pk}/hand-over/"
    assert path in approval_page(browser, deal)
    page = browser.get(path)
    assert "Ines VP" in text_of(page) and "Maya Lindqvist</option>" not in text_of(page)
    answer = browser.post(path, {"to": ines.pk, "reason": "I am on a plane."})
    assert answer.status_code == 302
    assert asked(submission) == ["Ines VP for Ruth Adeyemi"]
    assert "waiting for Ines VP for Ruth Adeyemi" in approval_page(browser_of(ines), deal)
    assert "Ines VP for Ruth Adeyemi" in text_of(browser_of(cast.maya).get(deal.get_absolute_url()))
    approve(submission, ines)
    assert "Approved by Ines VP for Ruth Adeyemi." in text_of(
        browser_of(cast.maya).get(deal.get_absolute_url())
    )


def test_the_original_takes_it_back_on_the_same_page(cast: Cast, submission: Submission, ines: User) -> None:
    browser = browser_of(cast.ruth)
    browser.post(f"/asks/{ask_of(submission, cast.ruth).pk}/hand-over/", {"to": ines.pk, "reason": "Busy."})
    path = f"/asks/{ask_of(submission, ines).pk}/hand-over/"
    assert "Take it back" in approval_page(browser, submission.draft.deal)
    assert "Take the step back?" in text_of(browser.get(path))
    assert browser.post(path, {"take_back": "1"}).status_code == 302
    assert asked(submission) == ["Ruth Adeyemi"]


def test_what_is_wrong_is_told_and_what_was_typed_kept(
    cast: Cast, submission: Submission, ines: User
) -> None:
    browser = browser_of(cast.ruth)
    path = f"/asks/{ask_of(submission, cast.ruth).pk}/hand-over/"
    answer = browser.post(path, {"to": cast.maya.pk, "reason": "<b>Busy</b>"})
    assert answer.status_code == 422
    assert "Choose one of the people offered." in text_of(answer)
    assert "&lt;b&gt;Busy&lt;/b&gt;" in text_of(answer)
    assert "Write why you hand it over" in text_of(browser.post(path, {"to": ines.pk}))
    assert not Reassignment.objects.exists()


def test_only_who_may_and_only_what_one_sees(cast: Cast, submission: Submission) -> None:
    path = f"/asks/{ask_of(submission, cast.ruth).pk}/hand-over/"
    assert browser_of(cast.desk).get(path).status_code == 200
    for person in (cast.maya, cast.anders, cast.auditor):
        assert browser_of(person).get(path).status_code == 403
    for person in (cast.tom, cast.outsider):
        assert browser_of(person).get(path).status_code == 404


def test_an_approver_is_added_on_a_page_and_named_there(cast: Cast) -> None:
    submission = make_waiting(cast)
    deal, browser = submission.draft.deal, browser_of(cast.maya)
    path = f"/deals/{deal.number}/approvers/add/"
    assert path in text_of(browser.get(deal.get_absolute_url()))
    answer = browser.post(path, {"person": cast.eva.pk})
    assert answer.status_code == 422 and "Write why they have to approve" in text_of(answer)
    assert browser.post(path, {"person": cast.eva.pk, "reason": "Knows <them>."}).status_code == 302
    assert AddedApprover.objects.get().person == cast.eva
    page = text_of(browser.get(path))
    assert "Eva Executive" in page and "Knows &lt;them&gt;." in page
    assert "Eva Executive approves" in text_of(browser.get(deal.get_absolute_url()))
    assert path in approval_page(browser_of(cast.eva), deal)


def test_others_see_no_such_page(cast: Cast) -> None:
    deal = make_waiting(cast).draft.deal
    path = f"/deals/{deal.number}/approvers/add/"
    assert browser_of(cast.tom).get(path).status_code == 404
    assert browser_of(cast.anders).get(path).status_code == 403
    assert path not in text_of(browser_of(cast.anders).get(deal.get_absolute_url()))
