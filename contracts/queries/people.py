from django.db.models import Q, QuerySet

from accounts.models import RoleGrant, User
from accounts.permissions import PERMISSIONS
from contracts.models import Deal, DealFunction, DealReader, DraftState, Term


def people_who_see(deal: Deal) -> QuerySet[User]:
    """Active people who may see the deal, by name: the other side of `Deal.objects.visible_to`."""
    asked = Term.objects.filter(draft__deal=deal, is_standard=False).exclude(draft__state=DraftState.DRAFTING)
    codes = {code for functions in asked.values_list("functions", flat=True) for code in functions}
    codes.update(DealFunction.objects.filter(deal=deal).values_list("function__code", flat=True))
    readers = RoleGrant.objects.filter(role__in=PERMISSIONS["deal.read_all"]).values("user")
    near = Q(pk__in=[deal.owner_id, deal.created_by_id, deal.owner.reports_to_id or deal.owner_id])
    near |= Q(memberships__function__code__in=codes) | Q(led_functions__code__in=codes)
    near |= Q(pk__in=readers) | Q(pk__in=DealReader.objects.filter(deal=deal).values("user"))
    return User.objects.filter(near, is_active=True).distinct().order_by("name", "id")
