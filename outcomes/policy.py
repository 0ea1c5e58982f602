"""Who may do what with a promise and a renewal: object rules beside the permission table. Each raises a
sentence."""

from accounts.models import Role, User
from accounts.permissions import may, require
from contracts.policy import may_change
from dealdesk.kit.refusals import Forbidden
from outcomes.models import Obligation, ObligationState, Renewal
from reviews.policy import may_meet_condition


def may_close(obligation: Obligation, *, by: User) -> None:
    """Its owner, its function, or the deal desk; of a condition also whoever set it."""
    require(by, "obligation.close")
    if obligation.source is not None:
        may_meet_condition(obligation.source, by=by)
    elif not (_is_own(obligation, by) or Role.DEAL_DESK in by.roles):
        raise Forbidden(f"This obligation belongs to {_whose(obligation)}. Ask them, or the deal desk.")


def may_waive(obligation: Obligation, *, by: User) -> None:
    """The lead of its function, or the deal desk."""
    require(by, "obligation.waive")
    leads = obligation.function is not None and obligation.function.lead_id == by.pk
    if not leads and Role.DEAL_DESK not in by.roles:
        whose = (
            f"the lead of {obligation.function} or the deal desk" if obligation.function else "the deal desk"
        )
        raise Forbidden(f"Only {whose} waives this obligation.")


def may_reopen(obligation: Obligation, *, by: User) -> None:
    """Whoever may have closed it so."""
    if obligation.state == ObligationState.WAIVED:
        may_waive(obligation, by=by)
    else:
        may_close(obligation, by=by)


def may_hand_over_obligation(obligation: Obligation, *, by: User) -> None:
    """Its owner, its function, or the deal desk."""
    require(by, "obligation.hand_over")
    if not (_is_own(obligation, by) or Role.DEAL_DESK in by.roles):
        raise Forbidden(f"This obligation belongs to {_whose(obligation)}. Ask them, or the deal desk.")


def may_keep_renewal(renewal: Renewal, verb: str, *, by: User) -> None:
    """The owner of the signed deal, or the deal desk."""
    may_change(renewal.handover.deal, verb, by=by)


def reads_all(person: User) -> bool:
    return may(person, "deal.read_all")


def _is_own(obligation: Obligation, person: User) -> bool:
    return obligation.owner_id == person.pk or obligation.function_id in person.function_ids


def _whose(obligation: Obligation) -> str:
    return " and ".join(str(one) for one in (obligation.owner, obligation.function) if one) or "nobody yet"
