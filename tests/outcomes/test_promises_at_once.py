"""Two people, or two sweeps, at the same moment: one effect."""

import datetime as dt

import pytest
import time_machine

from activity.models import Event
from contracts.models import Deal
from outcomes.actions import finish_obligation, open_renewal
from outcomes.actions.reminding import remind_of_obligations
from outcomes.actions.renewals_by_themselves import open_due_renewals
from outcomes.actions.sweeping import sweep_handovers
from outcomes.models import Fulfilment, Handover
from tests.make_outcomes import make_old_cast, make_signed
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True)

SIGNED_ON = dt.date(2026, 1, 15)
MONTHLY = {"once": (600, 600, 600), "monthly": (60, 60, 60)}


def test_two_sweeps_remind_open_and_hand_over_once() -> None:
    cast = make_old_cast()
    handover = make_signed(cast, on=SIGNED_ON, months=12, delivery_months=3)
    with time_machine.travel(dt.datetime(2026, 9, 1, 12, tzinfo=dt.UTC), tick=False):
        assert race(sweep_handovers, sweep_handovers) == [None, None]
        assert race(open_due_renewals, open_due_renewals) == [None, None]
        assert race(remind_of_obligations, remind_of_obligations) == [None, None]
    assert Handover.objects.get() == handover
    assert Deal.objects.filter(kind="renewal").count() == 1
    owners = set(handover.obligations.values_list("owner", flat=True))
    assert Event.objects.filter(verb="obligations.reminded").count() == len(owners)


def test_two_clicks_keep_one_month_and_open_one_deal() -> None:
    cast = make_old_cast()
    handover = make_signed(cast, on=SIGNED_ON, answer=MONTHLY, months=12, delivery_months=3)
    one = handover.obligations.select_related("handover", "owner").first()
    assert one is not None and one.owner is not None
    owner, day = one.owner, one.due_on

    def keep() -> None:
        finish_obligation(one, words="", by=owner, seen_due_on=day)

    def renew() -> None:
        open_renewal(handover.renewal, by=cast.maya)

    assert sorted(str(type(said).__name__) for said in race(keep, keep)) == ["NoneType", "Refused"]
    assert Fulfilment.objects.count() == 1
    assert sorted(str(type(said).__name__) for said in race(renew, renew)) == ["NoneType", "Refused"]
    assert Deal.objects.filter(kind="renewal").count() == 1
