"""Where deals wait, since when in business hours, and how long each function took of late."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reviews.actions.assigning import assign_review
from reviews.actions.nudging import sweep_nudges
from reviews.actions.questions import ask_question
from reviews.models import Ask, ReviewRequest
from reviews.queries.bottlenecks import Queueing, queueing_by_person, queueing_by_type, queueing_of_functions
from reviews.queries.pace import expected_hours, held_since
from tests.accounts.browser import words_of
from tests.make import Cast, make_submission, review, review_all
from tests.make_absences import berlin
from tests.reviews.browser import browser_of

MONDAY = berlin(23)


@pytest.fixture(autouse=True)
def monday() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def berlin_hours(cast: Cast) -> None:
    for function in cast.functions.values():
        function.time_zone = "Europe/Berlin"
        function.save()


def finance(now: dt.datetime) -> Queueing:
    return next(row for row in queueing_of_functions(now) if row.code == "FIN")


def answer_after(cast: Cast, traveller: time_machine.Traveller, hours: int) -> None:
    """A deal is submitted on Monday at nine and answered so many business hours later."""
    traveller.move_to(MONDAY)
    submission = make_submission(cast.maya, "payment-terms", name=f"After {hours} hours")
    traveller.move_to(berlin(23 + hours // 8, 9 + hours % 8))
    review(cast, ReviewRequest.objects.get(term__draft=submission.draft))


def test_half_and_nine_in_ten_are_business_hours_of_the_last_90_days(
    cast: Cast, berlin_hours: None, monday: time_machine.Traveller
) -> None:
    for hours in (1, 2, 3, 4, 12):
        answer_after(cast, monday, hours)
    now = berlin(25, 9)
    row = finance(now)
    assert (row.answered, row.half, round(row.nine_in_ten, 1)) == (5, 3.0, 8.8)
    by_type = queueing_by_type(cast.functions["FIN"], now)
    assert [(row.name, row.half) for row in by_type] == [("Payment terms", 3.0)]
    later = finance(berlin(25, 9).replace(year=2027))
    assert (later.answered, later.half) == (0, None)


def test_time_in_which_a_function_could_not_act_is_not_held(
    cast: Cast, berlin_hours: None, monday: time_machine.Traveller
) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    request = ReviewRequest.objects.get()
    monday.move_to(berlin(23, 11))
    ask_question(request, "Which sites?", by=cast.members["FIN"])
    held = held_since([submission.draft], berlin(25, 15))[submission.draft_id]
    assert (held.hours, held.is_standing) == (2, True)
    row = finance(berlin(25, 15))
    assert (row.waiting, row.late, row.standing, row.oldest_hours) == (1, 0, 1, None)


def test_held_since_is_the_longest_of_those_who_hold_it_and_names_escalation(
    cast: Cast, berlin_hours: None, monday: time_machine.Traveller
) -> None:
    submission = make_submission(cast.maya, "payment-terms", "renewal")
    monday.move_to(berlin(24, 12))
    held = held_since([submission.draft])[submission.draft_id]
    assert (held.hours, held.is_escalated) == (11, False)
    sweep_nudges()
    assert held_since([submission.draft])[submission.draft_id].is_escalated
    review_all(cast, submission, level=5)
    assert Ask.objects.open().count() == 2
    monday.move_to(berlin(24, 15))
    assert held_since([submission.draft])[submission.draft_id].text == "held 3\u00a0h"


def test_what_to_expect_is_the_median_or_else_the_promise(
    cast: Cast, berlin_hours: None, monday: time_machine.Traveller
) -> None:
    function = cast.functions["FIN"]
    for hours in (2, 2, 3, 5):
        answer_after(cast, monday, hours)
    assert expected_hours([function]) == {function.pk: 8.0}
    answer_after(cast, monday, 6)
    assert expected_hours([function, cast.functions["LEG"]]) == {
        function.pk: 3.0,
        cast.functions["LEG"].pk: 8.0,
    }


def test_a_lead_reads_where_it_waits_by_person_and_type(
    cast: Cast, berlin_hours: None, monday: time_machine.Traveller
) -> None:
    make_submission(cast.maya, "payment-terms", name="<b>Bold</b>")
    make_submission(cast.maya, "payment-terms")
    assign_review(ReviewRequest.objects.earliest("id"), cast.members["FIN"], by=cast.members["FIN"])
    people = queueing_by_person(cast.functions["FIN"], berlin(23, 12))
    assert [(row.name, row.waiting, row.oldest_hours) for row in people] == [
        ("Max Finance", 1, 3),
        ("", 1, 3),
    ]
    monday.move_to(berlin(24, 14))
    sweep_nudges()
    lead = browser_of(cast.leads["DEL"])
    page = words_of(lead.get("/functions/FIN/waiting/"))
    assert "Waiting for Finance" in page and "Assigned to Max Finance" in page
    assert page.count("Escalated</span>") >= 2 and "held 13" in page
    assert 'href="/functions/FIN/waiting/"' in words_of(lead.get("/bottlenecks/"))


@pytest.mark.parametrize(
    ("who", "status"), [("desk", 200), ("auditor", 200), ("anders", 200), ("maya", 403), ("mark", 403)]
)
def test_only_those_who_lead_or_watch_see_it(cast: Cast, who: str, status: int) -> None:
    browser = browser_of(getattr(cast, who))
    assert browser.get("/bottlenecks/").status_code == status
    assert browser.get("/functions/FIN/waiting/").status_code == status


def test_an_unknown_function_is_not_found(cast: Cast) -> None:
    assert browser_of(cast.desk).get("/functions/XXX/waiting/").status_code == 404


def test_queries_do_not_grow_with_what_waits(cast: Cast) -> None:
    desk = browser_of(cast.desk)
    counts = []
    for _ in range(2):
        for _ in range(4):
            make_submission(cast.maya, "payment-terms", "renewal")
        counts.append(queries_of(desk))
    assert counts[0] == counts[1]


def queries_of(browser: Client) -> list[int]:
    found = []
    for address in ("/bottlenecks/", "/functions/FIN/waiting/"):
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code == 200
        found.append(len(captured))
    return found


def test_the_queue_shows_who_has_taken_what_and_narrows_to_mine(cast: Cast) -> None:
    make_submission(cast.maya, "payment-terms", "price-hold")
    first = ReviewRequest.objects.filter(function__code="FIN").earliest("id")
    member = browser_of(cast.members["FIN"])
    assert "Nobody has taken it yet." in words_of(member.get(f"/reviews/{first.pk}/"))
    member.post(f"/reviews/{first.pk}/assign/", {"to": cast.members["FIN"].pk})
    assert "You have taken it." in words_of(member.get(f"/reviews/{first.pk}/"))
    assert "Assigned to Max Finance" in words_of(browser_of(cast.leads["FIN"]).get("/reviews/"))
    mine = words_of(member.get("/reviews/?mine=1"))
    assert mine.count("queue__link") == 1 and 'href="/reviews/?mine=1"' in mine


def test_the_lead_hands_a_review_to_somebody_of_the_function_alone(cast: Cast) -> None:
    make_submission(cast.maya, "payment-terms")
    request = ReviewRequest.objects.get()
    address = f"/reviews/{request.pk}/assign/"
    browser_of(cast.leads["FIN"]).post(address, {"to": cast.members["FIN"].pk})
    request.refresh_from_db()
    assert request.assigned_to == cast.members["FIN"]
    refused = browser_of(cast.leads["FIN"]).post(address, {"to": cast.members["LEG"].pk})
    assert refused.status_code == 409 and "does not answer for Finance" in words_of(refused)
    forbidden = browser_of(cast.members["FIN"]).post(address, {"to": cast.leads["FIN"].pk})
    assert forbidden.status_code == 403 and "Only the lead of Finance" in words_of(forbidden)
    review(cast, request, by=cast.leads["FIN"])
