"""Who has to approve is asked anew when people change: only when it matters, and a part at a time."""

from typing import Any

import pytest

from accounts.actions import edit_person, edit_profile, end_absence, save_function
from activity.models import Event, OutboxMessage
from reviews.actions import following
from reviews.models import Submission
from tests.make import Cast, make_submission, review_all
from tests.make_absences import make_far_absence


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Ids of the submissions that were asked about anew."""
    found: list[int] = []
    monkeypatch.setattr(following, "refresh_asks", found.append)
    return found


def waiting(cast: Cast, count: int = 1) -> list[Submission]:
    found = [make_submission(cast.maya, "payment-terms") for _ in range(count)]
    for submission in found:
        review_all(cast, submission)
    return found


def follow_newest(verb: str) -> None:
    following.ask_anew_after(Event.objects.filter(verb=verb).latest("pk").pk)


def edited(cast: Cast, **changes: Any) -> None:
    person = cast.maya
    kept = {field: getattr(person, field) for field in ("name", "title", "time_zone", "reports_to")}
    edit_person(person, by=cast.desk, **{**kept, **changes})
    follow_newest("person.edited")


def test_a_new_name_or_title_asks_nobody_anew_but_a_new_manager_does(cast: Cast, asked: list[int]) -> None:
    [submission] = waiting(cast)
    edited(cast, name="Maya L.", title="EMEA")
    edit_profile(cast.maya, name="Maya M.", title="EMEA", time_zone="UTC", mail_when="daily")
    follow_newest("person.edited")
    assert asked == []
    cast.maya.refresh_from_db()
    edited(cast, reports_to=cast.ruth)
    assert asked == [submission.pk]


def test_a_function_asks_anew_only_with_a_new_lead(cast: Cast, asked: list[int]) -> None:
    [submission] = waiting(cast)
    function, members = cast.functions["LEG"], [cast.members["LEG"]]
    save_function(function, by=cast.desk, members=members, response_hours=function.response_hours + 1)
    follow_newest("function.edited")
    assert asked == []
    save_function(function, by=cast.desk, members=members, lead=cast.members["LEG"])
    follow_newest("function.edited")
    assert asked == [submission.pk]


def test_a_long_list_is_asked_in_parts_each_ringing_for_the_next(
    cast: Cast, asked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "CHUNK", 2)
    submissions = [submission.pk for submission in waiting(cast, 5)]
    following.ask_anew_after_absence(0)
    for done in (2, 4):
        assert asked == submissions[:done]
        bell = OutboxMessage.objects.filter(task="reviews.ask_anew_from").latest("pk")
        assert bell.key == submissions[done]
        following.ask_anew_from(bell.key)
    assert asked == submissions
    assert OutboxMessage.objects.filter(task="reviews.ask_anew_from").count() == 2


def test_an_absence_rings_with_its_own_id(cast: Cast) -> None:
    absence = make_far_absence(cast.ruth)
    end_absence(absence, by=cast.ruth)
    assert OutboxMessage.objects.get(task="reviews.ask_anew_after_absence").key == absence.pk
