"""`manage.py verify` finds a realised dose that is not what the functions told."""

import datetime as dt

import pytest

from dealdesk.verification import INVARIANTS
from dealdesk.verification.outcomes import wrong_outcomes
from outcomes.actions import IncidentAsked, record_incident
from outcomes.models import CellOutcome, Handover, Realised, RealisedCell
from tests.make import Cast
from tests.make_outcomes import make_signed
from tests.outcomes.check_ins import answer_all

SIGNED_ON = dt.date(2026, 2, 3)


@pytest.fixture
def handover(cast: Cast) -> Handover:
    handover = make_signed(cast, "support-response", on=SIGNED_ON)
    answer_all(cast, handover, level=3, spent_minutes=90)
    record_incident(handover, IncidentAsked("slip", SIGNED_ON + dt.timedelta(days=9)), by=cast.maya)
    return handover


def test_what_the_verbs_wrote_is_found_sound(handover: Handover) -> None:
    assert "I21" in {invariant.code for invariant in INVARIANTS}
    assert list(wrong_outcomes()) == []


def test_another_dose_is_found(handover: Handover) -> None:
    Realised.objects.update(dose=1)
    (sentence,) = wrong_outcomes()
    assert "recomputes to DD:1.0/" in sentence


def test_another_share_is_found(handover: Handover) -> None:
    cell = RealisedCell.objects.earliest("id")
    RealisedCell.objects.filter(pk=cell.pk).update(was_dose=cell.was_dose + 1)
    (sentence,) = wrong_outcomes()
    assert "with other cells" in sentence


def test_an_answer_that_was_changed_past_the_verbs_is_found(handover: Handover) -> None:
    CellOutcome.objects.update(level=1)
    (sentence,) = wrong_outcomes()
    assert "is not what the functions told" in sentence
