"""My reviews: what waits, how urgent it is, and nothing else."""

import datetime as dt
from zoneinfo import ZoneInfo

import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Function, Membership
from contracts.actions import edit_term
from contracts.models import Draft
from reviews.actions import make_next_draft, submit_draft, withdraw_draft
from reviews.models import ReviewRequest
from reviews.queries.clock import clock_of
from reviews.queries.waiting import Narrowing, place_of, tally_of
from tests.make import Cast, make_deal, make_submission, make_term, review, type_called
from tests.reviews.browser import browser_of, text_of

BERLIN = ZoneInfo("Europe/Berlin")
WEDNESDAY_AT_NINE = dt.datetime(2026, 12, 9, 9, 0, tzinfo=dt.UTC)


def titles(response: object) -> list[str]:
    return [row.title for row in response.context["rows"]]  # type: ignore[attr-defined]


def test_the_most_urgent_term_stands_first_with_deal_customer_value_and_ask(cast: Cast) -> None:
    calm = make_submission(
        cast.maya, "payment-terms", customer="Castellan Logistics", committed_value=126_000_000
    )
    urgent = make_submission(cast.maya, "renewal", customer="Polaris Retail")
    ReviewRequest.objects.filter(term__draft=urgent.draft).update(due_at=timezone.now())
    page = browser_of(cast.members["FIN"]).get("/reviews/")
    assert titles(page) == ["Renewal and notice", "Payment terms"]
    text = text_of(page)
    assert f'Castellan Logistics · <span class="nowrap">{calm.draft.deal.number} · €1.26 M' in text
    assert "Supplier accepts what the customer asks about payment-terms" in text
    assert "2 terms wait for Finance." in text


def test_only_the_functions_of_the_person_are_in_the_queue(cast: Cast) -> None:
    make_submission(cast.maya, "uptime", "payment-terms")
    assert titles(browser_of(cast.members["SUP"]).get("/reviews/")) == ["Uptime and service credits"]


def test_an_answered_term_leaves_the_queue_and_an_empty_one_says_so(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    review(cast, ReviewRequest.objects.get(term__draft=submission.draft, function=cast.functions["FIN"]))
    page = text_of(browser_of(cast.members["FIN"]).get("/reviews/"))
    assert "Nobody waits for you" in page
    assert "You answered 1 term in the last seven days." in page


def test_a_withdrawn_draft_asks_nobody(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    withdraw_draft(submission.draft, by=cast.maya)
    assert "Nobody waits for you" in text_of(browser_of(cast.members["FIN"]).get("/reviews/"))


def test_a_term_of_a_later_draft_says_what_is_new(cast: Cast) -> None:
    first = make_submission(cast.maya, "payment-terms", "liability-cap").draft
    following = make_next_draft(Draft.objects.get(pk=first.pk), by=cast.maya)
    make_term(following, "renewal", by=cast.maya)
    changed = following.terms.get(type__code="payment-terms")
    edit_term(changed, by=cast.maya, wording="Net 120 days after acceptance.", reason="")
    submit_draft(following, by=cast.maya)
    rows = browser_of(cast.members["FIN"]).get("/reviews/").context["rows"]
    assert {row.title: row.tag for row in rows} == {
        "Payment terms": "Changed in draft 2",
        "Liability cap": "",
        "Renewal and notice": "New in draft 2",
    }


CLOCK = [
    ((9, 9, 0), "8 h left", "due 17:00", ""),
    ((9, 15, 30), "1 h 30 left", "due 17:00", "warning"),
    ((9, 16, 20), "40 min left", "due 17:00", "warning"),
    ((9, 17, 0), "Late", "due 17:00", "bad"),
    ((10, 9, 40), "40 min late", "due 9 Dec 17:00", "bad"),
    ((14, 11, 0), "18 h late", "due 9 Dec 17:00", "bad"),
]


def test_the_clock_counts_working_hours_only(cast: Cast) -> None:
    asked = make_request_due(cast, dt.datetime(2026, 12, 9, 17, tzinfo=dt.UTC))
    for (day, hour, minute), text, note, tone in CLOCK:
        clock = clock_of(asked, dt.datetime(2026, 12, day, hour, minute, tzinfo=dt.UTC))
        assert (clock.text.replace("\u00a0", " "), clock.note, clock.tone) == (text, note, tone)


def make_request_due(cast: Cast, due_at: dt.datetime) -> ReviewRequest:
    """Asked on Wednesday 9 December at nine, for a function that works nine to five in UTC."""
    submission = make_submission(cast.maya, "payment-terms")
    asked = ReviewRequest.objects.get(term__draft=submission.draft, function=cast.functions["FIN"])
    asked.asked_at, asked.due_at = WEDNESDAY_AT_NINE, due_at
    return asked


def test_a_promise_beyond_today_names_the_day_in_the_readers_time_zone(cast: Cast) -> None:
    asked = make_request_due(cast, dt.datetime(2026, 12, 10, 9, 30, tzinfo=dt.UTC))
    with timezone.override(BERLIN):
        clock = clock_of(asked, WEDNESDAY_AT_NINE + dt.timedelta(hours=6))
    assert clock.text == "Tomorrow 10:30"
    assert clock.note == "2\u00a0h\u00a030 left"
    assert clock.used == 69, "5 h 30 of the 8 h promised"


def test_late_and_due_today_are_counted_by_the_readers_day(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms", "renewal", "liability-cap")
    dues = [WEDNESDAY_AT_NINE - dt.timedelta(hours=1), WEDNESDAY_AT_NINE + dt.timedelta(hours=3)]
    dues.append(WEDNESDAY_AT_NINE + dt.timedelta(days=1))
    mine = ReviewRequest.objects.filter(term__draft=submission.draft, function=cast.functions["FIN"])
    for asked, due_at in zip(mine.order_by("id"), dues, strict=True):
        ReviewRequest.objects.filter(pk=asked.pk).update(due_at=due_at)
    with time_machine.travel(WEDNESDAY_AT_NINE, tick=False):
        tally = tally_of(cast.members["FIN"], timezone.now())
        page = text_of(browser_of(cast.members["FIN"]).get("/reviews/"))
    assert (tally.terms, tally.deals, tally.late, tally.today) == (3, 1, 1, 1)
    assert "3 terms wait for Finance. 1 is late, 1 more is due today." in page
    assert "due 09:00" in page


def test_who_works_in_two_functions_may_narrow_to_one(cast: Cast) -> None:
    both = cast.members["FIN"]
    Membership.objects.create(function=cast.functions["LEG"], user=both)
    make_submission(cast.maya, "liability-cap", "payment-terms")
    browser = browser_of(both)
    assert titles(browser.get("/reviews/")) == ["Liability cap", "Liability cap", "Payment terms"]
    legal = browser.get("/reviews/?function=LEG")
    assert titles(legal) == ["Liability cap"]
    assert [tab.label for tab in legal.context["tabs"] if tab.is_current] == ["Legal"]
    assert "/?function=LEG" in legal.context["rows"][0].url


def test_the_queue_narrows_to_one_deal_and_ignores_nonsense(cast: Cast) -> None:
    make_submission(cast.maya, "payment-terms")
    second = make_submission(cast.maya, "renewal", customer="Polaris Retail").draft.deal
    browser = browser_of(cast.members["FIN"])
    assert titles(browser.get(f"/reviews/?deal={second.number}")) == ["Renewal and notice"]
    assert len(titles(browser.get("/reviews/?deal=;drop&function=%27&page=zwei"))) == 2
    assert "Nothing waits here" in text_of(browser.get("/reviews/?deal=D-999999"))


def test_a_long_queue_is_paged_without_more_queries(cast: Cast) -> None:
    def queries() -> tuple[int, list[str]]:
        browser.get("/reviews/")
        with CaptureQueriesContext(
            connection,
        ) as captured:
            page = browser.get("/reviews/")
        return len(captured), titles(page)

    deal = make_deal(cast.maya)
    make_term(deal.current_draft, "payment-terms", by=cast.maya)
    submit_draft(deal.current_draft, by=cast.maya)
    make_submission(cast.maya, "payment-terms")  # each is a precedent of the other
    browser = browser_of(cast.members["FIN"])
    few, _ = queries()
    for _ in range(3):
        fill_a_draft(cast, 10)
    many, shown = queries()
    assert many == few
    assert len(shown) == 25
    second = browser.get("/reviews/?page=2")
    assert len(titles(second)) == 7
    assert second.context["newer"] == "/reviews/?page=1"
    assert second.context["older"] == ""


def fill_a_draft(cast: Cast, count: int) -> None:
    draft = make_deal(cast.maya).current_draft
    assert type_called(draft, "payment-terms")
    for number in range(count):
        make_term(draft, "payment-terms", by=cast.maya, wording=f"Paid within {200 + number} days.")
    submit_draft(draft, by=cast.maya)


def test_the_customers_words_are_escaped(cast: Cast) -> None:
    deal = make_deal(cast.maya, customer="<b>Bold & Sons</b>")
    make_term(deal.current_draft, "payment-terms", by=cast.maya, wording="<script>alert(1)</script>")
    submit_draft(deal.current_draft, by=cast.maya)
    page = text_of(browser_of(cast.members["FIN"]).get("/reviews/"))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "&lt;b&gt;Bold &amp; Sons" in page


def test_who_reviews_nothing_has_no_queue(cast: Cast) -> None:
    for person in (cast.maya, cast.ruth, cast.desk, cast.auditor):
        page = browser_of(person).get("/reviews/")
        assert page.status_code == 403, person
        assert "It belongs to: Function member, Function lead." in text_of(page)


def test_a_lead_sees_the_queue_of_the_function(cast: Cast) -> None:
    make_submission(cast.maya, "payment-terms")
    assert titles(browser_of(cast.leads["FIN"]).get("/reviews/")) == ["Payment terms"]


def test_place_and_next_follow_the_order_of_the_queue_and_begin_again(cast: Cast) -> None:
    finance = cast.members["FIN"]
    submission = make_submission(cast.maya, "payment-terms", "renewal", "liability-cap")
    listed = list(
        ReviewRequest.objects.filter(term__draft=submission.draft, function=cast.functions["FIN"]).order_by(
            "id"
        )
    )
    places = [place_of(asked, finance, Narrowing()) for asked in listed]
    assert [place.number for place in places] == [1, 2, 3]
    assert [place.following for place in places] == [listed[1], listed[2], listed[0]]
    review(cast, listed[1])
    after = place_of(listed[1], finance, Narrowing())
    assert (after.number, after.total, after.following) == (None, 2, listed[2])


def test_a_condition_of_a_colleague_waits_below_the_queue(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    asked = ReviewRequest.objects.get(term__draft=submission.draft, function=cast.functions["FIN"])
    review(cast, asked, 4, verdict="conditions", condition="A parent guarantee.", residual_level=2)
    assert "A parent guarantee." in text_of(browser_of(cast.leads["FIN"]).get("/reviews/"))
    assert "A parent guarantee." not in text_of(browser_of(cast.members["FIN"]).get("/reviews/"))


def test_the_load_of_the_month_and_the_typical_answer_are_told(cast: Cast) -> None:
    for _ in range(5):
        submission = make_submission(cast.maya, "payment-terms")
        asked = ReviewRequest.objects.get(term__draft=submission.draft, function=cast.functions["FIN"])
        review(cast, asked)
    make_submission(cast.maya, "payment-terms")
    labels = [figure.label for figure in browser_of(cast.members["FIN"]).get("/reviews/").context["figures"]]
    assert labels[:3] == ["Waiting", "Late", "Typical answer"]
    assert labels[3].startswith("Finance’s load, ")
    assert Function.objects.count() == 6
