"""Clocks run only while somebody could act: they stand for questions and absences, and survive both."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from accounts.actions import end_absence, sweep_absences
from accounts.models import Membership
from contracts.actions import edit_term
from reviews.actions import make_next_draft, submit_draft
from reviews.actions.following import ask_anew_from
from reviews.actions.questions import answer_question, ask_question
from reviews.actions.waiting import sweep_clocks
from reviews.clocks import approval_calendar, clock_of_wait, held_minutes
from reviews.models import Ask, ReviewRequest, Submission
from tests.make import Cast, make_submission, review, review_all
from tests.make_absences import BERLIN, berlin, make_absence

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def monday() -> Iterator[time_machine.Traveller]:
    """Monday the 23rd of November 2026, ten o’clock in Berlin."""
    with time_machine.travel(berlin(23, 10), tick=False) as traveller:
        yield traveller


@pytest.fixture
def submission(cast: Cast) -> Submission:
    """Payment terms for Finance, which works from nine to five in Berlin and has eight hours to answer."""
    cast.functions["FIN"].time_zone = "Europe/Berlin"
    cast.functions["FIN"].save()
    return make_submission(cast.maya, "payment-terms")


def asked(submission: Submission) -> ReviewRequest:
    return ReviewRequest.objects.select_related("function").get(term__draft__deal=submission.draft.deal_id)


def left_hours(wait: ReviewRequest | Ask, at: dt.datetime) -> float:
    return clock_of_wait(type(wait).objects.get(pk=wait.pk)).left_at(at) / HOUR


def test_a_request_is_due_after_the_functions_business_hours(submission: Submission) -> None:
    request = asked(submission)
    assert request.due_at == berlin(24, 10)
    assert request.allowed_minutes == 8 * 60
    assert request.nudge_at == berlin(23, 14), "first reminder when half of the time is used"


def test_a_clock_stands_while_a_question_is_open(
    cast: Cast, submission: Submission, monday: time_machine.Traveller
) -> None:
    request = asked(submission)
    monday.move_to(berlin(23, 12))
    question = ask_question(request, "Which sites?", by=cast.members["FIN"])
    request.refresh_from_db()
    assert (request.paused_at, request.left_minutes, request.nudge_at) == (berlin(23, 12), 6 * 60, None)
    monday.move_to(berlin(25, 16))
    assert left_hours(request, berlin(25, 16)) == 6
    answer_question(question, "All fourteen.", by=cast.maya)
    request.refresh_from_db()
    assert (request.paused_at, request.due_at) == (None, berlin(26, 14))
    assert request.nudge_at == berlin(26, 10), "two of eight hours were used before the question"


def test_a_clock_stands_while_all_of_the_function_are_away_and_runs_when_one_is_back(
    cast: Cast, submission: Submission, monday: time_machine.Traveller
) -> None:
    request = asked(submission)
    monday.move_to(berlin(23, 13))
    make_absence(cast.members["FIN"])
    assert sweep_clocks() == 0, "the lead is there"
    absence = make_absence(cast.leads["FIN"])
    assert (sweep_clocks(), sweep_clocks()) == (1, 0)
    monday.move_to(berlin(25, 11))
    assert left_hours(request, berlin(25, 11)) == 5
    end_absence(absence, by=cast.leads["FIN"])
    assert (sweep_clocks(), sweep_clocks()) == (1, 0)
    request.refresh_from_db()
    assert request.due_at == berlin(25, 16)


def test_a_stand_in_keeps_the_clock_running(cast: Cast, submission: Submission) -> None:
    make_absence(cast.members["FIN"], cast.members["LEG"])
    make_absence(cast.leads["FIN"])
    assert sweep_clocks() == 0
    assert asked(submission).paused_at is None


def test_a_function_that_nobody_belongs_to_any_more_is_not_away(cast: Cast, submission: Submission) -> None:
    """Its clock runs on, so that somebody above hears of it."""
    Membership.objects.filter(function__code="FIN").delete()
    make_absence(cast.leads["FIN"])
    type(cast.maya).objects.filter(pk=cast.leads["FIN"].pk).update(is_active=False)
    assert sweep_clocks() == 0


def test_what_is_asked_while_everybody_is_away_stands_from_the_beginning(cast: Cast) -> None:
    for person in (cast.members["FIN"], cast.leads["FIN"]):
        make_absence(person)
    request = asked(make_submission(cast.maya, "payment-terms"))
    assert (request.paused_at, request.left_minutes) == (berlin(23, 10), 8 * 60)


def test_an_answer_in_between_does_not_start_a_clock_that_stands_for_an_absence(
    cast: Cast, submission: Submission, monday: time_machine.Traveller
) -> None:
    request = asked(submission)
    question = ask_question(request, "Which sites?", by=cast.members["FIN"])
    for person in (cast.members["FIN"], cast.leads["FIN"]):
        make_absence(person)
    answer_question(question, "All fourteen.", by=cast.maya)
    request.refresh_from_db()
    assert request.paused_at is not None
    monday.move_to(berlin(28, 1))
    assert sweep_clocks() == 1
    request.refresh_from_db()
    assert request.due_at == berlin(30, 17)


def test_an_absence_that_ends_does_not_start_a_clock_that_stands_for_a_question(
    cast: Cast, submission: Submission, monday: time_machine.Traveller
) -> None:
    ask_question(asked(submission), "Which sites?", by=cast.members["FIN"])
    monday.move_to(berlin(30, 12))
    assert sweep_clocks() == 0
    assert asked(submission).paused_at == berlin(23, 10)


def test_a_changed_term_starts_anew_and_an_unchanged_one_goes_on(
    cast: Cast, monday: time_machine.Traveller
) -> None:
    for code in ("FIN", "LEG"):
        cast.functions[code].time_zone = "Europe/Berlin"
        cast.functions[code].save()
    submission = make_submission(cast.maya, "payment-terms", "renewal")
    monday.move_to(berlin(23, 13))
    following = make_next_draft(submission.draft, by=cast.maya)
    edit_term(following.terms.get(type__code="renewal"), by=cast.maya, wording="Renews for three years.")
    monday.move_to(berlin(25, 9))
    submit_draft(following, by=cast.maya)
    requests = ReviewRequest.objects.filter(term__draft=following).select_related("term__type", "function")
    for request in requests:
        kept = request.term.type.code == "payment-terms"
        assert left_hours(request, berlin(25, 9)) == (5 if kept else 8), str(request)
        assert held_minutes(request, berlin(25, 9)) == (180 if kept else 0)


def test_time_held_is_measured_by_the_first_answer_without_pauses(
    cast: Cast, submission: Submission, monday: time_machine.Traveller
) -> None:
    request = asked(submission)
    monday.move_to(berlin(23, 11))
    question = ask_question(request, "Which sites?", by=cast.members["FIN"])
    monday.move_to(berlin(24, 15))
    answer_question(question, "All fourteen.", by=cast.maya)
    monday.move_to(berlin(25, 10))
    review(cast, asked(submission))
    assert asked(submission).held_minutes == 4 * 60, "10-11 on Monday, 15-17 on Tuesday, 9-10 on Wednesday"
    monday.move_to(berlin(26, 10))
    review(cast, asked(submission), 3)
    assert asked(submission).held_minutes == 4 * 60


def test_an_approver_without_a_function_works_office_hours_where_they_are(cast: Cast) -> None:
    cast.ruth.time_zone = "America/New_York"
    assert approval_calendar(cast.ruth).time_zone == "America/New_York"
    assert approval_calendar(cast.leads["FIN"]).time_zone == cast.functions["FIN"].time_zone


def test_an_approvers_clock_stands_while_they_are_away_and_nobody_stands_in(
    cast: Cast, monday: time_machine.Traveller
) -> None:
    ask = waiting_for_a_vp(cast)
    assert (ask.person, ask.due_at) == (cast.ruth, berlin(25, 10))
    make_absence(cast.ruth, first=24)
    monday.move_to(berlin(24, 0, 1))
    rings()
    ask.refresh_from_db()
    assert (ask.ended_at, ask.left_minutes) == (None, 9 * 60), "seven of sixteen hours were used on Monday"
    monday.move_to(berlin(28, 0, 1))
    rings()
    ask.refresh_from_db()
    assert (ask.paused_at, ask.due_at) == (None, dt.datetime(2026, 12, 1, 10, tzinfo=BERLIN))


def test_a_stand_in_is_asked_in_the_place_of_who_is_away_and_no_longer_afterwards(
    cast: Cast, monday: time_machine.Traveller
) -> None:
    ask = waiting_for_a_vp(cast)
    absence = make_absence(cast.ruth, cast.anders, first=24)
    rings()
    assert Ask.objects.open().get() == ask, "until then Ruth herself is asked"
    monday.move_to(berlin(24, 0, 1))
    rings()
    instead = Ask.objects.open().get()
    assert (instead.person, instead.principal) == (cast.anders, cast.ruth)
    end_absence(absence, by=cast.ruth)
    rings()
    assert (Ask.objects.open().get().person, Ask.objects.open().get().principal) == (cast.ruth, None)


def waiting_for_a_vp(cast: Cast) -> Ask:
    """Three terms hard enough that a VP decides."""
    submission = make_submission(cast.maya, "payment-terms", "renewal", "price-hold")
    review_all(cast, submission, level=4)
    return Ask.objects.open().get()


def rings() -> None:
    """What beat and relay ring within a minute."""
    sweep_absences()
    ask_anew_from(0)
    sweep_clocks()
