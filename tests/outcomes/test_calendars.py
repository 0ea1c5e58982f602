"""What is signed fills the functions' months, and what is likely fills its share of them."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from contracts.models import Draft, DraftAuthor, DraftState
from contracts.queries import current_playbook
from outcomes.actions.sweeping import sweep_handovers
from outcomes.models import Handover, Obligation
from reviews.actions import clear_draft
from reviews.loads import load_calendar
from reviews.models import SignedLoad
from reviews.queries.win_share import win_share
from reviews.queries.workload import fill_from
from tests.make import Cast, make_deal, make_submission, review_all
from tests.make_outcomes import make_signed, void

NOW = dt.datetime(2026, 3, 10, 9, tzinfo=dt.UTC)
MARCH = dt.date(2026, 3, 10)
WORK: dict[str, Any] = {"once": (600, 600, 600), "monthly": (60, 60, 60)}
DEAL: dict[str, Any] = {"months": 5, "delivery_months": 2, "expected_signing_on": dt.date(2026, 5, 20)}


@pytest.fixture(autouse=True)
def in_march() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


def months_of(cast: Cast, place: int, code: str = "FIN", first: dt.date = MARCH) -> list[int]:
    """Committed (0) or likely (1) minutes of six months from the first on, as another deal would see them."""
    deal = make_deal(cast.maya, customer="Somebody Else", expected_signing_on=first)
    calendar = load_calendar(deal, [cast.functions[code]])
    return [month[place] for month in calendar[code]]


def submitted(cast: Cast) -> Draft:
    submission = make_submission(cast.maya, "payment-terms", **DEAL)
    review_all(cast, submission, 2, **WORK)
    return Draft.objects.get(pk=submission.draft_id)


def test_signed_work_stands_from_the_month_of_the_real_signature(cast: Cast) -> None:
    make_signed(cast, "payment-terms", answer=WORK, **DEAL)
    assert months_of(cast, 0) == [300, 300, 60, 60, 60, 0]
    assert months_of(cast, 0, first=dt.date(2026, 6, 1)) == [60, 60, 0, 0, 0, 0], "to the contract's end"
    assert months_of(cast, 1) == [0] * 6


def test_cleared_work_stands_from_the_month_that_is_expected(cast: Cast) -> None:
    clear_draft(submitted(cast), by=cast.maya)
    assert months_of(cast, 0) == [0, 0, 300, 300, 60, 60]


def test_work_in_review_is_likely_by_half(cast: Cast) -> None:
    submitted(cast)
    assert months_of(cast, 0) == [0] * 6
    assert months_of(cast, 1) == [0, 0, 150, 150, 30, 30]


def test_what_was_voided_is_nobodys_work(cast: Cast) -> None:
    void(cast, make_signed(cast, "payment-terms", answer=WORK, **DEAL))
    assert months_of(cast, 0) == [0] * 6
    assert fill_from([cast.functions["FIN"]], MARCH)[cast.functions["FIN"]][0].committed == 0


def test_the_queue_shows_the_same(cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    finance = cast.functions["FIN"]
    finance.monthly_capacity = 10
    make_signed(cast, "payment-terms", answer=WORK, **DEAL)
    submitted(cast)
    with django_assert_max_num_queries(4):
        months = fill_from([finance], MARCH)[finance]
    assert [month.committed for month in months] == [50, 50, 35, 35]


def test_an_older_signature_is_handed_over_by_the_sweep(cast: Cast) -> None:
    handover = make_signed(cast, "payment-terms", answer=WORK, **DEAL)
    signing = handover.signing
    for model in (Obligation, SignedLoad):
        model.objects.all().delete()  # type: ignore[attr-defined]  # both have a manager
    handover.renewal.delete()
    handover.check_ins.all().delete()
    handover.delete()
    assert (sweep_handovers(), sweep_handovers()) == (1, 0)
    made = Handover.objects.get(signing=signing)
    assert made.obligations.exists() and made.renewal.prepare_on < made.renewal.notice_on
    assert months_of(cast, 0) == [300, 300, 60, 60, 60, 0]


def decided(cast: Cast, count: int, state: DraftState, *, days_ago: int = 30) -> None:
    """So many deals that came to an end, without their story."""
    at = timezone.now() - dt.timedelta(days=days_ago)
    for _ in range(count):
        deal = make_deal(cast.maya)
        DraftAuthor.objects.filter(draft__deal=deal).delete()
        deal.drafts.all().delete()
        Draft.objects.create(
            deal=deal, number=1, playbook=current_playbook(), created_by=cast.maya, state=state,
            submitted_at=at, digest="0" * 64, content={},
        )  # fmt: skip


def test_the_share_is_learned_from_twenty_five_on(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    decided(cast, 20, DraftState.SIGNED)
    decided(cast, 4, DraftState.WITHDRAWN)
    decided(cast, 9, DraftState.REJECTED, days_ago=400)
    decided(cast, 3, DraftState.VOIDED)
    assert win_share() == 50, "24 are too few, and what is long ago does not count"
    decided(cast, 1, DraftState.REJECTED)
    with django_assert_num_queries(1):
        assert win_share() == 80
