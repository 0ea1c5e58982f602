"""Hours that a check-in leaves empty keep what stands; a nought is an answer."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from outcomes.actions import start_import, take_import
from outcomes.models import CellOutcome, Handover, Moment
from tests.make import Cast
from tests.make_outcomes import make_signed
from tests.outcomes.check_ins import answer_all, answer_one, check_in_of
from tests.reviews.browser import browser_of, text_of

SIGNED_ON = dt.date(2026, 2, 3)


@pytest.fixture
def handover(cast: Cast) -> Handover:
    """Support response, asked of Support and Finance: ten hours each."""
    return make_signed(cast, "support-response", on=SIGNED_ON, answer={"once": (600, 600, 600)})


@pytest.fixture
def support(cast: Cast) -> Client:
    return browser_of(cast.members["SUP"])


def send(browser: Client, handover: Handover, moment: str, **hours: str) -> tuple[int, int]:
    """Answer level 2 with hours as typed; the minutes spent and to come that were stored."""
    check_in = check_in_of(handover, "SUP", moment)
    typed = {"T1-level": "2", **{f"T1-{name}": text for name, text in hours.items()}}
    sent = browser.post(reverse("outcomes:check_in", args=[check_in.pk]), typed)
    assert sent.status_code == 302
    cell = CellOutcome.objects.get(check_in=check_in)
    return cell.spent_minutes, cell.remaining_minutes


def page(browser: Client, handover: Handover, moment: str) -> str:
    found = check_in_of(handover, "SUP", moment)
    return text_of(browser.get(reverse("outcomes:check_in", args=[found.pk])))


def test_a_level_alone_keeps_the_work_that_was_said(handover: Handover, support: Client) -> None:
    assert "Left empty: 10 h in all, as said." in page(support, handover, Moment.DAY_30)
    assert send(support, handover, Moment.DAY_30) == (0, 600)


def test_a_level_alone_keeps_the_answer_before(cast: Cast, handover: Handover, support: Client) -> None:
    answer_one(cast, handover, "SUP", spent_minutes=240, remaining_minutes=960)
    text = page(support, handover, Moment.DAY_60)
    assert "Left empty: 4 h, as last answered." in text
    assert "Left empty: 20 h in all, as last answered." in text
    assert send(support, handover, Moment.DAY_60) == (240, 960)


def test_hours_spent_alone_are_taken_from_the_whole(cast: Cast, handover: Handover, support: Client) -> None:
    assert send(support, handover, Moment.DAY_30, spent="4") == (240, 360)
    assert send(support, handover, Moment.DAY_60, spent="12,5") == (750, 0)


def test_hours_to_come_alone_keep_what_was_spent(cast: Cast, handover: Handover, support: Client) -> None:
    answer_one(cast, handover, "SUP", spent_minutes=240, remaining_minutes=960)
    assert send(support, handover, Moment.DAY_60, remaining="1") == (240, 60)


def test_a_correction_that_empties_the_fields_changes_no_hours(
    cast: Cast, handover: Handover, support: Client
) -> None:
    answer_one(cast, handover, "SUP", spent_minutes=240, remaining_minutes=960)
    assert send(support, handover, Moment.DAY_30, spent="", remaining="") == (240, 960)


def test_imported_hours_stand_until_others_are_typed(cast: Cast, handover: Handover, support: Client) -> None:
    answer_all(cast, handover, Moment.DAY_30, spent_minutes=60, remaining_minutes=60)
    text = (
        f"deal,term,function,spent_hours,remaining_hours\n{handover.deal.number},support-response,SUP,7,8\n"
    )
    take_import(start_import("hours.csv", text, by=cast.desk), by=cast.desk)
    assert "Left empty: 15 h in all, as imported." in page(support, handover, Moment.DAY_90)
    assert send(support, handover, Moment.DAY_90) == (420, 480)


def test_a_nought_stays_a_nought(cast: Cast, handover: Handover, support: Client) -> None:
    answer_one(cast, handover, "SUP", spent_minutes=240, remaining_minutes=960)
    assert send(support, handover, Moment.DAY_60, spent="0", remaining="0") == (0, 0)
