"""Send back, with a cap on rounds after which the deal desk steps in."""

import pytest

from contracts.models import DraftState
from dealdesk.kit.refusals import Forbidden
from reviews.actions import make_next_draft, submit_draft
from reviews.models import Submission
from reviews.rounds import rounds_of
from reviews.rulings import rulebook_of
from tests.make import Cast, review_all
from tests.make_verbs import fresh, make_waiting, next_round, publish_rules, send_back, told_of


def sent_back(cast: Cast, often: int) -> Submission:
    """A deal that Ruth has sent back so often."""
    submission = make_waiting(cast)
    send_back(submission, cast.ruth)
    for _ in range(often - 1):
        submission = next_round(cast, submission)
        review_all(cast, submission)
        send_back(submission, cast.ruth)
    return submission


@pytest.mark.parametrize("allowed", [1, 3, 5])
def test_after_so_many_rounds_only_the_deal_desk_submits(cast: Cast, allowed: int) -> None:
    publish_rules(cast, settings={"rounds": allowed})
    submission = sent_back(cast, allowed)
    assert "Dora Desk" in told_of("draft.sent_back")
    following = make_next_draft(fresh(submission), by=cast.maya)
    with pytest.raises(Forbidden, match="Only the deal desk can submit"):
        submit_draft(following, by=cast.maya)
    following.refresh_from_db()
    assert following.state == DraftState.DRAFTING
    submit_draft(following, by=cast.desk)
    following.refresh_from_db()
    assert following.state == DraftState.IN_REVIEW


@pytest.mark.parametrize("allowed", [3, 5])
def test_before_the_last_round_the_rep_goes_on_and_nobody_else_is_told(cast: Cast, allowed: int) -> None:
    publish_rules(cast, settings={"rounds": allowed})
    submission = sent_back(cast, allowed - 1)
    assert set(told_of("draft.sent_back")) == {"Maya Lindqvist"}
    assert next_round(cast, submission).draft.state == DraftState.IN_REVIEW


def test_without_a_setting_three_rounds_are_allowed(cast: Cast) -> None:
    submission = sent_back(cast, 2)
    rounds = rounds_of(submission.draft.deal, rulebook_of(submission.policy))
    assert rounds.shown == "round 3 of 3"
    send_back_once_more = next_round(cast, submission)
    review_all(cast, send_back_once_more)
    send_back(send_back_once_more, cast.ruth)
    with pytest.raises(Forbidden, match="sent back 3 times"):
        next_round(cast, send_back_once_more)


def test_a_recalled_draft_is_no_round(cast: Cast) -> None:
    submission = sent_back(cast, 1)
    assert rounds_of(submission.draft.deal, rulebook_of(submission.policy)).sent_back == 1
    make_next_draft(fresh(submission), by=cast.maya)
    assert rounds_of(submission.draft.deal, rulebook_of(submission.policy)).shown == "round 2 of 3"
