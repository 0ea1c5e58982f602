"""Renewals nobody listened to: counted here once more, in plain Python over all rows."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from contracts.actions import answer_concern
from contracts.models import Concern, Customer
from insights.filters import Filter
from insights.periods import Quarter
from insights.presentation.tables import InsightPage
from insights.queries.unheard import churn_by_concern, unheard
from insights.statistics.risk import Lift, churn_lift
from outcomes.models import Handover, Renewal
from tests.make import Cast
from tests.make_conditions import make_concern
from tests.make_outcomes import make_signed

SIGNED_ON = dt.date(2025, 6, 2)
TODAY = dt.date(2026, 4, 1)
"""Two months before a contract of twelve months ends."""

DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def now() -> Any:
    with time_machine.travel(dt.datetime.combine(TODAY, dt.time(9), tzinfo=dt.UTC), tick=True):
        yield


def signed(cast: Cast, customer: str, **fields: Any) -> Handover:
    return make_signed(cast, on=SIGNED_ON, customer=customer, **{"months": 12, **fields})


def told(cast: Cast, handover: Handover, days_ago: int, text: str = "Exports stall.") -> Concern:
    return make_concern(handover.deal.customer, cast.maya, text, raised_on=TODAY - days_ago * DAY)


def page_of(person: User, query: str = "") -> InsightPage:
    client = Client()
    client.force_login(person)
    answer = client.get(f"/insights/unheard/{query}")
    assert answer.status_code == 200
    page: InsightPage = answer.context["page"]
    return page


def test_what_waited_over_30_days_on_a_contract_that_ends_counts(cast: Cast) -> None:
    soon, quiet = signed(cast, "Soon AG"), signed(cast, "Quiet AG")
    later = signed(cast, "Later AG", months=36)
    old = told(cast, soon, 45)
    told(cast, soon, 31, "Nobody calls back.")
    told(cast, soon, 30, "Not over 30 days yet.")
    answered = told(cast, quiet, 60)
    answer_concern(answered, answer="Mended.", evidence="Ticket 9", by=cast.maya)
    told(cast, later, 60)
    page = page_of(cast.anders)
    table = page.table("concerns")
    assert table is not None
    assert [row[1].text for row in table.rows] == ["Exports stall.", "Nobody calls back."], "the oldest first"
    assert table.rows[0][0].text == old.customer.name and table.rows[0][3].plain == 45
    assert table.rows[0][4].url == soon.deal.get_absolute_url()
    figures = {figure.label: figure for figure in page.figures}
    assert figures["Unheard concerns"].value == "2"
    assert figures["Unheard ratio"].note == "3 of 4 concerns raised", "of both contracts that end soon"


def test_a_contract_counts_its_value_once(cast: Cast) -> None:
    soon = signed(cast, "Soon AG")
    for _ in range(3):
        told(cast, soon, 45)
    found = unheard(Filter(Quarter.of(TODAY)), TODAY)
    assert (found.count, found.contracts, found.value, found.oldest_days) == (3, 1, soon.value, 45)


def test_a_decided_renewal_is_off_the_list(cast: Cast) -> None:
    soon = signed(cast, "Soon AG")
    told(cast, soon, 45)
    Renewal.objects.filter(handover=soon).update(result="renewed", decided_on=TODAY)
    assert unheard(Filter(Quarter.of(TODAY)), TODAY).count == 0


def test_the_filter_narrows_it(cast: Cast) -> None:
    soon = signed(cast, "Soon AG")
    told(cast, soon, 45)
    assert unheard(Filter(Quarter.of(TODAY), kind="renewal"), TODAY).count == 0
    assert unheard(Filter(Quarter.of(TODAY), region="DE"), TODAY).count == 1
    Customer.objects.update(country="FR")
    assert unheard(Filter(Quarter.of(TODAY), region="DE"), TODAY).count == 0


def test_the_lift_compares_lost_renewals_by_whether_a_concern_was_open(cast: Cast) -> None:
    """Three decided: one lost while a concern was open, one kept though it was answered too late, one kept
    with its concern answered in time; one without any concern is left out."""
    lost, late, heard, silent = (signed(cast, f"{name} AG") for name in ("Lost", "Late", "Heard", "Silent"))
    told(cast, lost, 90)
    for handover, days_ago in ((late, 5), (heard, 60)):
        concern = told(cast, handover, 90)
        answer_concern(concern, answer="Mended.", evidence="Ticket 9", by=cast.maya)
        moment = dt.datetime.combine(TODAY - days_ago * DAY, dt.time(12), tzinfo=dt.UTC)
        Concern.objects.filter(pk=concern.pk).update(answered_at=moment)
    decided = TODAY - 20 * DAY
    for handover, result in ((lost, "churned"), (late, "renewed"), (heard, "expanded"), (silent, "churned")):
        Renewal.objects.filter(handover=handover).update(result=result, decided_on=decided)
    found = churn_by_concern(Filter(Quarter.of(TODAY)))
    assert (found.unresolved_churned, found.unresolved) == (1, 2)
    assert (found.resolved_churned, found.resolved) == (0, 1)
    figure = page_of(cast.anders).figures[-1]
    assert figure.value == "–" and figure.note.startswith("Too few to tell: 3 of the 25 decided renewals")
    before = Filter(Quarter(2025, 4))
    assert churn_by_concern(before).unresolved == 0, "the year ends with the quarter"


def test_the_lift_is_that_of_jeffreys_prior() -> None:
    found = churn_lift(8, 15, 3, 30)
    assert isinstance(found, Lift)
    assert found.ratio == pytest.approx((8.5 / 16) / (3.5 / 31))
    assert found.interval.low < found.ratio < found.interval.high


def test_what_a_customer_said_is_escaped(cast: Cast) -> None:
    told(cast, signed(cast, "Soon AG"), 45, "<img src=x onerror=alert(1)>")
    client = Client()
    client.force_login(cast.anders)
    assert b"<img src=x" not in client.get("/insights/unheard/").content
    download = client.get("/insights/unheard/?csv=concerns")
    assert b"Soon AG" in b"".join(download.streaming_content)
