"""What was promised is kept, waived with a reason, or handed to somebody else."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from accounts.models import RoleGrant
from activity.models import Event
from contracts.models import Draft
from dealdesk.kit.refusals import Forbidden, Refused
from dealdesk.kit.states import IllegalMove
from outcomes.actions import (
    finish_obligation,
    hand_over_obligation,
    reopen_obligation,
    waive_obligation,
)
from outcomes.actions.keeping_promises import close_met
from outcomes.actions.taking_over import take_over
from outcomes.models import Fulfilment, Obligation, ObligationState
from reviews.actions import mark_signed, meet_condition
from tests.make import Cast, make_user
from tests.make_conditions import asked, cleared_on
from tests.make_outcomes import make_signed, void
from tests.reviews.browser import browser_of

SIGNED_ON = dt.date(2026, 1, 31)
MONTHLY = {"once": (600, 600, 600), "monthly": (60, 60, 60)}


def only(obligations: object) -> Obligation:
    found: Obligation = obligations.first()  # type: ignore[attr-defined]  # a related set
    return found


@pytest.fixture
def monthly(cast: Cast) -> Obligation:
    """Signed on 31 January for six months, live a month later."""
    handover = make_signed(cast, on=SIGNED_ON, answer=MONTHLY, months=6, delivery_months=1)
    return only(handover.obligations)


@pytest.fixture
def once(cast: Cast) -> Obligation:
    return only(make_signed(cast, on=SIGNED_ON, months=12).obligations)


def sees_to_it(cast: Cast, obligation: Obligation) -> object:
    assert obligation.function is not None
    return cast.members[obligation.function.code]


def condition_signed(cast: Cast) -> Obligation:
    """Mark's approval depended on a condition, which is unmet when the contract is signed."""
    condition = cleared_on(cast, asked(cast.mark))
    draft = Draft.objects.get(pk=condition.submission.draft_id)
    mark_signed(draft, signed_on=timezone.localdate(), by=cast.maya)
    take_over(draft.pk)
    return Obligation.objects.get(source=condition)


def test_what_is_due_once_is_done_for_good(cast: Cast, once: Obligation) -> None:
    owner = once.owner
    assert owner is not None
    finish_obligation(once, words="Went live on Monday.", by=owner)
    once.refresh_from_db()
    assert (once.state, once.closed_by, once.closing_words) == ("done", owner, "Went live on Monday.")
    event = Event.objects.get(verb="obligation.finished")
    assert event.chain_id == once.handover.deal.chain and event.facts["obligation"] == once.pk
    with pytest.raises(IllegalMove, match="is done"):
        finish_obligation(once, words="Again", by=owner)


def test_a_monthly_one_moves_on_until_the_contract_ends(cast: Cast, monthly: Obligation) -> None:
    owner = monthly.owner
    assert owner is not None
    days = []
    while monthly.is_open:
        days.append(monthly.due_on)
        finish_obligation(monthly, words="", by=owner)
        monthly.refresh_from_db()
    assert [day.isoformat() for day in days] == [
        "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30",
    ], "the short month does not move those after it"  # fmt: skip
    assert monthly.state == ObligationState.DONE
    assert [row.due_on for row in monthly.fulfilments.order_by("due_on")] == days


def test_a_month_is_waived_and_the_next_is_due(cast: Cast, monthly: Obligation) -> None:
    waive_obligation(monthly, reason="Holidays", by=cast.desk, is_month=True)
    monthly.refresh_from_db()
    assert (monthly.state, monthly.due_on.isoformat()) == ("open", "2026-03-31")
    kept = Fulfilment.objects.get(obligation=monthly)
    assert (kept.is_waived, kept.words) == (True, "Holidays")


def test_waiving_needs_a_reason_and_the_lead_or_the_desk(cast: Cast, once: Obligation) -> None:
    assert once.function is not None and once.owner is not None
    lead = cast.leads[once.function.code]
    with pytest.raises(Forbidden):
        waive_obligation(once, reason="Not worth it", by=once.owner)
    with pytest.raises(Refused, match="why"):
        waive_obligation(once, reason="  ", by=lead)
    waive_obligation(once, reason="The customer gave it up.", by=lead)
    once.refresh_from_db()
    assert (once.state, once.closing_words) == ("waived", "The customer gave it up.")
    with pytest.raises(Forbidden):
        reopen_obligation(once, by=once.owner)
    reopen_obligation(once, by=lead)
    once.refresh_from_db()
    assert (once.state, once.closing_words, once.closed_at) == ("open", "", None)


def test_a_last_month_that_is_opened_again_can_be_kept_again(cast: Cast, monthly: Obligation) -> None:
    owner = monthly.owner
    assert owner is not None
    Obligation.objects.filter(pk=monthly.pk).update(due_on=dt.date(2026, 6, 30))
    finish_obligation(monthly, words="", by=owner)
    reopen_obligation(monthly, by=owner)
    finish_obligation(monthly, words="Now really", by=owner)
    assert Fulfilment.objects.get(obligation=monthly).words == "Now really"


def test_what_was_said_of_a_month_is_evidence_and_stays(cast: Cast, monthly: Obligation) -> None:
    owner = monthly.owner
    assert owner is not None
    Obligation.objects.filter(pk=monthly.pk).update(due_on=dt.date(2026, 6, 30))
    finish_obligation(monthly, words="Letter of June", by=owner)
    reopen_obligation(monthly, by=owner)
    assert Fulfilment.objects.get(obligation=monthly).words == "Letter of June"
    page = browser_of(owner).get(f"/obligations/{monthly.pk}/").content.decode()
    assert "taken back since" in page
    assert Event.objects.get(verb="obligation.reopened").facts["taken_back"] == "Letter of June"
    lead = monthly.function.lead if monthly.function else None
    assert lead is not None
    waive_obligation(monthly, reason="Given up", by=lead, is_month=True)
    kept = Fulfilment.objects.get(obligation=monthly)
    assert (kept.words, kept.is_waived) == ("Given up", True)
    assert Event.objects.get(verb="obligation.finished").facts["words"] == "Letter of June"


def test_others_have_no_say(cast: Cast, once: Obligation) -> None:
    for stranger in (cast.maya, cast.outsider, cast.auditor):
        with pytest.raises(Forbidden):
            finish_obligation(once, words="Done", by=stranger)
    colleague = cast.leads[once.function.code] if once.function else cast.desk
    finish_obligation(once, words="Done", by=colleague)


def test_it_goes_to_somebody_who_sees_the_deal(cast: Cast, once: Obligation) -> None:
    assert once.function is not None and once.owner is not None
    lead = cast.leads[once.function.code]
    with pytest.raises(Refused, match="cannot see this deal"):
        hand_over_obligation(once, to=cast.outsider, by=once.owner)
    with pytest.raises(Forbidden):
        hand_over_obligation(once, to=lead, by=cast.maya)
    hand_over_obligation(once, to=lead, by=once.owner)
    once.refresh_from_db()
    assert once.owner == lead
    assert Event.objects.get(verb="obligation.handed_over").facts["to_id"] == lead.pk


def test_it_goes_to_nobody_who_may_not_keep_it(cast: Cast, once: Obligation) -> None:
    assert once.owner is not None
    with pytest.raises(Refused, match="may not keep obligations"):
        hand_over_obligation(once, to=cast.auditor, by=once.owner)
    page = browser_of(once.owner).get(f"/obligations/{once.pk}/")
    offered = set(page.context["give"].fields["to"].queryset)
    assert cast.desk in offered and cast.auditor not in offered
    RoleGrant.objects.create(user=cast.auditor, role="deal_desk")
    assert cast.auditor in page.context["give"].fields["to"].queryset.all()


def test_a_condition_is_met_with_its_obligation(cast: Cast) -> None:
    obligation = condition_signed(cast)
    with pytest.raises(Refused, match="what shows"):
        finish_obligation(obligation, words="", by=cast.mark)
    finish_obligation(obligation, words="PO 4711", by=cast.mark)
    obligation.refresh_from_db()
    assert obligation.source is not None and obligation.source.met_by == cast.mark
    assert (obligation.state, obligation.source.evidence) == ("done", "PO 4711")
    with pytest.raises(Refused, match="cannot be taken back"):
        reopen_obligation(obligation, by=cast.mark)


def test_a_condition_that_is_met_elsewhere_closes_its_obligation(cast: Cast) -> None:
    obligation = condition_signed(cast)
    assert obligation.source is not None
    meet_condition(obligation.source, evidence="PO 4711", by=cast.mark)
    close_met(obligation.source.pk)
    close_met(obligation.source.pk)
    obligation.refresh_from_db()
    assert (obligation.state, obligation.closed_by) == ("done", cast.mark)
    assert Event.objects.filter(verb="obligation.finished").count() == 1


def test_a_condition_goes_with_its_obligation(cast: Cast) -> None:
    obligation = condition_signed(cast)
    hand_over_obligation(obligation, to=cast.ruth, by=cast.desk)
    obligation.refresh_from_db()
    assert obligation.source is not None and obligation.source.owner == cast.ruth
    finish_obligation(obligation, words="PO 4711", by=cast.ruth)


def test_nothing_of_a_voided_contract_is_to_be_kept(cast: Cast, once: Obligation) -> None:
    assert once.owner is not None
    void(cast, once.handover)
    assert not Obligation.objects.open().exists()
    with pytest.raises(Refused, match="voided"):
        finish_obligation(once, words="Done", by=once.owner)


def test_a_person_who_left_is_not_handed_anything(cast: Cast, once: Obligation) -> None:
    gone = make_user("Gil Gone", "deal_desk")
    gone.is_active = False
    gone.save()
    with (
        time_machine.travel(dt.datetime(2026, 2, 1, tzinfo=dt.UTC)),
        pytest.raises(Refused, match="cannot see"),
    ):
        hand_over_obligation(once, to=gone, by=cast.desk)
