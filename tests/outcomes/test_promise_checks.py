"""`manage.py verify` finds promises that nobody keeps, and obligations that contradict their condition."""

import datetime as dt

from django.utils import timezone

from dealdesk.verification.promises import PROMISE_CHECKS
from outcomes.actions import finish_obligation
from outcomes.models import Obligation
from reviews.models import Condition
from tests.make import Cast
from tests.make_outcomes import make_signed
from tests.outcomes.test_keeping_promises import MONTHLY, condition_signed


def breaches() -> list[str]:
    return [breach for check in PROMISE_CHECKS for breach in check.breaches()]


def test_a_promise_without_an_obligation_is_found(cast: Cast) -> None:
    handover = make_signed(cast)
    assert breaches() == []
    count = handover.obligations.count()
    handover.obligations.all().delete()
    assert len(breaches()) == count and "lacks the obligation of review request" in breaches()[0]


def test_an_obligation_that_contradicts_its_condition_is_found(cast: Cast) -> None:
    obligation = condition_signed(cast)
    assert breaches() == []
    Obligation.objects.filter(pk=obligation.pk).update(state="done")
    assert breaches() == [
        f"obligation {obligation.pk} and condition {obligation.source_id} say different things"
    ]
    Obligation.objects.filter(pk=obligation.pk).update(state="open")
    met = {"met_at": timezone.now() - dt.timedelta(hours=1), "met_by": cast.mark}
    Condition.objects.filter(pk=obligation.source_id).update(**met)
    assert len(breaches()) == 1
    Obligation.objects.filter(pk=obligation.pk).delete()
    assert "lacks the obligation of condition" in breaches()[0]


def test_a_month_that_was_noted_and_is_due_again_is_found(cast: Cast) -> None:
    signed_on = dt.date(2026, 1, 31)
    one = (
        make_signed(cast, on=signed_on, answer=MONTHLY, months=12, delivery_months=1)
        .obligations.select_related("owner")
        .first()
    )
    assert one is not None and one.owner is not None
    day = one.due_on
    finish_obligation(one, words="", by=one.owner)
    assert breaches() == []
    Obligation.objects.filter(pk=one.pk).update(due_on=day)
    assert "was noted already" in breaches()[0]
