"""What was promised and is not yet done when the contract is signed becomes an obligation."""

import pytest
from django.utils import timezone

from activity.models import Event, Notification
from contracts.models import Draft
from dealdesk.verification import INVARIANTS
from reviews.actions import mark_signed, meet_condition
from reviews.actions.announcing import announce
from reviews.actions.lapsing import lapse_due
from reviews.models import Condition
from tests.make import Cast
from tests.make_conditions import asked, cleared_on, overdue
from tests.reviews.browser import browser_of, text_of


def signed(cast: Cast, condition: Condition) -> Condition:
    draft = Draft.objects.get(pk=condition.submission.draft_id)
    mark_signed(draft, signed_on=timezone.localdate(), by=cast.maya)
    condition.refresh_from_db()
    return condition


@pytest.mark.parametrize("lapses", [True, False])
def test_an_unmet_condition_becomes_an_obligation_of_its_owner(cast: Cast, lapses: bool) -> None:
    condition = signed(cast, cleared_on(cast, asked(cast.mark, lapses=lapses)))
    assert condition.obliged_on == timezone.localdate()
    announce(Event.objects.get(verb="obligation.made").pk)
    assert not Notification.objects.filter(event__verb="obligation.made").exists(), "the handover tells of it"
    page = text_of(browser_of(cast.mark).get("/conditions/"))
    assert "Obligation" in page and "the clearance lapses" not in page
    overdue(condition)
    assert lapse_due() == 0, "what is signed does not lapse"
    assert "Obligation, late" in text_of(browser_of(cast.mark).get("/conditions/"))
    meet_condition(condition, evidence="PO 4711", by=cast.mark)
    assert [breach for check in INVARIANTS for breach in check.breaches()] == []


def test_what_was_met_before_signing_obliges_nobody(cast: Cast) -> None:
    condition = cleared_on(cast, asked(cast.mark))
    meet_condition(condition, evidence="PO 4711", by=cast.mark)
    assert signed(cast, condition).obliged_on is None
    assert not Event.objects.filter(verb="obligation.made").exists()
