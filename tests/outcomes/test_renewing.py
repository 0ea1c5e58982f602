"""A contract that can be renewed is prepared in time, with nothing typed twice."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from accounts.models import RoleGrant
from activity.models import Event, Notification
from contracts.actions import edit_deal, raise_concern
from contracts.models import Deal, DealKind
from dealdesk.kit.refusals import Forbidden, Refused
from outcomes.actions import open_renewal, plan_renewal, settle_renewal
from outcomes.actions.announcing import announce
from outcomes.actions.renewals_by_themselves import (
    open_due_renewals,
    remind_of_notices,
    settle_by_signature,
    unsettle_by_void,
)
from outcomes.models import Handover, Renewal
from reviews.actions import submit_draft
from tests.make import Cast, review_all
from tests.make_outcomes import make_signed, sign, void
from tests.reviews.browser import browser_of, text_of

SIGNED_ON = dt.date(2026, 1, 15)


@pytest.fixture(autouse=True)
def in_june() -> Iterator[None]:
    with on(dt.date(2026, 6, 1)):
        yield


@pytest.fixture
def renewal(cast: Cast) -> Renewal:
    """Of a contract that ends on 14 January 2027; notice by 16 October, preparing from 17 August 2026."""
    handover = make_signed(
        cast, "payment-terms", "uptime", on=SIGNED_ON, months=12, product_lines=["Relay"], discount=None
    )
    found: Renewal = handover.renewal
    return found


def on(day: dt.date) -> time_machine.travel:
    return time_machine.travel(dt.datetime.combine(day, dt.time(9), tzinfo=dt.UTC), tick=True)


def renewed(cast: Cast, renewal: Renewal, **changes: object) -> Handover:
    """Opened, changed, reviewed and signed."""
    deal = open_renewal(renewal, by=cast.maya)
    if changes:
        edit_deal(deal, by=cast.maya, **changes)
    submission = submit_draft(deal.current_draft, by=cast.maya)
    review_all(cast, submission, 2)
    handover = sign(cast, submission)
    settle_by_signature(handover.pk)
    settle_by_signature(handover.pk)
    return handover


def test_the_renewal_deal_starts_from_what_was_signed(cast: Cast, renewal: Renewal) -> None:
    deal = open_renewal(renewal, by=cast.maya)
    signed, draft = renewal.handover.draft, deal.current_draft
    assert (deal.kind, deal.owner) == (DealKind.RENEWAL, cast.maya)
    assert deal.customer == renewal.handover.deal.customer
    assert (deal.committed_value, deal.months, deal.product_lines) == (60_000_000, 12, ["Relay"])
    assert list(draft.terms.values_list("type__code", "wording", "value", "reason")) == list(
        signed.terms.values_list("type__code", "wording", "value", "reason")
    )
    assert set(draft.terms.values_list("copied_from", flat=True)) == {None}, "it is judged anew"
    renewal.refresh_from_db()
    assert (renewal.deal, renewal.opened_by) == (deal, cast.maya)
    with pytest.raises(Refused, match=f"already, as {deal.number}"):
        open_renewal(renewal, by=cast.maya)


def test_a_renewal_of_a_renewal_is_named_after_the_first(cast: Cast) -> None:
    handover = make_signed(cast, on=SIGNED_ON, months=12, kind="renewal", name="Renewal of Pulse for sensors")
    assert open_renewal(handover.renewal, by=cast.maya).name == "Renewal of Pulse for sensors"
    other = make_signed(cast, on=SIGNED_ON, months=12, name="Renewal of heart")
    assert open_renewal(other.renewal, by=cast.maya).name == "Renewal of Renewal of heart", "no renewal yet"


def test_answers_do_not_go_with_the_terms(cast: Cast, renewal: Renewal) -> None:
    deal = open_renewal(renewal, by=cast.maya)
    submission = submit_draft(deal.current_draft, by=cast.maya)
    assert submission.draft.terms.filter(requests__answered_at__isnull=False).count() == 0


def test_only_the_owner_and_the_desk_open_it(cast: Cast, renewal: Renewal) -> None:
    with pytest.raises(Forbidden):
        open_renewal(renewal, by=cast.tom)
    deal = open_renewal(renewal, by=cast.desk)
    assert (deal.owner, deal.created_by) == (cast.maya, cast.desk)


def test_its_day_opens_it_in_the_owners_name(cast: Cast, renewal: Renewal) -> None:
    with on(renewal.prepare_on - dt.timedelta(days=1)):
        assert open_due_renewals() == 0
    with on(renewal.prepare_on):
        assert open_due_renewals() == 1
        assert open_due_renewals() == 0
    renewal.refresh_from_db()
    assert renewal.deal is not None and renewal.deal.created_by == cast.maya
    announce(Event.objects.get(verb="renewal.opened").pk)
    told = Notification.objects.get(event__verb="renewal.opened")
    assert told.to == cast.maya and f"open as {renewal.deal.number}" in told.text
    assert "16 October 2026" in told.text and told.path == renewal.deal.get_absolute_url()


def test_it_stays_due_when_the_owner_sells_no_more(cast: Cast, renewal: Renewal) -> None:
    RoleGrant.objects.filter(user=cast.maya).delete()
    with on(renewal.prepare_on):
        assert open_due_renewals() == 0
        assert "Due" in text_of(browser_of(cast.desk).get("/renewals/?state=due"))


def test_the_day_of_notice_is_told_of_once(cast: Cast, renewal: Renewal) -> None:
    with on(renewal.notice_on - dt.timedelta(days=14)):
        assert (remind_of_notices(), remind_of_notices()) == (1, 0)
    announce(Event.objects.get(verb="renewal.reminded").pk)
    assert "nothing is decided" in Notification.objects.get(event__verb="renewal.reminded").text


def test_days_come_in_order_and_lie_in_the_contract(cast: Cast, renewal: Renewal) -> None:
    first, last = dt.date(2026, 7, 1), dt.date(2026, 9, 1)
    plan_renewal(renewal, prepare_on=first, notice_on=last, by=cast.maya)
    renewal.refresh_from_db()
    assert (renewal.prepare_on, renewal.notice_on) == (first, last)
    for prepare, notice in ((last, first), (first, dt.date(2027, 2, 1)), (dt.date(2025, 1, 1), last)):
        with pytest.raises(Refused):
            plan_renewal(renewal, prepare_on=prepare, notice_on=notice, by=cast.maya)
    with pytest.raises(Forbidden):
        plan_renewal(renewal, prepare_on=first, notice_on=last, by=cast.tom)


@pytest.mark.parametrize(
    ("changes", "result"),
    [
        ({}, "renewed"),
        ({"committed_value": 50_000_000}, "renewed"),
        ({"committed_value": 70_000_000}, "expanded"),
        ({"committed_value": 70_000_000, "months": 24}, "renewed"),
        ({"product_lines": ["Relay", "Vault"]}, "expanded"),
    ],
)
def test_signing_the_renewal_settles_it(
    cast: Cast, renewal: Renewal, changes: dict[str, object], result: str
) -> None:
    handover = renewed(cast, renewal, **changes)
    renewal.refresh_from_db()
    assert (renewal.result, renewal.decided_on) == (result, handover.signed_on)
    assert Event.objects.filter(verb="renewal.settled").count() == 1
    with pytest.raises(Refused, match="is signed"):
        settle_renewal(renewal, "churned", on=handover.signed_on, by=cast.maya)


def test_a_voided_renewal_has_renewed_nothing(cast: Cast, renewal: Renewal) -> None:
    handover = renewed(cast, renewal)
    void(cast, handover)
    unsettle_by_void(handover.draft_id)
    renewal.refresh_from_db()
    assert (renewal.result, renewal.decided_on) == ("", None)


def test_a_person_says_that_it_was_not_renewed(cast: Cast, renewal: Renewal) -> None:
    day = dt.date(2026, 3, 1)
    with on(dt.date(2026, 4, 1)):
        with pytest.raises(Refused, match="future"):
            settle_renewal(renewal, "churned", on=dt.date(2026, 4, 2), by=cast.maya)
        with pytest.raises(Refused, match="before the signature"):
            settle_renewal(renewal, "churned", on=dt.date(2026, 1, 1), by=cast.maya)
        with pytest.raises(Refused, match="Choose"):
            settle_renewal(renewal, "maybe", on=day, by=cast.maya)
        settle_renewal(renewal, "churned", on=day, by=cast.maya)
    renewal.refresh_from_db()
    assert (renewal.result, renewal.decided_on) == ("churned", day)
    with pytest.raises(Refused, match="decided already"):
        open_renewal(renewal, by=cast.maya)


def test_the_list_opens_plans_and_settles(cast: Cast, renewal: Renewal) -> None:
    maya, path = browser_of(cast.maya), f"/renewals/{renewal.pk}/"
    assert "Open the renewal deal" in text_of(maya.get(path))
    wrong = maya.post(path, {"prepare_on": "2026-09-02", "notice_on": "2026-09-01"})
    assert wrong.status_code == 422 and b'value="2026-09-02"' in wrong.content
    assert "Begin to prepare before notice must be given." in text_of(wrong)
    assert maya.post(path, {"prepare_on": "2026-08-01", "notice_on": "2026-09-01"}).status_code == 302
    missing = maya.post(f"{path}settle/", {"result": "", "on": "2026-02-30"})
    assert missing.status_code == 422 and b"2026-02-30" in missing.content
    opened = maya.post(f"{path}open/", follow=True)
    assert "with the terms of the signed contract" in text_of(opened)
    renewal.refresh_from_db()
    assert renewal.deal is not None
    assert renewal.deal.number in text_of(maya.get("/renewals/?state=opened"))


def test_others_read_and_do_not_press(cast: Cast, renewal: Renewal) -> None:
    path = f"/renewals/{renewal.pk}/"
    assert "Set the days" not in text_of(browser_of(cast.auditor).get(path))
    assert browser_of(cast.auditor).post(f"{path}open/").status_code == 403
    assert browser_of(cast.outsider).get(path).status_code == 404


def test_a_voided_contract_is_not_renewed(cast: Cast, renewal: Renewal) -> None:
    void(cast, renewal.handover)
    assert browser_of(cast.maya).get(f"/renewals/{renewal.pk}/").status_code == 404
    with pytest.raises(Refused, match="voided"):
        open_renewal(renewal, by=cast.maya)


def test_the_renewal_and_its_deal_show_what_came_before(cast: Cast, renewal: Renewal) -> None:
    told: dict[str, Any] = {"raised_on": SIGNED_ON, "severity": "high", "by": cast.desk}
    raise_concern(renewal.handover.deal.customer, text="<b>Slow answers</b>", **told)
    early = text_of(browser_of(cast.maya).get(f"/renewals/{renewal.pk}/"))
    deal = open_renewal(renewal, by=cast.maya)
    for text in (early, text_of(browser_of(cast.maya).get(deal.get_absolute_url()))):
        assert "The contract that it renews" in text and renewal.handover.deal.number in text
        assert "&lt;b&gt;Slow answers&lt;/b&gt;" in text and "Nobody has said yet" in text
    other = Deal.objects.get(pk=renewal.handover.deal_id)
    assert "The contract that it renews" not in text_of(browser_of(cast.maya).get(other.get_absolute_url()))


def test_more_renewals_ask_no_more_questions(
    cast: Cast, renewal: Renewal, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(4):
        make_signed(cast, on=SIGNED_ON)
    reader = browser_of(cast.desk)
    reader.get("/renewals/")
    with django_assert_max_num_queries(14):
        assert "5" in text_of(reader.get("/renewals/"))
