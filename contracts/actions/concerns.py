import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import require
from activity.record import record
from contracts.models import Concern, Customer
from contracts.policy import may_answer_concern
from dealdesk.kit.refusals import Refused

MOST_EVIDENCE = 500


@transaction.atomic
def raise_concern(
    customer: Customer,
    *,
    text: str,
    by: User,
    raised_on: dt.date,
    severity: str,
    told_by: str = "",
    owner: User | None = None,
) -> Concern:
    """Write down a problem that the customer told us about, and who sees to its answer if that is known."""
    require(by, "customer.edit")
    _must_be_able(owner)
    concern = Concern.objects.create(
        customer=customer,
        text=text,
        told_by=told_by,
        severity=severity,
        raised_on=raised_on,
        recorded_by=by,
        owner=owner,
    )
    record("concern.raised", chain=customer.chain, by=by, keys={"concern": concern.pk}, text=text[:200])
    if owner is not None:
        _record_owner(concern, owner, by)
    return concern


@transaction.atomic
def assign_concern(concern: Concern, *, owner: User, by: User) -> None:
    """Say who sees to the answer of an open concern; that person may answer it then."""
    require(by, "customer.edit")
    _must_be_able(owner)
    open_ = Concern.objects.filter(pk=concern.pk, answered_at=None).exclude(owner=owner)
    if open_.update(owner=owner) != 1:
        raise Refused(f"The concern has an answer, or belongs to {owner} already. Reload the page.")
    _record_owner(concern, owner, by)


@transaction.atomic
def answer_concern(concern: Concern, *, answer: str, evidence: str, by: User) -> None:
    """Give an open concern its answer, once, with what shows it: words or a link. Without an owner the
    person who answers becomes it.

    Raises Forbidden for others than its owner and those who keep customers; Refused when something is
    missing or it has an answer.
    """
    may_answer_concern(concern, by=by)
    if not answer.strip():
        raise Refused("Write what was done about it, so that the customer can be told.")
    if not evidence.strip():
        raise Refused("Write what shows it, or where it can be checked.")
    if len(evidence.strip()) > MOST_EVIDENCE:
        raise Refused(f"Keep the evidence below {MOST_EVIDENCE} characters, or give a link.")
    Concern.objects.filter(pk=concern.pk, answered_at=None, owner=None).update(owner=by)
    open_ = Concern.objects.filter(pk=concern.pk, answered_at=None)
    said = {"answer": answer.strip(), "evidence": evidence.strip()}
    if open_.update(answered_by=by, answered_at=timezone.now(), **said) != 1:
        raise Refused("This concern already has an answer. Reload the page to read it.")
    record("concern.answered", chain=concern.customer.chain, by=by, keys={"concern": concern.pk})


def _must_be_able(owner: User | None) -> None:
    if owner is not None and not owner.is_active:
        raise Refused(f"{owner} has left. Choose somebody else to see to the answer.")


def _record_owner(concern: Concern, owner: User, by: User) -> None:
    keys = {"concern": concern.pk, "owner": owner.pk}
    record("concern.assigned", chain=concern.customer.chain, by=by, keys=keys, owner_name=owner.name)
