"""Signed deals for the matrix: of Maya's, Delivery has to keep a part; of Ida's, Finance alone."""

from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.models import User
from contracts.models import Draft
from outcomes.actions import IncidentAsked, record_incident
from outcomes.actions.taking_over import take_over
from outcomes.models import Handover
from reviews.actions import clear_draft, mark_signed
from tests.make import Cast, make_submission, review_all

if TYPE_CHECKING:
    from tests.permissions.world import World

OWN, OTHERS, NONE = "own", "other’s", "nonexistent"
NO_ID = 999_999_999
KINDS = ("obligation", "renewal", "check-in", "incident")


def add_signed(world: "World", cast: Cast, rep_of: dict[str, User]) -> None:
    for whose, code in ((OWN, "delivery-date"), (OTHERS, "price-hold")):
        handover = handed_over(cast, rep_of[whose], code)
        obligation = handover.obligations.get(function__code={OWN: "DEL", OTHERS: "FIN"}[whose])
        world.things["deal", "signed", whose] = {"serial": handover.deal.serial}
        world.things["obligation", "", whose] = {"id": obligation.pk}
        world.things["renewal", "", whose] = {"id": handover.renewal.pk}
        world.things["check-in", "", whose] = {"id": handover.check_ins.order_by("id")[0].pk}
        asked = IncidentAsked("escalation", handover.signed_on)
        incident = record_incident(handover, asked, by=rep_of[whose])
        world.things["incident", "", whose] = {"id": incident.pk}
    for kind in KINDS:
        world.things[kind, "", NONE] = {"id": NO_ID}


def handed_over(cast: Cast, rep: User, code: str) -> Handover:
    submission = make_submission(rep, code, customer=f"{rep.name}’s customer")
    review_all(cast, submission)
    draft = Draft.objects.get(pk=submission.draft_id)
    clear_draft(draft, by=rep)
    mark_signed(draft, signed_on=timezone.localdate(), by=rep)
    handover = take_over(draft.pk)
    assert handover is not None
    return handover
