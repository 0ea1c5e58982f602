"""A reviewer's panel: how often the ranges held, how hard, how fast; for the reviewer and the lead alone."""

import datetime as dt
from math import sqrt
from statistics import fmean
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Role, User
from insights.queries.reviewers import panel_of
from insights.statistics.few import TooFew
from insights.statistics.reviewers import HitRate, Severity, hit_rate, severity
from outcomes.calibration.confidence import hit_rates
from outcomes.calibration.raters import severities
from outcomes.models import Handover, Moment, Realised, RealisedCell
from outcomes.queries.evidence import gather_evidence
from reviews.models import Review, ReviewRequest
from reviews.queries.policies import current_policy
from tests.contracts.browser import browser_of, words_of
from tests.make import Cast, make_submission, review
from tests.make_outcomes import make_signed

WHEN, LATER = dt.datetime(2026, 3, 5, tzinfo=dt.UTC), dt.datetime(2027, 3, 5, tzinfo=dt.UTC)
ADDRESS = "/insights/reviewers/me/"


def realise(handover: Handover, was: int, moment: str = Moment.DAY_90, *, is_complete: bool = True) -> None:
    """Each cell of the deal took `was` minutes."""
    row = Realised.objects.create(
        handover=handover, moment=moment, inputs={"months": 12}, string="DD:1.0", tenths=0, dose=0,
        severity_dose=0, effort_dose=0, cost=0, is_complete=is_complete, computed_at=WHEN,
        completed_at=LATER if moment == Moment.RENEWAL else WHEN,
    )  # fmt: skip
    for request in ReviewRequest.objects.filter(term__draft=handover.draft).select_related("term__type"):
        RealisedCell.objects.create(
            realised=row, request=request, function=request.function, type_code=request.term.type.code,
            was_level=2, was_severity=0, was_effort=0, was_dose=0, was_minutes=was,
        )  # fmt: skip


def judged(cast: Cast, reviewer: User, levels: list[int], code: str = "payment-terms") -> None:
    """Finance's answers to payment terms, unless said otherwise, one deal each."""
    for level in levels:
        submission = make_submission(cast.maya, code)
        request = ReviewRequest.objects.get(term__draft=submission.draft, function__code="FIN")
        review(cast, request, level, by=reviewer)


@pytest.fixture
def finance(cast: Cast) -> User:
    return cast.members["FIN"]


def test_below_the_least_n_each_part_says_so_and_no_more(cast: Cast, finance: User) -> None:
    said = words_of(browser_of(finance).get(ADDRESS))
    assert "Too few to tell: 0 of the 10 estimates with an outcome that this needs." in said
    assert "Too few to tell: 0 of the 20 reviews beside those of others that this needs." in said
    assert "Too few to tell: 0 of the 5 answers that this needs." in said


def test_ranges_are_held_against_what_it_took_over_the_contract(cast: Cast, finance: User) -> None:
    work: dict[str, Any] = {"once": (100, 200, 300), "monthly": (10, 10, 20), "confidence": 80}
    for was in [220, 540, 219, 541, *[300] * 6]:  # 100 + 12 x 10 to 300 + 12 x 20
        realise(make_signed(cast, answer=work, months=12), was)
    found = panel_of(finance).ranges
    assert isinstance(found, HitRate)
    assert (found.hits, found.n, found.stated) == (8, 10, 0.8)
    assert found.interval.low < 0.8 < found.interval.high and found.verdict == "as sure as right"
    assert "8 of 10 times" in words_of(browser_of(finance).get(ADDRESS))


def test_the_outcome_at_90_days_counts_and_the_renewal_after_it(cast: Cast, finance: User) -> None:
    for number in range(12):
        handover = make_signed(cast, answer={"once": (100, 200, 300)}, months=12)
        realise(handover, 999, Moment.DAY_60)
        realise(handover, 200 if number else 999, Moment.DAY_90)
        if number < 2:
            realise(handover, 999 if number else 200, Moment.RENEWAL)
    found = panel_of(finance).ranges
    assert isinstance(found, HitRate) and (found.hits, found.n) == (11, 12)


def test_what_was_said_at_30_and_60_days_or_by_half_of_them_is_no_outcome_yet(
    cast: Cast, finance: User
) -> None:
    for _ in range(10):
        handover = make_signed(cast, answer={"once": (100, 200, 300)}, months=12)
        realise(handover, 999, Moment.DAY_30)
        realise(handover, 999, Moment.DAY_60)
        realise(handover, 999, Moment.DAY_90, is_complete=False)
    assert panel_of(finance).ranges == TooFew(0, 10)


def test_the_panel_tells_the_hit_rate_that_calibration_learns(cast: Cast, finance: User) -> None:
    for was in [200, 999, *[150] * 9]:
        handover = make_signed(cast, answer={"once": (100, 200, 300), "confidence": 70})
        realise(handover, 120 if was == 999 else 999, Moment.DAY_60)
        realise(handover, was)
    unscored = make_signed(cast, answer={"once": (100, 200, 300)})
    realise(unscored, 999)
    Handover.objects.filter(pk=unscored.pk).update(is_scored=False)
    found = panel_of(finance).ranges
    learned = hit_rates(gather_evidence(current_policy()).deals)[finance.pk]
    assert isinstance(found, HitRate)
    assert (found.hits, found.n, found.stated) == (learned.hits, learned.n, 0.7) == (10, 11, 0.7)


def test_severity_is_the_shrunk_distance_to_all_who_judge_the_same(cast: Cast, finance: User) -> None:
    mine, others = [4] * 10 + [3] * 10, [2] * 10
    judged(cast, finance, mine)
    judged(cast, cast.leads["FIN"], others)
    found = panel_of(finance).severity
    mean = fmean(mine) - fmean(mine + others)
    assert isinstance(found, Severity) and found.n == 20
    assert found.levels == pytest.approx(mean * 20 * 0.09 / (20 * 0.09 + 0.8))
    reach = 1.645 * sqrt(0.09 * 0.8 / (20 * 0.09 + 0.8))
    assert found.interval.high - found.levels == pytest.approx(reach)
    assert "harder" in words_of(browser_of(finance).get(ADDRESS))


def test_who_judges_alone_is_compared_with_nobody(cast: Cast, finance: User) -> None:
    judged(cast, finance, [5] * 20)
    assert panel_of(finance).severity == TooFew(0, 20)


def test_the_panel_tells_the_severity_that_calibration_learns(cast: Cast, finance: User) -> None:
    """Payment terms and a price hold are both commercial, but not the same kind of term."""
    judged(cast, finance, [4] * 20)
    judged(cast, cast.leads["FIN"], [3] * 10)
    judged(cast, cast.leads["FIN"], [1] * 10, "price-hold")
    found = panel_of(finance).severity
    learned = severities(gather_evidence(current_policy()).reviews)[finance.pk]
    assert isinstance(found, Severity)
    assert (found.n, found.levels) == (learned.n, pytest.approx(learned.levels))


def test_it_is_for_the_reviewer_and_the_lead_of_the_function(cast: Cast, finance: User) -> None:
    address = f"/insights/reviewers/{finance.pk}/"
    lead = browser_of(cast.leads["FIN"])
    assert finance.name in words_of(lead.get(ADDRESS))
    assert lead.get(address).status_code == 200 == browser_of(finance).get(address).status_code
    hidden_from = (cast.leads["DEL"], cast.members["DEL"], cast.desk, cast.anders, cast.auditor, cast.maya)
    assert [browser_of(person).get(address).status_code for person in hidden_from] == [404] * 6
    assert browser_of(finance).get(f"/insights/reviewers/{cast.leads['FIN'].pk}/").status_code == 404
    assert browser_of(cast.maya).get(ADDRESS).status_code == 403
    assert Role.FUNCTION_MEMBER in finance.roles


def test_the_panel_costs_the_same_for_many_answers(cast: Cast, finance: User) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            panel_of(finance)
        return len(captured)

    work = {"once": (100, 200, 300)}
    realise(make_signed(cast, answer=work), 200)
    few = count()
    for _ in range(5):
        realise(make_signed(cast, answer=work), 200)
    assert Review.objects.filter(reviewer=finance).count() == 6 and count() <= few


@given(st.floats(-4, 4), st.integers(20, 5000))
def test_shrinking_draws_towards_zero_and_never_beyond_the_cap(mean: float, n: int) -> None:
    found = severity(mean, n)
    assert isinstance(found, Severity)
    assert abs(found.levels) <= min(0.7, abs(mean)) + 1e-12 and found.levels * mean >= 0


@given(st.integers(10, 400), st.floats(0, 1), st.data())
def test_a_verdict_needs_the_interval_to_exclude_what_was_stated(n: int, stated: float, data: Any) -> None:
    hits = data.draw(st.integers(0, n))
    found = hit_rate(hits, n, stated)
    assert isinstance(found, HitRate)
    assert 0 <= found.interval.low <= found.share <= found.interval.high <= 1
    assert (found.verdict == "as sure as right") == (found.interval.low <= stated <= found.interval.high)
