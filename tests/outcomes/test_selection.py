"""Who is signed at all, by gate, against plain counting."""

from collections import Counter

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contracts.models import Draft, DraftState
from outcomes.queries.selection import selection
from reviews.actions import ask_to_break_glass, confirm_glass, mark_signed, withdraw_draft
from reviews.models import Signing, Submission
from tests.make import Cast, make_submission, review_all
from tests.make_outcomes import make_signed, void

REASON = "The customer's board decides tonight and the reviewer is away."


def make_override(cast: Cast) -> None:
    """Signed over a broken glass; nobody has reviewed it."""
    submission = make_submission(cast.maya, "payment-terms")
    draft = Draft.objects.get(pk=submission.draft_id)
    confirm_glass(ask_to_break_glass(draft, reason=REASON, by=cast.anders), by=cast.eva)
    mark_signed(Draft.objects.get(pk=submission.draft_id), signed_on=timezone.localdate(), by=cast.maya)


def make_withdrawn(cast: Cast, level: int) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    review_all(cast, submission, level)
    withdraw_draft(Draft.objects.get(pk=submission.draft_id), by=cast.maya, reason="Lost to another bidder.")


def counted_plainly() -> list[tuple[str, int, int, int]]:
    submitted, signed, overrides = Counter[str](), Counter[str](), Counter[str]()
    for submission in Submission.objects.all():
        if submission.draft.state in (DraftState.IN_REVIEW, DraftState.CLEARED):
            continue
        score = submission.scores.filter(is_latest=True).first()
        gate = score.gate if score else "CLOSED"
        submitted[gate] += 1
        signing = Signing.objects.filter(clearance__submission=submission).first()
        if signing is not None:
            signed[gate] += 1
            overrides[gate] += signing.clearance.is_glass_broken
    order = ("AUTO", "MGR", "VP", "EXEC", "BLOCKED", "CLOSED")
    return [(gate, submitted[gate], signed[gate], overrides[gate]) for gate in order if submitted[gate]]


def test_it_counts_what_counting_one_by_one_counts(cast: Cast) -> None:
    make_signed(cast)
    void(cast, make_signed(cast))
    make_withdrawn(cast, 2)
    make_withdrawn(cast, 5)
    make_override(cast)
    review_all(cast, make_submission(cast.maya, "payment-terms"), 2)
    found = [(row["gate"], row["submitted"], row["signed"], row["overrides"]) for row in selection()]
    assert found == counted_plainly()
    assert ("AUTO", 3, 2, 0) in found and ("CLOSED", 1, 1, 1) in found
    assert sum(row["submitted"] for row in selection()) == 5


def test_it_is_one_query_however_many_drafts(cast: Cast) -> None:
    for _ in range(3):
        make_signed(cast)
    with CaptureQueriesContext(connection) as seen:
        assert selection() == [{"gate": "AUTO", "submitted": 3, "signed": 3, "overrides": 0}]
    assert len(seen) == 1


def test_without_a_decided_draft_there_is_nothing_to_say(cast: Cast) -> None:
    make_submission(cast.maya, "payment-terms")
    assert selection() == []
