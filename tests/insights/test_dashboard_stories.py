"""What an executive learns from the dashboard: what waits, what overflows, how the quarter ends."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Function, User
from contracts.models import Deal
from insights.actions.folding import fold
from insights.filters import Filter
from insights.models import DealDay
from insights.periods import Quarter
from insights.presentation.dashboard.ketchup import full_quarter, measured
from insights.queries.forward_load import Likely, MonthLoad, forward_load
from insights.queries.signing import SignedQuarter
from insights.statistics.few import TooFew
from insights.statistics.ketchup import Ketchup, WeekSum
from outcomes.models import Handover
from reviews.models import Score
from tests.make import Cast, make_submission, review_all
from tests.make_outcomes import make_signed

PAGE = "/insights/"
NOON = dt.datetime(2026, 6, 20, 9, tzinfo=dt.UTC)
HEAVY = {"once": (60_000, 60_000, 60_000), "monthly": (0, 0, 0)}


def seen_by(client: Client, person: User, address: str = PAGE) -> str:
    client.force_login(person)
    return client.get(address).content.decode()


def test_what_waits_for_me_says_what_approving_all_commits(client: Client, cast: Cast) -> None:
    today = timezone.localdate()
    submissions = []
    for days, customer in ((20, "Alder Bank"), (10, "Birch <b>Bank</b>")):
        submission = make_submission(
            cast.maya,
            *("payment-terms", "renewal", "price-hold"),
            customer=customer,
            committed_value=90_000_000,
            expected_signing_on=today + dt.timedelta(days=days),
        )
        review_all(cast, submission, level=4)
        submissions.append(submission)
    text = seen_by(client, cast.ruth)
    doses = Score.objects.filter(submission__in=submissions, is_latest=True).values_list(
        "result__dose", flat=True
    )
    assert "<b>€1.8\xa0M</b>" in text and f"{sum(doses) / 10_000:,.0f} points of pain" in text
    assert "Birch &lt;b&gt;Bank" in text and "Birch <b>" not in text
    assert text.count("queue__link") == 2
    assert "Nothing waits for your decision" in seen_by(client, cast.auditor)


def test_an_overload_is_marked_with_the_deals_that_cause_it(client: Client, cast: Cast) -> None:
    with time_machine.travel(NOON, tick=True):
        handover = make_signed(
            cast, "payment-terms", level=1, answer=HEAVY, committed_value=90_000_000_000, delivery_months=3
        )
        fold(handover.deal_id)
        Function.objects.update(monthly_capacity=300)
        text = seen_by(client, cast.anders)
    names = Function.objects.values_list("name", flat=True)
    loaded = {
        name for name in names if f"{name} is over by 11 % in June, 11 % in July and 11 % in August" in text
    }
    assert loaded and "heat--over" in text and 'aria-label="over capacity"' in text
    assert f'href="/deals/D-{handover.deal.serial}/"' in text
    assert "runs over" in text or "run over" in text


def test_a_draft_in_review_counts_by_its_chance_and_a_cleared_one_in_full(cast: Cast) -> None:
    function = Function.objects.first()
    assert function is not None
    load = MonthLoad(function, dt.date(2026, 7, 1), 6000, 9000, (Likely(1, 4000, 50), Likely(2, 500, 100)))
    assert (load.pipeline, load.minutes, load.is_over) == (2500, 8500, False)
    assert load.chance == pytest.approx(0.5), "over only if the draft in review is signed"


def test_the_pipeline_is_what_is_in_review_now(cast: Cast) -> None:
    with time_machine.travel(NOON, tick=True):
        submission = make_submission(
            cast.maya, "payment-terms", delivery_months=2, expected_signing_on=NOON.date()
        )
        review_all(cast, submission, level=4, once=(6000, 6000, 6000))
        loads = forward_load(Filter(Quarter(2026, 2)), NOON.date())
        other = forward_load(Filter(Quarter(2026, 2), kind="renewal"), NOON.date())
    likely = [each for row in loads.values() for load in row for each in load.likely]
    assert likely and {each.chance for each in likely} == {50}
    assert {each.deal_id for each in likely} == {submission.draft.deal_id}
    parts = [load.of_which for row in other.values() for load in row]
    assert all(part and not part.minutes for part in parts), "it is no renewal"


def quarter_of(doses: dict[int, list[int]]) -> SignedQuarter:
    weeks = tuple(
        WeekSum(week, len(found), sum(found), sum(dose * dose for dose in found))
        for week in range(1, 14)
        for found in [doses.get(week, [])]
    )
    return SignedQuarter(Quarter(2026, 1), weeks, tuple((w, d) for w, found in doses.items() for d in found))


def test_the_ketchup_is_silent_below_fifteen_deals() -> None:
    assert measured(quarter_of({13: [100_000] * 14})) == TooFew(14, 15)
    found = measured(quarter_of({13: [100_000] * 15}))
    assert isinstance(found, Ketchup) and found.share == 1 and found.p_value < 0.001


def test_the_quarter_in_bars_is_the_last_one_that_is_over() -> None:
    assert full_quarter(Filter(Quarter(2026, 2)), NOON.date()) == Quarter(2026, 1)
    assert full_quarter(Filter(Quarter(2025, 4)), NOON.date()) == Quarter(2025, 4)


def test_the_page_does_not_ask_more_of_the_database_when_there_is_more(client: Client, cast: Cast) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert seen_by(client, cast.anders).count("Forward load")
        return len(queries)

    with time_machine.travel(NOON, tick=True):
        first = make_signed(cast, "payment-terms", on=dt.date(2026, 2, 3), product_lines=["Relay"])
        make_live(cast, 1)
        fold(first.deal_id)
        before = asked()
        for place in range(4):
            handover = make_signed(
                cast, "payment-terms", "renewal", on=dt.date(2026, 3, 3 + place), customer=f"Customer {place}"
            )
            fold(handover.deal_id)
        make_live(cast, 4)
        for day in range(1, 60):
            copy_day(DealDay.objects.earliest("on"), dt.date(2026, 4, 1) + dt.timedelta(days=day))
        assert asked() <= before
    assert before < 60


def make_live(cast: Cast, count: int) -> None:
    for place in range(count):
        submission = make_submission(
            cast.maya, "payment-terms", customer=f"Live {Deal.objects.count()} {place}"
        )
        review_all(cast, submission, level=4)


def copy_day(row: DealDay, on: dt.date) -> None:
    row.pk, row.on = None, on
    row.save(force_insert=True)


def test_each_list_behind_a_figure_is_paged_in_as_many_queries(client: Client, cast: Cast) -> None:
    counts = []
    for _ in range(2):
        for place in range(3):
            make_signed(cast, "payment-terms", on=dt.date(2026, 2, 3 + place))
        client.force_login(cast.anders)
        found = []
        for of in ("signed", "load", "answers", "outcome", "type"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"{PAGE}deals/?period=2026-Q1&of={of}").status_code == 200
            found.append(len(queries))
        counts.append(found)
    assert counts[0] == counts[1] and Handover.objects.count() == 6
