"""An added approver who leaves does not hold the deal up for good."""

import pytest

from accounts.models import User
from dealdesk.kit.refusals import Forbidden, Refused
from dealdesk.verification import INVARIANTS
from reviews.actions import add_approver, clear_draft, release_added_approver
from reviews.models import AddedApprover, Submission
from tests.make import Cast, approve
from tests.make_verbs import asked, fresh, gate_now, make_waiting, told_of
from tests.reviews.browser import browser_of


@pytest.fixture
def submission(cast: Cast) -> Submission:
    found = make_waiting(cast)
    add_approver(found.draft.deal, person=cast.eva, reason="She knows them.", by=cast.maya)
    approve(found, cast.ruth)
    return found


def leave(person: User) -> None:
    person.is_active = False
    person.save()


def test_the_deal_desk_releases_who_has_left(cast: Cast, submission: Submission) -> None:
    leave(cast.eva)
    assert not gate_now(submission).is_open
    release_added_approver(AddedApprover.objects.get(), reason="She left us.", by=cast.desk)
    assert gate_now(submission).is_open
    assert "Eva Executive" in told_of("approver.released")["Maya Lindqvist"]
    clear_draft(fresh(submission), by=cast.maya)
    assert [breach for check in INVARIANTS for breach in check.breaches()] == []


def test_not_while_they_can_decide_nor_by_others(cast: Cast, submission: Submission) -> None:
    added = AddedApprover.objects.get()
    with pytest.raises(Refused, match="can decide"):
        release_added_approver(added, reason="In a hurry.", by=cast.desk)
    leave(cast.eva)
    for person in (cast.maya, cast.ruth):
        with pytest.raises(Forbidden):
            release_added_approver(added, reason="In a hurry.", by=person)
    with pytest.raises(Refused, match="Write why"):
        release_added_approver(added, reason=" ", by=cast.desk)


def test_another_address_changes_nothing(cast: Cast, submission: Submission) -> None:
    cast.eva.email = "eva.new@fernhill.example"
    cast.eva.save()
    assert asked(submission) == ["Eva Executive"]
    approve(submission, cast.eva)
    assert gate_now(submission).is_open


def test_on_the_page(cast: Cast, submission: Submission) -> None:
    path = f"/deals/{submission.draft.deal.number}/approvers/add/"
    browser = browser_of(cast.desk)
    assert "Wait no longer" not in browser.get(path).content.decode()
    leave(cast.eva)
    assert "Wait no longer" in browser.get(path).content.decode()
    said = {"release": AddedApprover.objects.get().pk, "reason": "She left us."}
    assert browser.post(path, said).status_code == 302
    assert AddedApprover.objects.get().release_reason == "She left us."
