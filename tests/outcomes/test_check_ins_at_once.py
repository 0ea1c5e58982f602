"""Two colleagues at one check-in: what one of them says is not lost by what the other has not seen."""

import datetime as dt
import re

import pytest
from django.test import Client

from dealdesk.kit.refusals import Refused
from outcomes.actions import answer_check_in, nothing_happened
from outcomes.models import CellOutcome, CheckIn, Handover
from outcomes.queries.told import answers_token
from tests.make import Cast
from tests.make_outcomes import make_signed
from tests.outcomes.check_ins import answer_one, check_in_of, same
from tests.reviews.browser import browser_of

SIGNED_ON = dt.date(2026, 2, 3)


@pytest.fixture
def handover(cast: Cast) -> Handover:
    return make_signed(cast, "support-response", on=SIGNED_ON)


def tokens(browser: Client, check_in: CheckIn) -> list[str]:
    page = browser.get(f"/check-ins/{check_in.pk}/").content.decode()
    return re.findall(r'name="seen" value="(\w+)"', page)


def test_one_click_on_an_old_page_does_not_overwrite_a_colleague(cast: Cast, handover: Handover) -> None:
    check_in = check_in_of(handover, "SUP")
    browser = browser_of(cast.leads["SUP"])
    first, second = tokens(browser, check_in)
    assert first == second, "both forms say what was seen"
    answer_one(cast, handover, "SUP", level=4, note="Nights.")
    assert browser.post(f"/check-ins/{check_in.pk}/nothing/", {"seen": first}).status_code == 409
    typed = {"seen": first, "T1-level": "1"}
    for _ in range(2):
        answer = browser.post(f"/check-ins/{check_in.pk}/", typed)
        assert answer.status_code == 422 and "Reload it to see them" in answer.content.decode()
        assert f'name="seen" value="{first}"' in answer.content.decode(), "not by clicking twice"
    cell = CellOutcome.objects.get(check_in=check_in)
    assert (cell.level, cell.note) == (4, "Nights.")


def test_a_correction_of_what_was_corrected_since_is_refused(cast: Cast, handover: Handover) -> None:
    check_in = answer_one(cast, handover, "SUP", level=2)
    seen = answers_token(check_in)
    answer_one(cast, handover, "SUP", level=5)
    with pytest.raises(Refused, match="have changed"):
        answer_check_in(check_in, same(check_in, 1), by=cast.leads["SUP"], seen=seen)
    with pytest.raises(Refused, match="have changed"):
        nothing_happened(check_in, by=cast.leads["SUP"], seen=seen)


def test_nothing_happened_is_reckoned_from_what_stands_and_keeps_the_note(
    cast: Cast, handover: Handover
) -> None:
    stale = check_in_of(handover, "SUP")
    answer_one(cast, handover, "SUP", level=4, spent_minutes=90_000, note="Nights.")
    nothing_happened(stale, by=cast.leads["SUP"])
    cell = CellOutcome.objects.get(check_in=stale)
    assert (cell.level, cell.spent_minutes, cell.note) == (4, 90_000, "Nights.")
