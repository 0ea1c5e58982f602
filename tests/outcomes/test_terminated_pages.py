"""The pages of a contract that was terminated name its end, and ask for nothing that was to come after it."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from outcomes.actions import IncidentAsked, record_incident, strike_incident
from outcomes.models import Handover, Renewal
from tests.make import Cast
from tests.make_outcomes import make_signed
from tests.reviews.browser import browser_of, text_of

SIGNED_ON, ENDED_ON = dt.date(2026, 1, 15), dt.date(2026, 2, 10)
LATER = ["Go-live", "Prepare the renewal from", "Notice must be given by", "Contract ends"]


@pytest.fixture(autouse=True)
def in_april() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 4, 20, 9, tzinfo=dt.UTC), tick=True):
        yield


@pytest.fixture
def handover(cast: Cast) -> Handover:
    """To be live on 15 March, and to end on 14 January 2027."""
    return make_signed(cast, "support-response", on=SIGNED_ON, months=12, delivery_months=2)


def page(cast: Cast, handover: Handover, place: str = "") -> str:
    return text_of(browser_of(cast.desk).get(f"{handover.deal.get_absolute_url()}{place}"))


def dates(cast: Cast, handover: Handover) -> str:
    return page(cast, handover, "handover/").split("dates-h")[-1].split("</section>")[0]


def box(cast: Cast, handover: Handover) -> str:
    return page(cast, handover).split('id="handover"')[1].split("</section>")[0]


def terminate(cast: Cast, handover: Handover, day: dt.date = ENDED_ON) -> None:
    record_incident(handover, IncidentAsked("termination", day), by=cast.members["SUP"])


def test_the_handover_lists_nothing_that_was_to_come_after_the_end(cast: Cast, handover: Handover) -> None:
    assert all(label in dates(cast, handover) for label in LATER)
    terminate(cast, handover)
    said = dates(cast, handover)
    assert "<dt>Terminated</dt><dd>10 February 2026" in said
    assert [label for label in LATER if label in said] == []
    assert "Signed" in said and "Check-in, 90 days" in said, "what it cost is still asked"


def test_the_handover_keeps_what_came_before_the_end(cast: Cast, handover: Handover) -> None:
    terminate(cast, handover, dt.date(2026, 4, 10))
    assert "<dt>Go-live</dt><dd>15 March 2026" in dates(cast, handover)


def test_the_deals_box_says_when_it_was_terminated_in_place_of_its_end(
    cast: Cast, handover: Handover
) -> None:
    before = box(cast, handover)
    assert "notice by 16 October 2026" in before and "contract ends 14 January 2027" in before
    terminate(cast, handover)
    after = box(cast, handover)
    assert "terminated on 10 February 2026" in after
    assert "notice by" not in after and "contract ends" not in after


def test_the_outcomes_are_led_by_the_day_on_which_it_was_terminated(cast: Cast, handover: Handover) -> None:
    assert "until 14 January 2027" in page(cast, handover, "outcomes/")
    terminate(cast, handover)
    said = page(cast, handover, "outcomes/")
    assert "signed on 15 January 2026, terminated on 10 February 2026" in said and "until" not in said


def test_its_renewal_asks_for_no_notice(cast: Cast, handover: Handover) -> None:
    terminate(cast, handover)
    renewal = Renewal.objects.get(handover=handover)
    reader = browser_of(cast.desk)
    for address in (f"/renewals/{renewal.pk}/", "/renewals/?state=decided"):
        said = text_of(reader.get(address)).split("<main")[1]
        assert "terminated on 10 February 2026" in said
        assert "16 October 2026" not in said and "17 August 2026" not in said
        assert "14 January 2027" not in said


def test_struck_out_it_gives_every_day_back(cast: Cast, handover: Handover) -> None:
    terminate(cast, handover)
    strike_incident(handover.incidents.get(), by=cast.desk)
    assert all(label in dates(cast, handover) for label in LATER)
    assert "contract ends 14 January 2027" in box(cast, handover)
