"""A contract that was terminated: nothing of it goes on, and all comes back when that was a mistake."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from activity.models import Event, Notification
from dealdesk.verification.promises import PROMISE_CHECKS
from outcomes.actions import (
    IncidentAsked,
    finish_obligation,
    record_incident,
    reopen_obligation,
    settle_renewal,
    strike_incident,
)
from outcomes.actions.announcing import announce
from outcomes.actions.keeping_promises import close_met
from outcomes.actions.reminding import remind_of_obligations
from outcomes.actions.renewals_by_themselves import (
    open_due_renewals,
    remind_of_notices,
    settle_by_signature,
    unsettle_by_void,
)
from outcomes.actions.sweeping import sweep_terminations
from outcomes.actions.undisclosing import add_undisclosed
from outcomes.models import CheckIn, Handover, Incident, Obligation, Renewal
from reviews.actions import meet_condition
from reviews.loads import load_calendar
from reviews.models import Signing
from tests.make import Cast, make_deal, type_called
from tests.make_outcomes import make_signed, void
from tests.outcomes.test_keeping_promises import MONTHLY, condition_signed
from tests.reviews.browser import browser_of, text_of

SIGNED_ON, ENDED_ON, TOLD_ON = dt.date(2026, 1, 15), dt.date(2026, 4, 10), dt.date(2026, 4, 20)
PREPARED_ON, NOTICE_ON = dt.date(2026, 8, 17), dt.date(2026, 10, 16)
REASON = "The contract was terminated on 10 April 2026."


@pytest.fixture(autouse=True)
def in_april() -> Iterator[None]:
    with on(TOLD_ON):
        yield


@pytest.fixture
def handover(cast: Cast) -> Handover:
    """Live since 15 March, ends on 14 January 2027: ten hours once and one a month of each function."""
    return make_signed(cast, "support-response", on=SIGNED_ON, answer=MONTHLY, months=12, delivery_months=2)


def on(day: dt.date) -> time_machine.travel:
    return time_machine.travel(dt.datetime.combine(day, dt.time(9), tzinfo=dt.UTC), tick=True)


def terminated(cast: Cast, handover: Handover, day: dt.date = ENDED_ON, note: str = "") -> Incident:
    return record_incident(handover, IncidentAsked("termination", day, note=note), by=cast.members["SUP"])


def result_of(handover: Handover) -> tuple[str, dt.date | None]:
    renewal = Renewal.objects.get(handover=handover)
    return renewal.result, renewal.decided_on


def states_of(handover: Handover) -> set[tuple[str, str]]:
    return set(Obligation.objects.filter(handover=handover).values_list("state", "closing_words"))


def work_of(cast: Cast) -> list[int]:
    """Committed minutes of Finance from January to June, as another deal's gate reads them."""
    deal = make_deal(cast.maya, customer="Somebody Else", expected_signing_on=SIGNED_ON)
    return [month[0] for month in load_calendar(deal, [cast.functions["FIN"]])["FIN"]]


def breaches() -> list[str]:
    return [breach for check in PROMISE_CHECKS for breach in check.breaches()]


def test_its_renewal_is_lost_and_nobody_is_reminded_of_it(cast: Cast, handover: Handover) -> None:
    terminated(cast, handover)
    assert result_of(handover) == ("churned", ENDED_ON)
    with on(PREPARED_ON):
        assert open_due_renewals() == 0
    with on(NOTICE_ON - dt.timedelta(days=14)):
        assert remind_of_notices() == 0


def test_a_decided_renewal_stays_as_it_was_decided(cast: Cast, handover: Handover) -> None:
    settle_renewal(handover.renewal, "renewed", on=SIGNED_ON, by=cast.maya)
    incident = terminated(cast, handover)
    assert result_of(handover) == ("renewed", SIGNED_ON)
    strike_incident(incident, by=cast.desk)
    assert result_of(handover) == ("renewed", SIGNED_ON)


def test_what_was_still_to_be_kept_is_waived(cast: Cast, handover: Handover) -> None:
    done = handover.obligations.get(function__code="FIN")
    Obligation.objects.filter(pk=done.pk).update(recurrence="once", ends_on=None)
    finish_obligation(done, words="Delivered", by=cast.members["FIN"])
    terminated(cast, handover)
    assert states_of(handover) == {("done", "Delivered"), ("waived", REASON)}
    assert Event.objects.get(verb="obligation.waived").facts["reason"] == REASON
    assert remind_of_obligations() == 0
    assert breaches() == []


def test_each_owner_hears_of_it_once(cast: Cast, handover: Handover) -> None:
    Obligation.objects.filter(handover=handover).update(owner=cast.members["FIN"])
    incident = terminated(cast, handover)
    strike_incident(incident, by=cast.desk)
    told = {"contract.terminated", "contract.reinstated", "obligation.waived", "obligation.reopened"}
    for event in Event.objects.filter(verb__in=told):
        announce(event.pk)
    texts = Notification.objects.filter(event__verb__in=told, to=cast.members["FIN"])
    first, second = sorted(text.split(": ", 1)[1] for text in texts.values_list("text", flat=True))
    assert first == "it does not end on 10 April 2026 after all. 2 obligations of yours are open again."
    assert second == "the contract was terminated on 10 April 2026. 2 obligations of yours are waived."


def test_the_months_after_it_are_free_again(cast: Cast, handover: Handover) -> None:
    assert work_of(cast) == [300, 300, 60, 60, 60, 60]
    terminated(cast, handover)
    assert work_of(cast) == [300, 300, 60, 60, 0, 0]


def test_struck_out_it_gives_everything_back(cast: Cast, handover: Handover) -> None:
    waived = handover.obligations.get(function__code="FIN")
    incident = terminated(cast, handover)
    strike_incident(incident, by=cast.desk)
    assert result_of(handover) == ("", None)
    assert states_of(handover) == {("open", "")}
    assert work_of(cast) == [300, 300, 60, 60, 60, 60]
    assert Event.objects.filter(verb="obligation.reopened").count() == handover.obligations.count()
    assert Obligation.objects.get(pk=waived.pk).due_on == waived.due_on
    assert breaches() == []


def test_told_twice_it_ends_once_and_the_second_word_counts_when_the_first_falls(
    cast: Cast, handover: Handover
) -> None:
    first = terminated(cast, handover)
    second = terminated(cast, handover, SIGNED_ON, note="So they say.")
    assert Event.objects.filter(verb="contract.terminated").count() == 1
    strike_incident(first, by=cast.desk)
    assert result_of(handover) == ("churned", SIGNED_ON)
    assert states_of(handover) == {("waived", "The contract was terminated on 15 January 2026.")}
    assert work_of(cast) == [300, 0, 0, 0, 0, 0]
    strike_incident(second, by=cast.desk)
    assert states_of(handover) == {("open", "")}
    assert breaches() == []


def test_what_somebody_opened_again_is_theirs_to_keep(cast: Cast, handover: Handover) -> None:
    incident = terminated(cast, handover)
    back = handover.obligations.get(function__code="FIN")
    reopen_obligation(back, by=cast.desk)
    terminated(cast, handover, note="Again.")
    assert Obligation.objects.get(pk=back.pk).is_open
    strike_incident(incident, by=cast.desk)
    assert Obligation.objects.get(pk=back.pk).is_open


def test_a_condition_that_was_met_meanwhile_is_done(cast: Cast) -> None:
    obligation = condition_signed(cast)
    assert obligation.source is not None
    incident = terminated(cast, obligation.handover, TOLD_ON)
    meet_condition(obligation.source, evidence="The certificate came.", by=cast.mark)
    close_met(obligation.source_id or 0)
    assert Obligation.objects.get(pk=obligation.pk).state == "waived"
    strike_incident(incident, by=cast.desk)
    obligation.refresh_from_db()
    assert (obligation.state, obligation.closing_words) == ("done", "The certificate came.")
    assert breaches() == []


def test_a_renewal_that_was_signed_and_voided_is_lost_after_all(cast: Cast, handover: Handover) -> None:
    incident = terminated(cast, handover)
    with on(PREPARED_ON):
        later = make_signed(cast, "support-response", kind="renewal")
        Renewal.objects.filter(handover=handover).update(deal=later.deal)
        settle_by_signature(later.pk)
        assert result_of(handover) == ("renewed", PREPARED_ON)
        void(cast, later)
        unsettle_by_void(later.draft_id)
        assert result_of(handover) == ("churned", ENDED_ON)
        strike_incident(incident, by=cast.desk)
        assert result_of(handover) == ("", None)


def test_what_is_found_later_has_not_to_be_kept_either(cast: Cast, handover: Handover) -> None:
    terminated(cast, handover)
    found = add_undisclosed(
        handover,
        type=type_called(handover.draft, "renewal"),
        wording="The customer may leave at any time.",
        functions=["LEG"],
        found_on=TOLD_ON,
        by=cast.desk,
    )
    assert Obligation.objects.get(undisclosed=found).closing_words == REASON
    assert breaches() == []


def test_a_notice_alone_changes_nothing_and_check_ins_stay(cast: Cast, handover: Handover) -> None:
    waiting = CheckIn.objects.open().count()
    record_incident(handover, IncidentAsked("notice", ENDED_ON), by=cast.members["SUP"])
    assert (result_of(handover), states_of(handover)) == (("", None), {("open", "")})
    terminated(cast, handover)
    assert CheckIn.objects.open().count() == waiting > 0, "what it cost is still worth knowing"


def test_one_from_before_is_found_by_the_sweep_and_by_verify(cast: Cast, handover: Handover) -> None:
    terminated(cast, handover)
    Obligation.objects.filter(handover=handover).update(state="open", closing_words="", termination=None)
    Renewal.objects.update(result="", decided_on=None, incident=None)
    Signing.objects.update(terminated_on=None)
    assert breaches() == [f"handover {handover.pk} was terminated, and its calendar says otherwise"]
    assert (sweep_terminations(), sweep_terminations()) == (1, 0)
    assert result_of(handover) == ("churned", ENDED_ON)
    assert states_of(handover) == {("waived", REASON)}
    assert breaches() == []


def test_the_pages_say_so(cast: Cast, handover: Handover) -> None:
    terminated(cast, handover)
    reader, url = browser_of(cast.desk), handover.deal.get_absolute_url()
    assert "<dt>Terminated</dt><dd>10 April 2026" in text_of(reader.get(f"{url}handover/"))
    assert "The contract was terminated on 10 April 2026" in text_of(reader.get(url))
    waived = handover.obligations.first()
    assert waived is not None and REASON in text_of(reader.get(f"/obligations/{waived.pk}/"))
