import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import require
from activity.record import record
from contracts.models import Concern, Customer
from dealdesk.kit.refusals import Refused


@transaction.atomic
def raise_concern(
    customer: Customer, *, text: str, by: User, raised_on: dt.date, severity: str, told_by: str = ""
) -> Concern:
    """Write down a problem that the customer told us about."""
    require(by, "customer.edit")
    concern = Concern.objects.create(
        customer=customer, text=text, told_by=told_by, severity=severity, raised_on=raised_on, recorded_by=by
    )
    record("concern.raised", chain=customer.chain, by=by, keys={"concern": concern.pk}, text=text[:200])
    return concern


@transaction.atomic
def answer_concern(concern: Concern, *, answer: str, by: User) -> None:
    """Give an open concern its answer, once. Raises Refused when it has one."""
    require(by, "customer.edit")
    if not answer.strip():
        raise Refused("Write what was done about it, so that the customer can be told.")
    open_ = Concern.objects.filter(pk=concern.pk, answered_at=None)
    if open_.update(answer=answer.strip(), answered_by=by, answered_at=timezone.now()) != 1:
        raise Refused("This concern already has an answer. Reload the page to read it.")
    record("concern.answered", chain=concern.customer.chain, by=by, keys={"concern": concern.pk})
