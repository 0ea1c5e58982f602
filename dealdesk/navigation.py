"""The side navigation, by what the person may do."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from accounts.permissions import APPROVERS, may
from activity.models import Notification
from outcomes.queries.check_ins import due_count
from outcomes.queries.obligations import soon_count
from reviews.queries.bound_conditions import open_count
from reviews.queries.queue import approvals_waiting_count, open_reviews_count


@dataclass(frozen=True)
class Item:
    """A link; `count` says how much waits behind it, `is_current` that the page shown belongs to it."""

    label: str
    url: str
    icon: str
    count: int = 0
    is_current: bool = False


@dataclass(frozen=True)
class Group:
    label: str
    items: list[Item]


def navigation(request: HttpRequest) -> dict[str, Any]:
    """For base.html: `navigation`, groups of links, counted only if a template asks; and `search_url`."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"navigation": []}
    return {
        "navigation": SimpleLazyObject(lambda: _groups(request, user)),
        "search_url": reverse("reviews:deals"),
    }


def _groups(request: HttpRequest, user: User) -> list[Group]:
    return [
        Group("", _own_work(request, user)),
        Group("Company", _company(request, user)),
        Group("Rules", _rules(request, user)),
    ]


def _own_work(request: HttpRequest, user: User) -> list[Item]:
    items = []
    if may(user, "insight.read"):
        items.append(_item(request, "Dashboard", "insights:dashboard", "chart"))
    if may(user, "deal.create"):
        is_mine = _is_under(request, "reviews:deals") and not _shows_all_deals(request, user)
        items.append(Item("My deals", reverse("reviews:deals"), "deals", is_current=is_mine))
    if may(user, "review.record"):
        items.append(_item(request, "My reviews", "reviews:queue", "review", open_reviews_count(user)))
    count = approvals_waiting_count(user)
    if count or not APPROVERS.isdisjoint(user.roles):
        items.append(_item(request, "Approvals", "reviews:approvals", "approve", count))
    to_see_to = open_count(user)
    if to_see_to or _is_under(request, "reviews:conditions"):
        items.append(_item(request, "Conditions", "reviews:conditions", "check", to_see_to))
    items += _after_signature(request, user)
    unread = Notification.objects.filter(to=user, read_at=None).count()
    return [*items, _item(request, "Inbox", "activity:inbox", "inbox", unread)]


def _after_signature(request: HttpRequest, user: User) -> list[Item]:
    """What was promised, and what the functions are asked about signed deals."""
    today = timezone.localdate()
    items = []
    if may(user, "check_in.answer"):
        items.append(_item(request, "Check-ins", "outcomes:check_ins", "clock", due_count(user, today)))
    return [
        *items,
        _item(request, "Obligations", "outcomes:obligations", "obligation", soon_count(user, today)),
    ]


def _company(request: HttpRequest, user: User) -> list[Item]:
    is_all = _is_under(request, "reviews:deals") and _shows_all_deals(request, user)
    items = [Item("All deals", f"{reverse('reviews:deals')}?scope=all", "deals", is_current=is_all)]
    items.append(_item(request, "Customers", "contracts:customers", "customer"))
    items.append(_item(request, "Renewals", "outcomes:renewals", "repeat"))
    if may(user, "audit.read"):
        items.append(_item(request, "Audit list", "reviews:audit", "history"))
    if may(user, "people.read"):
        items.append(_item(request, "People", "accounts:people", "people"))
    if may(user, "channel.read"):
        items.append(_item(request, "Channels", "reviews:channels", "send"))
    return [*items, _item(request, "Functions", "accounts:functions", "functions")]


def _rules(request: HttpRequest, user: User) -> list[Item]:
    items = [
        _item(request, "Playbook", "contracts:playbook", "playbook"),
        _item(request, "Policy", "reviews:policy", "policy"),
    ]
    if may(user, "calibration.read"):
        items.append(_item(request, "Calibration", "outcomes:calibrations", "sync"))
    return items


def _item(request: HttpRequest, label: str, name: str, icon: str, count: int = 0) -> Item:
    return Item(label, reverse(name), icon, count, is_current=_is_under(request, name))


def _is_under(request: HttpRequest, name: str) -> bool:
    return request.path.startswith(reverse(name))


def _shows_all_deals(request: HttpRequest, user: User) -> bool:
    """Deals belong to “All deals” where all are listed, and always for those who have none of their own."""
    if not may(user, "deal.create"):
        return True
    scope = request.GET.get("scope")
    is_search = "q" in request.GET and scope != "mine"
    return request.path == reverse("reviews:deals") and (scope == "all" or is_search)
