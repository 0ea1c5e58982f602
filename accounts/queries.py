"""Nouns to read: people, functions, sessions, and the story of each."""

from django.contrib.sessions.models import Session
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.models import ApiToken, Function, Membership, Role, RoleGrant, SignInSession, User
from activity.models import Event

SEARCH_LENGTH = 100


def people(*, search: str = "", role: str = "", is_active: bool | None = None) -> QuerySet[User]:
    """Everybody by name, with roles and functions at hand; narrowed by part of a name or address."""
    found = User.objects.select_related("reports_to").prefetch_related(
        "grants", Prefetch("memberships", Membership.objects.select_related("function")), "led_functions"
    )
    if is_active is not None:
        found = found.filter(is_active=is_active)
    words = search.replace("\0", " ").strip()[:SEARCH_LENGTH]
    if words:
        found = found.filter(Q(name__icontains=words) | Q(email__icontains=words) | Q(title__icontains=words))
    if role in Role.values:
        found = found.filter(Exists(RoleGrant.objects.filter(user=OuterRef("pk"), role=role)))
    return found.order_by("name", "id")


def functions_with_people() -> QuerySet[Function]:
    """All functions with their lead and how many active members each has."""
    members = Count("memberships", filter=Q(memberships__user__is_active=True))
    return Function.objects.select_related("lead").annotate(member_count=members).order_by("name")


def sign_ins_of(person: User) -> QuerySet[SignInSession]:
    """Browsers in which the person is signed in now, newest first."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=timezone.now())
    return person.sign_ins.filter(Exists(alive))


def tokens_of(person: User) -> QuerySet[ApiToken]:
    """The person's API tokens that are not revoked, expired ones among them, newest first."""
    return ApiToken.objects.filter(user=person, revoked_at=None)


def story_of(chain: str, *, length: int = 12) -> QuerySet[Event]:
    """The newest events of a person's or a function's chain."""
    return Event.objects.filter(chain=chain).select_related("by")[:length]
