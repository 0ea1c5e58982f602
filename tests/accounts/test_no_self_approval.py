"""I3: no role, reporting line or new owner makes somebody the approver of their own deal."""

import pytest
from django.test import Client

from accounts.actions import change_roles, edit_person, grant_role, reactivate_person
from accounts.models import Membership, Role, User
from contracts.actions import edit_deal
from contracts.models import Draft
from dealdesk.kit.refusals import Forbidden, Refused
from reviews.actions import submit_draft
from reviews.models import ReviewRequest, Submission
from reviews.queries.authors import authors_of
from reviews.rulings import rulebook_of
from reviews.seats import Directory
from tests.accounts.browser import words_of
from tests.make import Cast, approve, make_deal, make_submission, make_term, review, review_all

EVERY_APPROVER = [Role.APPROVER_MANAGER, Role.APPROVER_VP, Role.APPROVER_EXECUTIVE]


def submitted(cast: Cast, by: User) -> Submission:
    submission = make_submission(by, "payment-terms", "renewal")
    review_all(cast, submission, level=4)
    return submission


def again(person: User) -> User:
    """As the next request reads the person."""
    return User.objects.get(pk=person.pk)


def assert_cannot_approve(submission: Submission, person: User) -> None:
    deal, directory = submission.draft.deal, Directory.load([submission.pk])
    for approver in ("owner_manager", *(f"role:{role}" for role in EVERY_APPROVER)):
        named = directory.named(approver, deal, rulebook_of(submission.policy))
        seats = directory.seats(named, authors_of(deal), submission=submission.pk, key="")
        assert person not in [seat.person for seat in seats]
    with pytest.raises(Forbidden, match="own or wrote in"):
        approve(submission, again(person))
    browser = Client()
    browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    assert browser.get(f"/deals/{submission.draft.deal.number}/approval/").status_code == 403


def test_a_rep_who_is_made_an_approver_does_not_approve_their_own_deal(cast: Cast) -> None:
    submission = submitted(cast, cast.maya)
    change_roles(cast.maya, [Role.SALES_REP, *EVERY_APPROVER], by=cast.desk)
    assert_cannot_approve(submission, cast.maya)


def test_the_desk_that_opened_a_deal_and_makes_itself_an_approver_does_not(cast: Cast, desk: Client) -> None:
    submission = submitted(cast, cast.desk)
    roles = [Role.DEAL_DESK, *EVERY_APPROVER]
    assert desk.post(f"/people/{cast.desk.pk}/roles/", {"roles": roles}).status_code == 302
    assert_cannot_approve(submission, cast.desk)


def test_a_manager_who_wrote_in_a_deal_does_not_approve_it_after_giving_it_away(cast: Cast) -> None:
    grant_role(cast.mark, Role.SALES_REP, by=cast.desk)
    mark = again(cast.mark)
    deal = make_deal(mark)
    make_term(deal.current_draft, "payment-terms", by=mark)
    edit_deal(deal, by=mark, owner=cast.maya)
    deal.refresh_from_db()
    assert deal.owner == cast.maya and cast.maya.reports_to == cast.mark
    submission = submit_draft(Draft.objects.get(deal=deal), by=cast.maya)
    review_all(cast, submission, level=4)
    assert_cannot_approve(submission, cast.mark)


def test_the_owner_does_not_change_under_review(cast: Cast) -> None:
    submission = submitted(cast, cast.maya)
    change_roles(cast.maya, [Role.SALES_REP, *EVERY_APPROVER], by=cast.desk)
    with pytest.raises(Refused, match="owner changes only while"):
        edit_deal(submission.draft.deal, by=cast.maya, owner=cast.tom)


def test_nobody_reports_to_themselves_even_by_way_of_others(cast: Cast, desk: Client) -> None:
    typed = {"name": "Maya", "time_zone": "UTC", "reports_to": cast.maya.pk}
    assert desk.post(f"/people/{cast.maya.pk}/", typed).status_code == 422
    with pytest.raises(Refused, match="report to themselves"):
        edit_person(cast.mark, by=cast.desk, name="Mark", title="", time_zone="UTC", reports_to=cast.maya)


def test_a_rep_who_joins_a_function_does_not_review_their_own_ask(cast: Cast, desk: Client) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    change_roles(cast.maya, [Role.SALES_REP, Role.FUNCTION_MEMBER], by=cast.desk)
    Membership.objects.create(function=cast.functions["FIN"], user=cast.maya)
    request = ReviewRequest.objects.get(term__draft=submission.draft)
    with pytest.raises(Forbidden, match="You wrote in this deal"):
        review(cast, request, by=again(cast.maya))
    browser = Client()
    browser.force_login(cast.maya, backend="django.contrib.auth.backends.ModelBackend")
    assert browser.get(f"/reviews/{request.pk}/").status_code == 403
    assert "My reviews" in words_of(browser.get("/reviews/"))


def test_coming_back_does_not_make_an_author_a_stranger(cast: Cast) -> None:
    submission = submitted(cast, cast.maya)
    User.objects.filter(pk=cast.maya.pk).update(is_active=False)
    reactivate_person(cast.maya, by=cast.desk)
    grant_role(cast.maya, Role.APPROVER_VP, by=cast.desk)
    assert_cannot_approve(submission, cast.maya)
