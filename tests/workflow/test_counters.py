"""A function offers other wording, value or a rung; the rep accepts, asks, or declines with a reason."""

from decimal import Decimal

import pytest

from accounts.models import User
from activity.models import Event
from contracts.actions import edit_term
from contracts.models import Draft, DraftState, Rung
from dealdesk.kit.refusals import Forbidden, Refused
from reviews.actions import (
    accept_counter,
    comment,
    decline_counter,
    make_next_draft,
    submit_draft,
    withdraw_draft,
)
from reviews.models import Comment, CounterProposal, Review, ReviewRequest, Submission
from reviews.queries.holding import OWNER, with_holder
from reviews.queries.offers import accepted_answer, offers_left_open
from tests.make import Cast, make_submission, review
from tests.make_talk import make_offer, request_of


@pytest.fixture
def submission(cast: Cast) -> Submission:
    """Payment terms and price hold for Finance, a liability cap for Finance and Legal."""
    return make_submission(cast.maya, "payment-terms", "price-hold", "liability-cap")


def rung_of(request: ReviewRequest, position: int) -> Rung:
    return request.term.type.rungs.get(position=position)


def current(submission: Submission) -> Draft:
    return submission.draft.deal.current_draft


def submit_again(submission: Submission, by: User) -> Submission:
    return submit_draft(current(submission), by=by)


def test_a_chosen_rung_fills_in_wording_and_value(cast: Cast, submission: Submission) -> None:
    asked = request_of(submission, "payment-terms")
    rung = rung_of(asked, 2)
    offer = make_offer(cast, asked, counter_wording="", counter_rung=rung)
    assert (offer.rung, offer.wording, offer.value) == (rung, rung.wording, rung.value)
    following = accept_counter(offer, by=cast.maya)
    term = following.terms.get(type__code="payment-terms")
    assert (term.wording, term.value, term.rung.position) == (rung.wording, rung.value, rung.position)


@pytest.mark.parametrize(
    "changed", [{"counter_wording": "Net 61 days."}, {"counter_value": Decimal(61)}], ids=["words", "value"]
)
def test_a_rung_that_was_changed_is_an_offer_of_its_own(
    cast: Cast, submission: Submission, changed: dict[str, object]
) -> None:
    asked = request_of(submission, "payment-terms")
    rung = rung_of(asked, 2)
    said = {"counter_wording": rung.wording, "counter_value": rung.value, "counter_rung": rung, **changed}
    assert make_offer(cast, asked, **said).rung is None


def test_a_rung_of_another_type_is_refused(cast: Cast, submission: Submission) -> None:
    other = rung_of(request_of(submission, "price-hold"), 1)
    with pytest.raises(Refused, match="another term type"):
        make_offer(cast, request_of(submission, "payment-terms"), counter_rung=other)
    assert not CounterProposal.objects.exists()


def test_only_the_accepted_term_goes_back(cast: Cast, submission: Submission) -> None:
    for asked in ReviewRequest.objects.filter(term__draft=submission.draft).exclude(
        term__type__code="payment-terms"
    ):
        review(cast, asked)
    accept_counter(make_offer(cast, request_of(submission, "payment-terms")), by=cast.maya)
    again = submit_again(submission, cast.maya)
    open_ = ReviewRequest.objects.open().filter(term__draft=again.draft)
    assert [asked.term.type.code for asked in open_] == ["payment-terms"]


def test_the_offering_function_begins_with_its_earlier_answer(cast: Cast, submission: Submission) -> None:
    offer = make_offer(cast, request_of(submission, "liability-cap"))
    accept_counter(offer, by=cast.maya)
    again = submit_again(submission, cast.maya)
    assert accepted_answer(request_of(again, "liability-cap")) == offer.review
    assert accepted_answer(request_of(again, "liability-cap", "LEG")) is None
    assert accepted_answer(request_of(again, "payment-terms")) is None


def test_a_second_offer_goes_into_the_draft_that_is_being_written(cast: Cast, submission: Submission) -> None:
    first = make_offer(cast, request_of(submission, "payment-terms"))
    second = make_offer(cast, request_of(submission, "price-hold"), counter_wording="One year.")
    following = accept_counter(first, by=cast.maya)
    assert [offer for offers in offers_left_open(following).values() for offer in offers] == [second]
    assert accept_counter(second, by=cast.maya) == following
    words = {term.type.code: term.wording for term in following.terms.all()}
    assert (words["payment-terms"], words["price-hold"]) == ("Net 45 days.", "One year.")
    assert submission.draft.deal.drafts.count() == 2
    assert offers_left_open(following) == {}
    assert Event.objects.filter(verb="counter.accepted").count() == 2


def test_a_second_offer_is_refused_once_its_term_reads_otherwise(cast: Cast, submission: Submission) -> None:
    first = make_offer(cast, request_of(submission, "payment-terms"))
    second = make_offer(cast, request_of(submission, "price-hold"))
    following = accept_counter(first, by=cast.maya)
    edit_term(following.terms.get(type__code="price-hold"), by=cast.maya, wording="Two years.")
    for answer_it in (
        lambda: accept_counter(second, by=cast.maya),
        lambda: decline_counter(second, "No.", by=cast.maya),
    ):
        with pytest.raises(Refused, match="later draft"):
            answer_it()
    assert following.terms.get(type__code="price-hold").wording == "Two years."


def test_two_offers_about_one_term_exclude_each_other(cast: Cast, submission: Submission) -> None:
    finance = make_offer(cast, request_of(submission, "liability-cap"))
    legal = make_offer(
        cast, request_of(submission, "liability-cap", "LEG"), counter_wording="Cap of one year."
    )
    accept_counter(finance, by=cast.maya)
    with pytest.raises(Refused, match="reads otherwise"):
        accept_counter(legal, by=cast.maya)


def test_an_old_offer_is_gone_once_the_next_draft_is_with_the_functions(
    cast: Cast, submission: Submission
) -> None:
    offer = make_offer(cast, request_of(submission, "payment-terms"))
    submit_draft(make_next_draft(current(submission), by=cast.maya), by=cast.maya)
    with pytest.raises(Refused, match="with the functions"):
        accept_counter(offer, by=cast.maya)
    kept = CounterProposal.objects.get(review__request__term__draft=current(submission))
    assert accept_counter(kept, by=cast.maya).number == 3


def test_a_declined_offer_is_offered_no_longer(cast: Cast, submission: Submission) -> None:
    offer = make_offer(cast, request_of(submission, "payment-terms"))
    assert with_holder(Draft.objects.filter(pk=submission.draft_id)).get().holder == OWNER
    decline_counter(offer, "  They pay in 120 days or not at all. ", by=cast.maya)
    offer.refresh_from_db()
    assert (offer.declined_by, offer.decline_reason) == (cast.maya, "They pay in 120 days or not at all.")
    assert with_holder(Draft.objects.filter(pk=submission.draft_id)).get().holder != OWNER
    with pytest.raises(Refused, match="declined already"):
        accept_counter(offer, by=cast.maya)
    with pytest.raises(Refused, match="declined already"):
        decline_counter(offer, "Again no.", by=cast.maya)
    assert Event.objects.filter(verb="counter.declined").count() == 1


def test_a_decline_holds_for_the_unchanged_term_of_the_next_draft(cast: Cast, submission: Submission) -> None:
    decline_counter(make_offer(cast, request_of(submission, "payment-terms")), "No.", by=cast.maya)
    make_next_draft(current(submission), by=cast.maya)
    again = submit_again(submission, cast.maya)
    kept = CounterProposal.objects.get(review__request__term__draft=again.draft)
    assert kept.decline_reason == "No."
    with pytest.raises(Refused, match="declined already"):
        accept_counter(kept, by=cast.maya)


def test_the_reviewer_may_offer_again_after_a_decline(cast: Cast, submission: Submission) -> None:
    asked = request_of(submission, "payment-terms")
    decline_counter(make_offer(cast, asked), "No.", by=cast.maya)
    better = make_offer(cast, asked, counter_wording="Net 75 days.")
    assert accept_counter(better, by=cast.maya).terms.filter(wording="Net 75 days.").exists()


@pytest.mark.parametrize("reason", ["", " \n ", "x" * 1001])
def test_a_decline_needs_a_reason_of_some_length(cast: Cast, submission: Submission, reason: str) -> None:
    offer = make_offer(cast, request_of(submission, "payment-terms"))
    with pytest.raises(Refused, match="Write"):
        decline_counter(offer, reason, by=cast.maya)
    offer.refresh_from_db()
    assert offer.declined_at is None


@pytest.mark.parametrize("who", ["tom", "mark", "ruth", "auditor", "finance"])
def test_only_the_owner_or_the_desk_declines(cast: Cast, submission: Submission, who: str) -> None:
    offer = make_offer(cast, request_of(submission, "payment-terms"))
    person = cast.members["FIN"] if who == "finance" else getattr(cast, who)
    with pytest.raises(Forbidden):
        decline_counter(offer, "No.", by=person)
    decline_counter(offer, "No.", by=cast.desk)


def test_a_question_about_an_offer_is_tied_to_it(cast: Cast, submission: Submission) -> None:
    offer = make_offer(cast, request_of(submission, "payment-terms"))
    comment(offer.review.request.term, "Would 60 do?", by=cast.maya, counter=offer.pk)
    assert Comment.objects.get().counter == offer
    review(cast, offer.review.request, 2)
    with pytest.raises(Refused, match="does not stand any more"):
        comment(offer.review.request.term, "And 50?", by=cast.maya, counter=offer.pk)
    assert Review.objects.filter(request=offer.review.request).count() == 2


def test_an_offer_on_a_draft_taken_back_can_still_be_accepted(cast: Cast, submission: Submission) -> None:
    make_next_draft(current(submission), by=cast.maya)
    again = submit_again(submission, cast.maya)
    withdraw_draft(again.draft, by=cast.maya)
    assert current(submission).state == DraftState.WITHDRAWN
    assert accept_counter_after_withdrawal(cast, submission) == 3


def accept_counter_after_withdrawal(cast: Cast, submission: Submission) -> int:
    """Nothing was offered; the next draft alone is made."""
    return make_next_draft(current(submission), by=cast.maya).number
