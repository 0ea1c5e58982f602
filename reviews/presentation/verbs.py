"""Which verbs a deal's page offers to its reader: the moves table, the permission table, the policy."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from contracts.models import Deal, Draft
from contracts.policy import may_change
from contracts.workflow import COPYABLE, DRAFT_MOVES
from dealdesk.kit.refusals import Forbidden
from reviews.models import Clearance


@dataclass(frozen=True)
class Verb:
    """A link to the page that asks before it acts. `look` is primary for the one thing to do next."""

    label: str
    icon: str
    url: str
    look: str = ""


def verbs_for(draft: Draft, reader: User, *, clearance: Clearance | None) -> list[Verb]:
    """Verbs for the deal's current draft, in the order in which the page shows them."""
    deal = draft.deal
    verbs: list[Verb] = []
    if draft.is_editable and may_do(deal, "draft.edit", reader):
        verbs.append(Verb("Edit the deal", "edit", reverse("contracts:deal_edit", args=[deal.serial])))
        verbs.append(
            Verb(f"Edit draft {draft.number}", "doc", reverse("contracts:draft", args=[deal.serial]))
        )
    if DRAFT_MOVES.allows(draft.state, "submit") and may_do(deal, "draft.submit", reader):
        verbs.append(Verb("Submit", "send", reverse("reviews:submit", args=[deal.serial]), "primary"))
    if DRAFT_MOVES.allows(draft.state, "withdraw") and may_do(deal, "draft.withdraw", reader):
        verbs.append(Verb("Withdraw", "back", reverse("reviews:withdraw", args=[deal.serial])))
    if draft.state in COPYABLE and may_do(deal, "draft.copy", reader):
        url = reverse("reviews:next_draft", args=[deal.serial])
        verbs.append(Verb(f"Make draft {draft.number + 1}", "doc", url))
    if clearance is not None:
        verbs += _after_clearance(draft, reader, clearance)
    return verbs


def _after_clearance(draft: Draft, reader: User, clearance: Clearance) -> list[Verb]:
    deal = draft.deal
    verbs = [Verb("Certificate", "doc", reverse("reviews:certificate", args=[deal.serial]))]
    if DRAFT_MOVES.allows(draft.state, "sign") and may_do(deal, "deal.sign", reader):
        verbs.append(Verb("Mark as signed", "check", reverse("reviews:sign", args=[deal.serial]), "primary"))
    asked = getattr(clearance, "void_request", None)
    may_confirm = asked is not None and (
        deal.owner.reports_to_id == reader.pk or may_do(deal, "draft.confirm_void", reader)
    )
    if DRAFT_MOVES.allows(draft.state, "void") and (may_confirm or may_do(deal, "draft.void", reader)):
        label = "Void: confirm" if asked else "Void the clearance"
        verbs.append(Verb(label, "x", reverse("reviews:void", args=[deal.serial]), "danger"))
    return verbs


def may_do(deal: Deal, verb: str, person: User) -> bool:
    try:
        may_change(deal, verb, by=person)
    except Forbidden:
        return False
    return True
