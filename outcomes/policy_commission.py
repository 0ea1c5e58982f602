"""Who may read what a deal suggests about a commission."""

from accounts.models import Role, User
from accounts.permissions import may
from contracts.models import Deal


def may_read_commission(deal: Deal, person: User) -> bool:
    """The owner, the owner's manager, executives and the deal desk; nobody else, whatever they may read."""
    if not may(person, "commission.read"):
        return False
    own = {deal.owner_id, deal.owner.reports_to_id}
    return person.pk in own or not {Role.APPROVER_EXECUTIVE, Role.DEAL_DESK}.isdisjoint(person.roles)
