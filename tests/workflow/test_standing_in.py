"""Somebody stands in for a reviewer or an approver: with both names, and never on a deal of their own."""

from collections.abc import Iterator

import pytest
import time_machine

from accounts.absences import functions_stood_in_for
from accounts.models import Role, User
from contracts.models import Draft
from dealdesk.kit.refusals import Forbidden, Refused
from reviews.actions import record_review
from reviews.actions.bulk import Choice, approve_all
from reviews.gate import gate_of
from reviews.models import Approval, Ask, Review, ReviewRequest, Submission
from reviews.queries.queue import open_reviews_for
from tests.api.machine import Machine
from tests.make import Cast, answer, approve, make_submission, make_user, review_all, token_of
from tests.make_absences import berlin, make_absence
from tests.reviews.browser import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday() -> Iterator[time_machine.Traveller]:
    """Monday the 23rd of November 2026, nine o’clock in Berlin."""
    with time_machine.travel(berlin(23), tick=False) as traveller:
        yield traveller


def test_a_stand_in_of_another_function_answers_while_the_absence_lasts(
    cast: Cast, monday: time_machine.Traveller
) -> None:
    request = asked_of_finance(cast)
    ines = cast.members["DEL"]
    assert not open_reviews_for(ines).exists()
    with pytest.raises(Forbidden, match="belongs to Finance"):
        record_review(request, answer(), by=ines)
    make_absence(cast.leads["FIN"], ines)
    assert list(open_reviews_for(fresh(ines))) == [request]
    review = record_review(request, answer(), by=ines)
    assert (review.reviewer, review.on_behalf_of) == (ines, cast.leads["FIN"])
    monday.move_to(berlin(28))
    with pytest.raises(Forbidden, match="belongs to Finance"):
        record_review(request, answer(), by=ines)


def test_nobody_reviews_their_own_deal_as_a_stand_in_nor_for_one_who_wrote_in_it(cast: Cast) -> None:
    """Dana of Finance owns the deal; Max, her stand-in, has no part in it, and Tom wrote in it himself."""
    dana = make_user("Dana Both", Role.SALES_REP, Role.FUNCTION_MEMBER)
    dana.memberships.create(function=cast.functions["FIN"])
    request = ReviewRequest.objects.get(term__draft=make_submission(dana, "payment-terms").draft)
    outside = cast.members["DEL"]
    make_absence(dana, outside)
    assert functions_stood_in_for(outside) == {cast.functions["FIN"].pk: {dana.pk}}
    assert not open_reviews_for(fresh(outside)).exists()
    with pytest.raises(Forbidden):
        record_review(request, answer(), by=outside)
    make_absence(cast.leads["FIN"], dana)
    assert not open_reviews_for(fresh(dana)).exists()
    with pytest.raises(Forbidden, match="You wrote in this deal"):
        record_review(request, answer(), by=dana)
    assert not Review.objects.exists()


def asked_of_finance(cast: Cast) -> ReviewRequest:
    return ReviewRequest.objects.get(term__draft=make_submission(cast.maya, "payment-terms").draft)


def fresh(person: User) -> User:
    """As the next request of the browser reads them."""
    return User.objects.get(pk=person.pk)


def high(by: User) -> Submission:
    return make_submission(by, "payment-terms", "renewal", "price-hold")


def test_an_approval_of_a_stand_in_carries_both_names(cast: Cast) -> None:
    make_absence(cast.ruth, cast.anders)
    submission = high(cast.maya)
    review_all(cast, submission, level=4)
    ask = Ask.objects.open().get()
    assert (ask.person, ask.principal) == (cast.anders, cast.ruth)
    approval = approve(submission, cast.anders)
    assert (approval.approver, approval.on_behalf_of) == (cast.anders, cast.ruth)
    assert gate_of(Draft.objects.get(pk=submission.draft_id)).is_open


def test_who_is_away_and_stood_in_for_does_not_approve_as_well(cast: Cast) -> None:
    make_absence(cast.ruth, cast.anders)
    submission = high(cast.maya)
    review_all(cast, submission, level=4)
    with pytest.raises((Forbidden, Refused)):
        approve(submission, cast.ruth)


def vera_and_her_deal(cast: Cast) -> tuple[User, Submission]:
    """Vera sells, and may approve as a VP; Ruth, the other VP, is away and Vera stands in for her."""
    vera = make_user("Vera Both", Role.SALES_REP, Role.APPROVER_VP)
    make_absence(cast.ruth, vera)
    submission = high(vera)
    review_all(cast, submission, level=4)
    return vera, submission


def test_nobody_approves_their_own_deal_as_a_stand_in_by_any_way_in(cast: Cast) -> None:
    vera, submission = vera_and_her_deal(cast)
    token, deal = token_of(submission), submission.draft.deal
    assert not Ask.objects.filter(person=vera).exists()
    with pytest.raises(Forbidden, match="Nobody approves a deal that they own"):
        approve(submission, vera)
    page = browser_of(vera).post(f"/deals/{deal.number}/approval/", {"decision": "approve", "token": token})
    assert page.status_code == 403
    machine = Machine(vera).post(f"/deals/{deal.number}/decisions/", {"decision": "approve", "seen": token})
    assert machine.status_code == 403
    [outcome] = approve_all([Choice(deal.serial, token)], by=vera)
    assert not outcome.is_done and "Nobody approves a deal that they own" in outcome.sentence
    assert not Approval.objects.exists()


def test_nobody_approves_for_somebody_who_wrote_in_the_deal(cast: Cast) -> None:
    """Anders, of another role, stands in for Vera, whose deal it is: she has no seat to hand on."""
    vera = make_user("Vera Both", Role.SALES_REP, Role.APPROVER_VP)
    make_absence(vera, cast.anders)
    submission = high(vera)
    review_all(cast, submission, level=4)
    assert [ask.person for ask in Ask.objects.open()] == [cast.ruth]
    with pytest.raises((Forbidden, Refused)):
        approve(submission, cast.anders)


def test_a_step_waits_for_who_is_away_when_their_stand_in_wrote_in_the_deal(cast: Cast) -> None:
    vera, submission = vera_and_her_deal(cast)
    assert [(ask.person, ask.principal) for ask in Ask.objects.open()] == [(cast.ruth, None)]
