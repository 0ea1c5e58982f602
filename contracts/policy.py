"""Who may change which deal: object rules beside the permission table. Each raises a sentence."""

from accounts.models import Role, User
from accounts.permissions import may, require
from contracts.models import Concern, Deal, Draft
from dealdesk.kit.refusals import Forbidden, Refused


def may_change(deal: Deal, verb: str, *, by: User) -> None:
    """The owner, or the deal desk, may change a deal."""
    require(by, verb)
    if deal.owner_id != by.pk and Role.DEAL_DESK not in by.roles:
        raise Forbidden(f"{deal.number} belongs to {deal.owner}; only the owner or the deal desk changes it.")


def may_answer_concern(concern: Concern, *, by: User) -> None:
    """Its owner, whatever the role, or whoever keeps customers."""
    require(by, "concern.answer")
    if not is_answerer(concern, by):
        whose = f"It belongs to {concern.owner}." if concern.owner else "It has no owner yet."
        raise Forbidden(f"Only its owner, a sales rep or the deal desk answers a concern. {whose}")


def is_answerer(concern: Concern, person: User) -> bool:
    is_owner = concern.owner_id == person.pk and may(person, "concern.answer")
    return is_owner or may(person, "customer.edit")


def may_read_unsubmitted(deal: Deal, person: User) -> bool:
    """Words that are still being written are for the owner, the owner's manager, the deal desk and those who
    read all deals; a function that was asked about an earlier draft reads what was submitted."""
    own = {deal.owner_id, deal.created_by_id, deal.owner.reports_to_id}
    return person.pk in own or may(person, "deal.read_all")


def must_be_drafting(draft: Draft) -> None:
    if not draft.is_editable:
        raise Refused(
            f"Draft {draft.number} was submitted and cannot be changed. Make the next draft and change that."
        )
