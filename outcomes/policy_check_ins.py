"""Who may say what a signed deal was really like: object rules beside the permission table. Each raises a
sentence."""

from accounts.absences import functions_stood_in_for
from accounts.models import Role, User
from accounts.permissions import may, require
from dealdesk.kit.refusals import Forbidden, Refused
from outcomes.models import CheckIn, Handover, Incident
from reviews.policy import wrote_in
from reviews.queries.authors import authors_of


def must_stand(handover: Handover) -> None:
    """Raise Refused for a contract that was voided since."""
    if not Handover.objects.standing().filter(pk=handover.pk).exists():
        raise Refused("This contract does not stand any more, so nothing can be added to it.")


def may_answer(check_in: CheckIn, *, by: User) -> User | None:
    """Returns in whose place the person answers; None for a member or lead of the function itself."""
    require(by, "check_in.answer")
    deal = check_in.handover.deal
    if wrote_in(deal, by):
        raise Forbidden("You wrote in this deal, so somebody else of your function must say how it went.")
    if check_in.function_id in by.function_ids:
        return None
    able = functions_stood_in_for(by).get(check_in.function_id, frozenset()) - authors_of(deal)
    if not able:
        raise Forbidden(
            f"This check-in belongs to {check_in.function}. Ask its lead, {check_in.function.lead}."
        )
    return User.objects.filter(pk__in=able).order_by("name", "pk").first()


def may_be_struck(incident: Incident, by: User) -> bool:
    """By who recorded it, or the deal desk."""
    return may(by, "incident.record") and (by.pk == incident.by_id or Role.DEAL_DESK in by.roles)


def may_strike(incident: Incident, *, by: User) -> None:
    require(by, "incident.record")
    if not may_be_struck(incident, by):
        raise Forbidden(f"Only {incident.by or 'the deal desk'} or the deal desk may strike this out.")
