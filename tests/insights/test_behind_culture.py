"""From each dial of the culture panel, and from each row of the gut test, to the deals that it stands on."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from insights.drilling import Behind
from insights.filters import Filter
from insights.periods import Quarter
from insights.presentation.culture import DealsBehind, Dials, culture_page
from insights.presentation.gut import gut_panel
from insights.presentation.tables import Table
from insights.queries.culture import Again, Disclosed, gut_rows
from insights.statistics.few import TooFew
from insights.statistics.ketchup import Ketchup
from outcomes.models import Handover
from tests.make import Cast
from tests.make_outcomes import make_signed
from tests.make_rollups import FIRST_DAY, answer_day_90

SPRING, SUMMER = Filter(Quarter(2026, 1)), Filter(Quarter(2026, 2))
IN_MAY = dt.datetime(2026, 5, 10, 9, tzinfo=dt.UTC)


def dials_of(chosen: Filter, by_band: dict[str, int] | None = None) -> Table:
    late = Ketchup(n=60, share=0.46, ratio=2.99, p_value=0.0005, gini=0.5, gini_null=0.3)
    dials = Dials(Disclosed(0, 0, 0), by_band or {}, Again(0, 0, 0), late, TooFew(0, 25))
    table = culture_page(chosen, dials, [], DealsBehind([], [])).table("dials")
    assert table is not None
    return table


def deals_at(cast: Cast, url: str) -> tuple[str, set[str]]:
    """The list's heading and the numbers of its deals."""
    client = Client()
    client.force_login(cast.anders)
    page = client.get(url).context["page"]
    return page.lead, {row[0].note.split(" · ")[0] for row in page.tables[0].rows}


def numbers_of(*signed: Handover) -> set[str]:
    return {handover.deal.number for handover in signed}


def test_the_ketchup_dial_leads_to_the_last_two_weeks_of_the_quarters_that_are_over(cast: Cast) -> None:
    twelfth, thirteenth, early, running = (
        make_signed(cast, on=day)
        for day in (dt.date(2025, 12, 17), dt.date(2026, 3, 30), FIRST_DAY, dt.date(2026, 5, 5))
    )
    url = dials_of(SUMMER).rows[3][1].url
    with time_machine.travel(IN_MAY):
        lead, found = deals_at(cast, url)
        assert found == numbers_of(twelfth, thirteenth)
    assert lead.startswith("Signed in weeks 12 and 13 of the quarters that are over")
    assert numbers_of(early, running).isdisjoint(found)


def test_a_quarter_is_over_on_the_day_after_its_last() -> None:
    year = [Quarter(2026, 1), Quarter(2025, 4), Quarter(2025, 3), Quarter(2025, 2)]
    assert SPRING.quarters_over(dt.date(2026, 3, 31)) == year[1:]
    assert SPRING.quarters_over(dt.date(2026, 4, 1)) == year
    assert SPRING.quarters_over(dt.date(2025, 6, 30)) == []


def test_the_dial_of_overrides_leads_to_severe_and_to_blocked_deals(cast: Cast) -> None:
    severe, blocked, low = (make_signed(cast, on=FIRST_DAY) for _ in range(3))
    Handover.objects.filter(pk=severe.pk).update(band="EXEC")
    Handover.objects.filter(pk=blocked.pk).update(band="BLOCKED")
    url = dials_of(SPRING, {"AUTO": 40, "EXEC": 5, "BLOCKED": 5}).rows[1][1].url
    lead, found = deals_at(cast, url)
    assert found == numbers_of(severe, blocked)
    assert lead.startswith("Signed as Severe or Blocked, ")
    assert numbers_of(low).isdisjoint(found)


def test_a_row_of_the_gut_test_leads_to_its_own_cases_and_each_side_to_its_own(cast: Cast) -> None:
    wrong, right, other_band = (
        make_signed(cast, level=1, on=FIRST_DAY, answer={"feels_right": feels_right})
        for feels_right in (False, True, True)
    )
    unfelt = make_signed(cast, level=1, on=FIRST_DAY)
    make_signed(cast, level=1, on=FIRST_DAY, answer={"feels_right": True})  # without an outcome
    for handover in (wrong, right, other_band, unfelt):
        answer_day_90(cast, handover, level=1)
    Handover.objects.filter(pk=wrong.pk).update(tenths=199, band="EXEC")
    Handover.objects.filter(pk=other_band.pk).update(tenths=200)
    rows = gut_panel(gut_rows(SPRING, SPRING.year_first_on, SPRING.last_on), SPRING).rows
    low, moderate = rows
    assert low[0].text == "Low" and moderate[0].text == "Moderate"
    lead, found = deals_at(cast, low[0].url)
    assert found == numbers_of(wrong, right)
    assert lead.startswith("Signed with a score of 0–19.9, ")
    assert deals_at(cast, low[1].url)[1] == numbers_of(wrong)
    assert deals_at(cast, low[2].url)[1] == numbers_of(right)
    assert moderate[1].url == "", "nobody said of such a deal that it did not feel right"
    assert deals_at(cast, moderate[2].url)[1] == numbers_of(other_band)


@pytest.mark.parametrize("said", ["wrong", "right"])
def test_a_feeling_stays_in_the_address(said: str) -> None:
    behind = Behind.from_query({"of": "gut", "band": "VP", "felt": said})
    assert behind.kept == {"of": "gut", "band": "VP", "felt": said}
    assert Behind.from_query({"of": "gut", "felt": "odd"}).kept == {"of": "gut"}
