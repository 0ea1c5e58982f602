"""What a deal was like stays readable after its contract was voided, and nothing is added to it."""

import datetime as dt

import pytest

from outcomes.actions import IncidentAsked, record_incident
from outcomes.models import CheckIn, Handover, Moment
from tests.make import Cast
from tests.make_outcomes import make_signed, void
from tests.outcomes.check_ins import answer_all
from tests.reviews.browser import browser_of, text_of

SIGNED_ON = dt.date(2026, 2, 3)
VERBS = ("Something happened", "A term was never disclosed", "Strike out")


@pytest.fixture
def handover(cast: Cast) -> Handover:
    made = make_signed(cast, "support-response", on=SIGNED_ON)
    answer_all(cast, made)
    record_incident(made, IncidentAsked("escalation", SIGNED_ON, note="Loud."), by=cast.desk)
    return made


def test_the_page_says_that_the_contract_was_voided(cast: Cast, handover: Handover) -> None:
    desk, url = browser_of(cast.desk), f"{handover.deal.get_absolute_url()}outcomes/"
    before = text_of(desk.get(url))
    assert "The contract was voided" not in before and all(verb in before for verb in VERBS)
    void(cast, handover)
    after = text_of(desk.get(url))
    assert "The contract was voided." in after and "Loud." in after and "Said against real" in after
    assert not any(verb in after for verb in VERBS)


def test_what_adds_to_it_is_not_found_any_more(cast: Cast, handover: Handover) -> None:
    void(cast, handover)
    desk, url = browser_of(cast.desk), handover.deal.get_absolute_url()
    assert desk.get(f"{url}incidents/new/").status_code == 404
    assert browser_of(cast.outsider).get(f"{url}outcomes/").status_code == 404


def test_a_check_in_of_it_is_only_read(cast: Cast, handover: Handover) -> None:
    void(cast, handover)
    found = CheckIn.objects.filter(handover=handover, moment=Moment.DAY_90)
    assert found
    for check_in in found:
        page = text_of(browser_of(cast.members[check_in.function.code]).get(f"/check-ins/{check_in.pk}/"))
        assert "This contract does not stand any more" in page
        assert "Save and go to the next" not in page and "Nothing happened" not in page
