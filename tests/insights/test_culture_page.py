"""Five dials without a composite, the gut test, and threshold hugging: each against a count made here."""

import datetime as dt
import math
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client

from accounts.models import User
from contracts.models import DealKind, Draft
from insights.filters import Filter
from insights.periods import Quarter
from insights.presentation.gut import gut_table
from insights.presentation.tables import InsightPage
from insights.queries.culture import disclosed, gut_rows, late_signing, signed_by_band, submitted_again
from insights.queries.hugging import deals_just_below, sides_of_cuts
from insights.statistics.few import TooFew
from insights.statistics.ketchup import ketchup
from insights.statistics.risk import Lift, gut_test
from outcomes.models import Handover
from reviews.actions import rescore, submit_draft
from reviews.actions.drafts import make_next_draft
from reviews.models import Score, Submission
from tests.make import Cast, make_submission, make_term, review_all
from tests.make_outcomes import make_signed, sign
from tests.make_rollups import FIRST_DAY, answer_day_90, make_year

SPRING = Filter(Quarter(2026, 1))
WINDOW = (SPRING.year_first_on, SPRING.last_on)


def on(day: dt.date) -> Any:
    return time_machine.travel(dt.datetime.combine(day, dt.time(9), tzinfo=dt.UTC), tick=True)


def page_of(person: User, path: str) -> InsightPage:
    client = Client()
    client.force_login(person)
    answer = client.get(f"/insights/{path}/?period=2026-Q1")
    assert answer.status_code == 200
    page: InsightPage = answer.context["page"]
    return page


def rows_of(person: User, code: str) -> list[list[str]]:
    table = page_of(person, "culture").table(code)
    assert table is not None
    return [[cell.text for cell in row] for row in table.rows]


def again(cast: Cast, draft: Draft, *codes: str) -> Submission:
    """The next draft, put before the functions with these terms more; kept answers make its score."""
    following = make_next_draft(Draft.objects.get(pk=draft.pk), by=cast.maya)
    for code in codes:
        make_term(following, code, by=cast.maya)
    submission = submit_draft(following, by=cast.maya)
    rescore(submission.pk)
    return submission


def test_terms_are_disclosed_at_once_later_or_never(cast: Cast) -> None:
    make_year(cast)
    with on(FIRST_DAY):
        first = make_submission(cast.maya, "payment-terms")
        second = again(cast, first.draft, "support-response")
        review_all(cast, second, 1)
        sign(cast, second)
    found = disclosed(SPRING, *WINDOW)
    assert (found.at_once, found.later, found.never) == (4, 1, 1)
    assert found.n == 6
    rows = rows_of(cast.anders, "late-terms")
    assert [row[3] for row in rows] == ["after signing, 23 February 2026", "in a later draft"]
    assert rows[1][:1] == [first.draft.deal.number]


def test_deals_signed_against_the_score_are_counted_by_band(cast: Cast) -> None:
    make_year(cast)
    Handover.objects.filter(pk=Handover.objects.order_by("pk")[0].pk).update(band="EXEC")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT h.band, count(*) FROM outcomes_handover h JOIN contracts_draft d ON d.id = h.draft_id"
            " WHERE d.state = 'signed' GROUP BY 1"
        )
        assert signed_by_band(SPRING, *WINDOW) == dict(cursor.fetchall())


def test_only_resubmissions_with_the_very_terms_of_before_are_compared(cast: Cast) -> None:
    with on(FIRST_DAY):
        lowered = make_submission(cast.maya, "payment-terms")
        review_all(cast, lowered, 3)
        once_more = again(cast, lowered.draft)
        changed = make_submission(cast.maya, "payment-terms")
        review_all(cast, changed, 2)
        again(cast, changed.draft, "uptime")
    score = Score.objects.get(submission=once_more, is_latest=True)
    set_tenths(score, score.tenths - 40)
    found = submitted_again(SPRING, *WINDOW)
    assert (found.n, found.lowered, found.raised) == (1, 1, 0)
    assert submitted_again(Filter(Quarter(2026, 1), kind="renewal"), *WINDOW).n == 0
    deal = lowered.draft.deal
    assert [row[:3] for row in rows_of(cast.anders, "lowered")] == [[deal.number, deal.owner.name, "Draft 2"]]


def set_tenths(score: Score, tenths: int) -> None:
    """As if it had been scored so; scores are never changed otherwise."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE reviews_score DISABLE TRIGGER score_stays")
        cursor.execute("UPDATE reviews_score SET tenths = %s WHERE id = %s", [tenths, score.pk])
        cursor.execute("ALTER TABLE reviews_score ENABLE TRIGGER score_stays")


def test_the_gut_test_compares_inside_one_band(cast: Cast) -> None:
    answers = [(False, 5), (True, 1), (True, 1)]
    for feels_right, level in answers:
        signed = make_signed(cast, level=1, on=FIRST_DAY, answer={"feels_right": feels_right})
        answer_day_90(cast, signed, level=level, spent_minutes=60_000 * (level == 5))
    rows = gut_rows(SPRING, *WINDOW)
    (row,) = gut_table(rows)
    assert (row.band, row.no_bad, row.no, row.yes_bad, row.yes) == ("AUTO", 1, 1, 0, 2)
    table = page_of(cast.anders, "culture").table("gut")
    assert table is not None and table.rows[0][-1].note.startswith("Too few to tell: 3 of 25")


def test_the_gut_test_goes_by_the_score_and_not_by_the_gate_that_a_rule_raised(cast: Cast) -> None:
    raised, moderate, unscored = (
        make_signed(cast, level=1, on=FIRST_DAY, answer={"feels_right": False}) for _ in range(3)
    )
    for handover in (raised, moderate, unscored):
        answer_day_90(cast, handover, level=1)
    Handover.objects.filter(pk=raised.pk).update(tenths=199, band="EXEC")
    Handover.objects.filter(pk=moderate.pk).update(tenths=449, band="EXEC")
    Handover.objects.filter(pk=unscored.pk).update(tenths=0, band="BLOCKED", is_scored=False)
    counted = gut_rows(SPRING, *WINDOW)
    assert [(row.band, row.no) for row in gut_table(counted)] == [("AUTO", 1), ("MGR", 1)]


def test_risks_and_their_ratio_are_those_of_jeffreys() -> None:
    rows = gut_table(
        [
            {"band": "VP", "felt_right": False, "bad": 9, "n": 15},
            {"band": "VP", "felt_right": True, "bad": 4, "n": 40},
        ]
    )
    (found,) = gut_test(rows)
    assert isinstance(found, Lift)
    assert found.ratio == pytest.approx((9.5 / 16) / (4.5 / 41))
    width = 1.6449 * math.sqrt(1 / 9.5 - 1 / 16 + 1 / 4.5 - 1 / 41)
    assert found.interval.low == pytest.approx(found.ratio * math.exp(-width), rel=1e-3)
    assert found.is_sure


def test_each_dial_says_its_n_and_its_null_and_nothing_adds_them_up(cast: Cast) -> None:
    make_year(cast)
    page = page_of(cast.anders, "culture")
    table = page.table("dials")
    assert table is not None and len(table.rows) == 5
    assert all(row[2].text.isdigit() and row[3].text for row in table.rows)
    assert all(row[4].text.startswith("Too few to tell") for row in table.rows), "of so few deals"
    assert page.figures == (), "no number stands above the five"


def test_late_signing_looks_at_quarters_that_are_over(cast: Cast) -> None:
    make_year(cast)
    during = late_signing(SPRING, dt.date(2026, 3, 31))
    assert isinstance(during, TooFew) and during.n == 0
    after = late_signing(SPRING, dt.date(2026, 4, 1))
    expected = ketchup([(1, 1)] * 3)
    assert isinstance(after, TooFew) and isinstance(expected, TooFew) and after.n == expected.n == 3


def test_scores_near_a_cut_are_counted_on_either_side(cast: Cast) -> None:
    near = {170: 1, 199: 2, 200: 1, 229: 1, 230: 1, 169: 1, 449: 1}
    with on(FIRST_DAY):
        submissions = [make_submission(cast.maya, "payment-terms") for _ in range(sum(near.values()))]
        for submission in submissions:
            review_all(cast, submission, 1)
        make_submission(cast.maya, "payment-terms")
    tenths = [tenths for tenths, count in near.items() for _ in range(count)]
    for submission, value in zip(submissions, tenths, strict=True):
        set_tenths(Score.objects.get(submission=submission, is_latest=True), value)
    sides = {side.band: (side.below, side.above) for side in sides_of_cuts(SPRING, *WINDOW)}
    assert sides == {"MGR": (3, 2), "VP": (1, 0), "EXEC": (0, 0), "BLOCKED": (0, 0)}
    below = deals_just_below(cast.anders, SPRING, *WINDOW)
    assert sorted(score.tenths for score in below) == [170, 199, 199, 449]
    assert not deals_just_below(cast.outsider, SPRING, *WINDOW).exists(), "who sees no deal sees none here"
    page = page_of(cast.anders, "hugging")
    assert page.figures[0].note == "Too few to tell: 6 of the 50 deals near a cut that this needs."


def test_hugging_narrows_with_the_filter(cast: Cast) -> None:
    with on(FIRST_DAY):
        review_all(cast, make_submission(cast.maya, "payment-terms", kind=DealKind.RENEWAL), 1)
    set_tenths(Score.objects.get(is_latest=True), 199)
    assert sides_of_cuts(Filter(Quarter(2026, 1), kind="renewal"), *WINDOW)[0].below == 1
    assert sides_of_cuts(Filter(Quarter(2026, 1), kind="expansion"), *WINDOW)[0].below == 0
