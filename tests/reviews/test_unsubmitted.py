"""Words that are still being written are not for the functions that were asked about an earlier draft."""

import pytest

from contracts.actions import edit_term
from contracts.models import Deal, Draft
from dealdesk.kit.refusals import Forbidden
from reviews.actions import make_next_draft, submit_draft
from tests.make import Cast, approve, make_deal, make_submission, make_term, review_all
from tests.reviews.browser import browser_of, text_of

SECRET = "What Maya is still thinking about."


@pytest.fixture
def deal(cast: Cast) -> Deal:
    submission = make_submission(cast.maya, "payment-terms")
    following = make_next_draft(Draft.objects.get(pk=submission.draft_id), by=cast.maya)
    edit_term(following.terms.get(), by=cast.maya, wording=SECRET)
    return following.deal


@pytest.mark.parametrize(
    ("who", "reads"), [("maya", True), ("mark", True), ("desk", True), ("ruth", True), ("finance", False)]
)
def test_who_reads_what_is_still_being_written(cast: Cast, deal: Deal, who: str, reads: bool) -> None:
    person = cast.members["FIN"] if who == "finance" else getattr(cast, who)
    text = text_of(browser_of(person).get(f"/deals/{deal.number}/"))
    assert (SECRET in text) == reads
    if not reads:
        assert "Draft 1" in text


def test_a_function_does_not_reach_it_by_number_forecast_or_api(cast: Cast, deal: Deal) -> None:
    finance = browser_of(cast.members["FIN"])
    assert finance.get(f"/deals/{deal.number}/?draft=2").status_code == 404
    assert finance.get(f"/deals/{deal.number}/forecast/").status_code == 404
    assert SECRET not in text_of(finance.get(f"/api/deals/{deal.number}/"))


def test_who_submits_has_a_hand_in_the_deal_and_does_not_approve_it(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    make_term(deal.current_draft, "payment-terms", by=cast.maya)
    cast.desk.grants.create(role="approver_manager")
    cast.desk.forget_roles()
    cast.maya.reports_to = cast.desk
    cast.maya.save()
    submission = submit_draft(deal.current_draft, by=cast.desk)
    review_all(cast, submission, level=4)
    with pytest.raises(Forbidden, match="wrote in"):
        approve(submission, cast.desk)
