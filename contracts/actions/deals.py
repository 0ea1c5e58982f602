import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.db import connection, transaction

from accounts.models import User
from accounts.permissions import require
from activity.record import record
from contracts.locks import lock_deal
from contracts.models import Channel, Customer, Deal, Draft, DraftAuthor, DraftState, Paper, PlaybookVersion
from contracts.policy import may_change, must_be_drafting
from contracts.queries import current_playbook
from dealdesk.kit.refusals import Refused

DIGESTED = frozenset(
    {"customer", "kind", "currency", "committed_value", "months", "delivery_months"}
    | {"discount", "paper", "channel"}
)
"""Fields that a submitted draft's digest covers; they change only while a draft is being written."""


def _next_serial() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('contracts_deal_serial')")
        serial: int = cursor.fetchone()[0]
    return serial


@transaction.atomic
def create_deal(
    *,
    by: User,
    customer: Customer,
    name: str,
    kind: str,
    currency: str,
    committed_value: int,
    months: int,
    expected_signing_on: dt.date,
    owner: User | None = None,
    delivery_months: int = 3,
    product_lines: Sequence[str] = (),
    lead_source: str = "",
    discount: Decimal | None = None,
    paper: str = Paper.OURS,
    channel: str = Channel.DIRECT,
) -> Deal:
    """Open a deal with an empty first draft. `committed_value` is in minor units of `currency`, `discount` in
    per cent off the list price. Raises Forbidden without the right, Refused without a published playbook.
    """
    require(by, "deal.create")
    _must_be_per_cent(discount)
    deal = Deal.objects.create(
        serial=_next_serial(),
        name=name.strip(),
        customer=customer,
        kind=kind,
        owner=owner or by,
        created_by=by,
        currency=currency,
        committed_value=committed_value,
        months=months,
        expected_signing_on=expected_signing_on,
        delivery_months=delivery_months,
        product_lines=list(product_lines),
        lead_source=lead_source,
        discount=discount,
        paper=paper,
        channel=channel,
    )
    _begin(deal, by)
    return deal


def _begin(deal: Deal, by: User) -> None:
    draft = start_draft(deal, number=1, by=by, playbook=current_playbook())
    record("deal.created", chain=deal.chain, by=by, keys={"deal": deal.pk, "draft": draft.pk}, name=deal.name)


def start_draft(
    deal: Deal, *, number: int, by: User, playbook: PlaybookVersion, copied_from: Draft | None = None
) -> Draft:
    """An empty draft with its first author; the caller holds the deal's lock and records the event."""
    draft = Draft.objects.create(
        deal=deal, number=number, playbook=playbook, created_by=by, copied_from=copied_from
    )
    DraftAuthor.objects.create(draft=draft, user=by)
    return draft


@transaction.atomic
def edit_deal(deal: Deal, *, by: User, **changes: object) -> None:
    """Change fields of a deal. What the draft's digest covers is refused once the draft is submitted."""
    may_change(deal, "deal.edit", by=by)
    _must_be_per_cent(changes.get("discount"))
    deal = lock_deal(deal.pk)
    draft = deal.current_draft
    changed = {name: value for name, value in changes.items() if getattr(deal, name) != value}
    if not changed:
        return
    if not DIGESTED.isdisjoint(changed):
        must_be_drafting(draft)
    if "owner" in changed and not draft.is_editable:
        raise Refused("The owner changes only while a draft is being written.")
    for name, value in changed.items():
        setattr(deal, name, value)
    deal.save(update_fields=list(changed))
    if draft.state in {DraftState.DRAFTING, DraftState.IN_REVIEW}:  # later, nothing is left to decide on it
        DraftAuthor.objects.get_or_create(draft=draft, user=by)
    record("deal.edited", chain=deal.chain, by=by, keys={"deal": deal.pk}, fields=sorted(changed))


def _must_be_per_cent(discount: object) -> None:
    if isinstance(discount, Decimal) and not 0 <= discount <= 100:
        raise Refused("A discount lies between 0 and 100 per cent of the list price.")
