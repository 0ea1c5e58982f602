"""What a deal said at signature when the glass was broken, and what it is worth once outcomes have taught."""

from django.utils import timezone

from contracts.models import Draft
from insights.actions.folding import fold
from insights.filters import Filter
from insights.models import DealDay
from insights.periods import Quarter
from insights.presentation.dashboard.revenue import revenue_panel
from insights.queries.culture import signed_by_band
from insights.queries.signing import booked, signed_bands
from outcomes.actions.taking_over import take_over
from outcomes.models import Handover
from reviews.actions import ask_to_break_glass, confirm_glass, mark_signed
from reviews.models import ReviewRequest, Submission
from tests.make import Cast, make_submission, review
from tests.make_outcomes import make_signed
from tests.make_verbs import REASON, fresh, make_waiting


def signed_over_glass(cast: Cast, submission: Submission) -> Handover:
    confirm_glass(ask_to_break_glass(fresh(submission), reason=REASON, by=cast.anders), by=cast.eva)
    draft = Draft.objects.get(pk=submission.draft_id)
    mark_signed(draft, signed_on=timezone.localdate(), by=cast.maya)
    handover = take_over(draft.pk)
    assert handover is not None
    return handover


def signed_unreviewed(cast: Cast) -> Handover:
    """One review is in, the others are missing, when two executives break the glass."""
    submission = make_submission(cast.maya, "liability-cap", "uptime")
    request = ReviewRequest.objects.filter(term__draft=submission.draft_id).earliest("pk")
    review(cast, request, 4)
    return signed_over_glass(cast, submission)


def test_glass_broken_while_reviews_are_missing_says_nothing_and_is_blocked(cast: Cast) -> None:
    handover = signed_unreviewed(cast)
    score = handover.signing.clearance.score
    assert score is not None and score.gate == "CLOSED" and score.result["dose"] > 0
    assert (handover.band, handover.is_scored, handover.tenths) == ("BLOCKED", False, 0)
    said = (handover.dose, handover.base_dose, handover.severity_dose, handover.effort_dose)
    cost = (handover.cost_mean, handover.cost_p80, handover.cost_p95, handover.rav)
    assert said == cost == (0, 0, 0, 0)
    assert handover.value > 0 and handover.margin_value > 0


def test_glass_broken_over_a_complete_score_keeps_what_was_said(cast: Cast) -> None:
    handover = signed_over_glass(cast, make_waiting(cast))
    score = handover.signing.clearance.score
    assert score is not None
    assert (handover.band, handover.is_scored) == ("VP", True)
    assert (handover.tenths, handover.dose) == (score.tenths, score.result["dose"])


def test_an_unscored_deal_is_drawn_and_counted_but_not_reckoned_as_free(cast: Cast) -> None:
    unscored, scored = signed_unreviewed(cast), make_signed(cast, level=3, answer={"once": (600, 900, 1200)})
    for handover in (unscored, scored):
        fold(handover.deal_id)
    row = DealDay.objects.get(band="BLOCKED")
    assert (row.deals, row.value, row.margin_value, row.rav) == (1, unscored.value, 0, 0)
    today = timezone.localdate()
    chosen = Filter(Quarter.of(today))
    bookings = booked(chosen)
    assert (bookings.deals, bookings.scored) == (2, 1)
    assert bookings.value == unscored.value + scored.value
    assert bookings.rav_share == scored.rav / scored.margin_value < 1
    said = revenue_panel(chosen, today).remarks[0].text
    assert said.endswith("1 deal was signed without a score; nobody knows what is left of that.")
    drawn = signed_bands(chosen)[today.replace(day=1), "BLOCKED"]
    assert (drawn.deals, drawn.value) == (1, unscored.value)
    assert signed_by_band(chosen, today, today)["BLOCKED"] == 1
