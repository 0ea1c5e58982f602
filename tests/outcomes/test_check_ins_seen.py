"""Who is asked about a term that was never disclosed may read its deal: whoever is of the function today."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, User
from contracts.models import Deal, DealFunction, DealReader
from contracts.queries.people import people_who_see
from dealdesk.kit.refusals import Refused
from outcomes.actions import add_undisclosed
from outcomes.models import CheckIn, Handover, Moment
from outcomes.queries.check_ins import due_count, own_check_ins
from reviews.queries.people import people_around
from tests.make import Cast, type_called
from tests.make_absences import away_now
from tests.make_outcomes import make_signed
from tests.outcomes.check_ins import check_in_of
from tests.reviews.browser import browser_of, text_of

SIGNED_ON = dt.date(2026, 2, 3)
FOUND_ON = dt.date(2026, 3, 20)


@pytest.fixture
def handover(cast: Cast) -> Handover:
    """Asked of Support and Finance; Security is drawn in by a term that nobody had disclosed."""
    made = make_signed(cast, "support-response", on=SIGNED_ON)
    draw_in(cast, made)
    return made


def draw_in(cast: Cast, handover: Handover) -> None:
    kind = type_called(handover.draft, "uptime")
    facts: dict[str, Any] = {"wording": "24x7.", "functions": ["SEC"], "found_on": FOUND_ON}
    with time_machine.travel(dt.datetime.combine(FOUND_ON, dt.time(9), tzinfo=dt.UTC)):
        add_undisclosed(handover, type=kind, by=cast.desk, **facts)


def fresh(person: User) -> User:
    return User.objects.get(pk=person.pk)


def test_the_function_is_kept_with_the_deal_instead_of_its_people(cast: Cast, handover: Handover) -> None:
    kept = DealFunction.objects.get(deal=handover.deal)
    assert kept.function == cast.functions["SEC"]
    assert not DealReader.objects.filter(deal=handover.deal).exists()


def test_who_joins_later_opens_what_the_list_shows(cast: Cast, handover: Handover) -> None:
    assert not Deal.objects.visible_to(cast.outsider).exists()
    Membership.objects.create(function=cast.functions["SEC"], user=cast.outsider)
    person = fresh(cast.outsider)
    check_in = check_in_of(handover, "SEC", Moment.DAY_90)
    assert check_in in own_check_ins(person)
    assert browser_of(person).get(f"/check-ins/{check_in.pk}/").status_code == 200
    assert person in people_who_see(handover.deal) and person in people_around(handover.deal)


def test_who_left_the_function_reads_no_more(cast: Cast, handover: Handover) -> None:
    person = cast.members["SEC"]
    assert Deal.objects.visible_to(fresh(person)).exists()
    Membership.objects.filter(user=person).delete()
    assert not Deal.objects.visible_to(fresh(person)).exists()
    assert not own_check_ins(fresh(person)).exists()
    assert person not in people_who_see(handover.deal)


def test_who_stands_in_opens_and_answers(cast: Cast, handover: Handover) -> None:
    away_now(cast.members["SEC"], cast.members["PRD"])
    check_in = check_in_of(handover, "SEC", Moment.DAY_90)
    browser = browser_of(fresh(cast.members["PRD"]))
    assert f"/check-ins/{check_in.pk}/" in browser.get("/check-ins/").content.decode()
    assert "-level" in text_of(browser.get(f"/check-ins/{check_in.pk}/"))
    assert browser.post(f"/check-ins/{check_in.pk}/nothing/").status_code == 302


def test_the_list_names_no_deal_that_one_may_not_see(cast: Cast, handover: Handover) -> None:
    """As before deals kept their functions: an open check-in, and no way to its deal."""
    person = fresh(cast.members["SEC"])
    assert due_count(person, dt.date(2026, 6, 1)) == 2
    DealFunction.objects.all().delete()
    assert CheckIn.objects.filter(function__code="SEC").exists()
    assert due_count(person, dt.date(2026, 6, 1)) == 0
    assert handover.deal.number not in text_of(browser_of(person).get("/check-ins/"))


def test_a_term_that_is_refused_shows_the_deal_to_nobody(cast: Cast) -> None:
    handover = make_signed(cast, "support-response", on=SIGNED_ON)
    with pytest.raises(Refused):
        add_undisclosed(
            handover,
            type=type_called(handover.draft, "uptime"),
            wording=" ",
            functions=["SEC"],
            found_on=FOUND_ON,
            by=cast.desk,
        )
    assert not DealFunction.objects.exists()


def test_the_number_in_the_navigation_asks_a_few_questions_however_many_there_are(
    cast: Cast, handover: Handover, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    today = dt.date(2026, 6, 1)
    person, again = fresh(cast.members["SEC"]), fresh(cast.members["SEC"])
    with django_assert_num_queries(4):
        due_count(person, today)
    for _ in range(3):
        draw_in(cast, make_signed(cast, "support-response", on=SIGNED_ON))
    with django_assert_num_queries(4):
        assert due_count(again, today) == 8
