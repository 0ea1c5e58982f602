"""What was signed: promises to keep, one late and one waived, and renewals in each state."""

import datetime as dt

from django.utils import timezone

from contracts.models import Draft
from outcomes.actions import finish_obligation, open_renewal, settle_renewal, waive_obligation
from outcomes.actions.taking_over import take_over
from outcomes.models import Handover, Obligation, Renewal
from reviews.actions import mark_signed
from reviews.models import Condition
from tests.make import Cast
from tests.make_conditions import asked, cleared_on, make_concern
from tests.make_outcomes import make_signed

WORK = {"once": (60, 120, 240), "monthly": (10, 20, 40)}

SIGNED_PATHS = [
    ("obligations, mine", "members FIN", "/obligations/"),
    ("obligations, late", "auditor", "/obligations/?whose=all&state=late"),
    ("obligations, none", "tom", "/obligations/?state=late"),
    ("obligation, waived", "desk", "/obligations/{waived_one}/"),
    ("handover", "maya", "/deals/{kept}/handover/"),
    ("handover with a condition", "mark", "/deals/{on_condition_signed}/handover/"),
    ("deal, handed to delivery", "maya", "/deals/{kept}/"),
    ("renewals", "maya", "/renewals/"),
    ("renewals, none", "tom", "/renewals/?state=decided"),
    ("renewal, lost", "auditor", "/renewals/{lost_renewal}/"),
    ("renewal deal with what came before", "maya", "/deals/{renewing}/"),
]
"""Name, reader and address of each page."""


def signed_places(cast: Cast) -> dict[str, object]:
    """What the addresses of these pages are made of."""
    handover = make_signed(
        cast, "payment-terms", "uptime", level=1, answer=WORK, months=24, customer="Kept Promises"
    )
    monthly, late, waived, *_ = handover.obligations.select_related("owner").order_by("id")
    assert monthly.owner is not None
    Obligation.objects.filter(pk=monthly.pk).update(due_on=timezone.localdate())
    finish_obligation(monthly, words="Reported to their board.", by=monthly.owner)
    Obligation.objects.filter(pk=late.pk).update(due_on=timezone.localdate() - dt.timedelta(days=3))
    waive_obligation(waived, reason="They gave it up for a workshop.", by=cast.desk)
    return {
        "kept": handover.deal.number,
        "monthly": monthly.pk,
        "late_one": late.pk,
        "waived_one": waived.pk,
        "on_condition_signed": _on_condition(cast).deal.number,
        **_renewals(cast),
    }


def _on_condition(cast: Cast) -> Handover:
    condition: Condition = cleared_on(cast, asked(cast.mark), customer="Signed on a Condition")
    draft = Draft.objects.get(pk=condition.submission.draft_id)
    mark_signed(draft, signed_on=timezone.localdate(), by=cast.maya)
    handover = take_over(draft.pk)
    assert handover is not None
    return handover


def _renewals(cast: Cast) -> dict[str, object]:
    due, opened, decided = (
        make_signed(cast, "payment-terms", months=12, customer=name).renewal
        for name in ("Due Renewal", "Opened Renewal", "Lost Renewal")
    )
    Renewal.objects.filter(pk=due.pk).update(prepare_on=timezone.localdate())
    deal = open_renewal(opened, by=cast.maya)
    make_concern(deal.customer, cast.maya)
    settle_renewal(decided, "churned", on=timezone.localdate(), by=cast.maya)
    return {"due_renewal": due.pk, "lost_renewal": decided.pk, "renewing": deal.number}
