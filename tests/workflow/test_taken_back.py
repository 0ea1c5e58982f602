import pytest

from dealdesk.kit.refusals import Refused
from reviews.actions import accept_counter
from reviews.models import CounterProposal, ReviewRequest
from tests.make import Cast, make_submission, review


def test_an_offer_that_was_replaced_since_the_page_was_read_is_not_accepted(cast: Cast) -> None:
    make_submission(cast.maya, "payment-terms")
    request = ReviewRequest.objects.get()
    review(cast, request, 3, verdict="counter_proposal", counter_wording="Net 45 days, no more.")
    as_read = CounterProposal.objects.select_related("review__request__term__draft__deal").get()
    review(cast, request, 3, verdict="deliverable")
    with pytest.raises(Refused, match="replaced this offer"):
        accept_counter(as_read, by=cast.maya)
