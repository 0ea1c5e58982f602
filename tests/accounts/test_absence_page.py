"""Out of office: one's own page, the deal desk's for others, and the banner of whoever stands in."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from accounts.models import Delegation
from tests.accounts.browser import words_of
from tests.make import Cast
from tests.make_absences import berlin, day, make_absence
from tests.reviews.browser import browser_of

PAGE = "/profile/absence/"
HOLIDAY = {"starts_on": "2026-11-24", "ends_on": "2026-11-27", "scope": "all", "reason": "Holiday <b>"}


@pytest.fixture(autouse=True)
def monday() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(berlin(23), tick=False) as traveller:
        yield traveller


@pytest.fixture
def ruth(cast: Cast) -> Client:
    return browser_of(cast.ruth)


def test_ruth_plans_changes_and_ends_an_absence(cast: Cast, ruth: Client) -> None:
    answer = ruth.post(PAGE, {**HOLIDAY, "taker": cast.anders.pk}, follow=True)
    assert "The absence is planned." in words_of(answer)
    absence = Delegation.objects.get()
    assert (absence.giver, absence.taker, absence.starts_on) == (cast.ruth, cast.anders, day(24))
    page = words_of(answer)
    assert "24 Nov to 27 Nov 2026" in page and "Anders Holm" in page and "Holiday &lt;b&gt;" in page
    edit = f"{PAGE}{absence.pk}/"
    assert 'value="2026-11-27"' in words_of(ruth.get(edit))
    ruth.post(edit, {**HOLIDAY, "ends_on": "2026-11-30", "taker": ""})
    absence.refresh_from_db()
    assert (absence.ends_on, absence.taker) == (day(30), None)
    ended = ruth.post(f"{PAGE}{absence.pk}/end/", follow=True)
    assert "No absence is planned." in words_of(ended)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"starts_on": "2026-11-20"}, "An absence begins today at the earliest."),
        ({"ends_on": "2026-11-23"}, "The last day must not lie before the first."),
        ({"starts_on": "soon"}, "Enter a valid date."),
        ({"taker": "999999"}, "Select a valid choice."),
    ],
)
def test_bad_days_are_named_and_what_was_typed_is_kept(
    ruth: Client, typed: dict[str, str], said: str
) -> None:
    answer = ruth.post(PAGE, {**HOLIDAY, **typed})
    assert answer.status_code == 422
    assert said in words_of(answer) and "Holiday &lt;b&gt;" in words_of(answer)
    assert not Delegation.objects.exists()


def test_a_circle_is_refused_in_the_error_summary(cast: Cast, ruth: Client) -> None:
    make_absence(cast.anders, cast.ruth, first=24)
    answer = ruth.post(PAGE, {**HOLIDAY, "taker": cast.anders.pk})
    assert answer.status_code == 422
    assert "this would lead back to Ruth Adeyemi: Ruth Adeyemi → Anders Holm → Ruth Adeyemi" in words_of(
        answer
    )


def test_somebody_elses_absence_is_not_found_but_by_the_deal_desk(cast: Cast, ruth: Client) -> None:
    absence = make_absence(cast.anders, cast.eva)
    for address in (f"{PAGE}{absence.pk}/", f"{PAGE}{absence.pk}/end/"):
        assert ruth.post(address, HOLIDAY).status_code == 404
    assert ruth.post(f"/absences/{absence.pk}/end/").status_code == 403
    assert ruth.get(f"/people/{cast.anders.pk}/absence/").status_code == 403
    desk = browser_of(cast.desk)
    assert "Eva Executive stands in" in words_of(desk.get(f"/people/{cast.anders.pk}/"))
    assert desk.post(f"/absences/{absence.pk}/end/").status_code == 302
    desk.post(f"/people/{cast.anders.pk}/absence/", {**HOLIDAY, "taker": cast.eva.pk})
    planned = Delegation.objects.get(ended_at=None)
    assert (planned.giver, planned.created_by) == (cast.anders, cast.desk)


def test_the_stand_in_reads_for_whom_and_until_when(cast: Cast, monday: time_machine.Traveller) -> None:
    make_absence(cast.leads["FIN"], cast.members["LEG"])
    queue = browser_of(cast.members["LEG"]).get("/reviews/")
    assert 'You stand in for <b>Lea Finance</b> until <span class="nowrap">27 November</span>' in words_of(
        queue
    )
    assert "You stand in" not in words_of(browser_of(cast.members["DEL"]).get("/reviews/"))
    monday.move_to(berlin(28))
    assert "You stand in" not in words_of(browser_of(cast.members["LEG"]).get("/reviews/"))


def test_the_end_of_a_chain_reads_of_everybody_on_it(cast: Cast) -> None:
    make_absence(cast.ruth, cast.anders)
    make_absence(cast.anders, cast.eva, last=25)
    page = words_of(browser_of(cast.eva).get("/approvals/"))
    assert '<b>Anders Holm</b> until <span class="nowrap">25 November' in page
    assert '<b>Ruth Adeyemi</b> until <span class="nowrap">25 November' in page
