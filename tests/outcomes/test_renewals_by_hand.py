"""Somebody opened the renewal as any other deal: it is not opened a second time, and settles the contract."""

import datetime as dt

import time_machine

from contracts.models import Deal, DealKind
from outcomes.actions.renewals_by_themselves import open_due_renewals, settle_by_signature
from outcomes.models import Handover, Renewal
from tests.make import Cast, make_deal
from tests.make_outcomes import make_signed

SIGNED_ON, PREPARED_ON = dt.date(2026, 1, 15), dt.date(2026, 8, 20)


def on(day: dt.date) -> time_machine.travel:
    return time_machine.travel(dt.datetime.combine(day, dt.time(9), tzinfo=dt.UTC), tick=True)


def signed_by_hand(cast: Cast) -> Handover:
    """A deal of kind renewal that nobody opened from the contract before it."""
    return make_signed(cast, on=PREPARED_ON, kind=DealKind.RENEWAL)


def test_it_is_not_opened_twice(cast: Cast) -> None:
    make_signed(cast, on=SIGNED_ON, months=12)
    with on(PREPARED_ON):
        typed = make_deal(cast.maya, kind=DealKind.RENEWAL)
        assert open_due_renewals() == 0
        Deal.objects.filter(pk=typed.pk).update(kind=DealKind.EXPANSION)
        assert open_due_renewals() == 1, "an expansion renews nothing"


def test_its_signature_settles_the_one_contract_before_it(cast: Cast) -> None:
    earlier = make_signed(cast, on=SIGNED_ON, months=12)
    later = signed_by_hand(cast)
    settle_by_signature(later.pk)
    settle_by_signature(later.pk)
    renewal = Renewal.objects.get(handover=earlier)
    assert (renewal.deal, renewal.decided_on) == (later.deal, PREPARED_ON)
    assert renewal.result in (Renewal.Result.RENEWED, Renewal.Result.EXPANDED)


def test_of_two_contracts_it_settles_neither(cast: Cast) -> None:
    make_signed(cast, on=SIGNED_ON, months=12)
    make_signed(cast, on=SIGNED_ON, months=12)
    settle_by_signature(signed_by_hand(cast).pk)
    assert set(Renewal.objects.values_list("result", flat=True)) == {""}
