"""The side navigation, by what the person may do."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from accounts.models import User
from accounts.permissions import may
from activity.models import Notification
from reviews.queries.queue import approvals_waiting_count, open_reviews_count

Item = dict[str, Any]
Group = dict[str, Any]


def navigation(request: HttpRequest) -> dict[str, list[Group]]:
    """Groups of `{label, items: [{label, url, icon, count, is_current}]}` for base.html."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"navigation": []}
    groups = [
        {"label": "", "items": _own_work(user)},
        {"label": "Company", "items": _company(user)},
        {"label": "Rules", "items": _rules(user)},
    ]
    for group in groups:
        for item in group["items"]:
            item["is_current"] = request.get_full_path() == item["url"] or (
                request.path.startswith(item["url"]) and "?" not in item["url"] and item["url"] != "/"
            )
    return {"navigation": [group for group in groups if group["items"]]}


def _own_work(user: User) -> list[Item]:
    items = []
    if may(user, "deal.create"):
        items.append(_item("My deals", "reviews:deals", "deals"))
    if may(user, "review.record"):
        items.append(_item("My reviews", "reviews:queue", "review", open_reviews_count(user)))
    if may(user, "approval.decide"):
        items.append(_item("Approvals", "reviews:approvals", "approve", approvals_waiting_count(user)))
    unread = Notification.objects.filter(to=user, read_at=None).count()
    return [*items, _item("Inbox", "activity:inbox", "inbox", unread)]


def _company(user: User) -> list[Item]:
    items = [
        {**_item("All deals", "reviews:deals", "deals"), "url": _address("reviews:deals") + "?scope=all"}
    ]
    items.append(_item("Customers", "contracts:customers", "customer"))
    if may(user, "people.read"):
        items.append(_item("People", "accounts:people", "people"))
    return [*items, _item("Functions", "accounts:functions", "functions")]


def _rules(user: User) -> list[Item]:
    return [_item("Playbook", "contracts:playbook", "playbook"), _item("Policy", "reviews:policy", "policy")]


def _item(label: str, name: str, icon: str, count: int = 0) -> Item:
    return {"label": label, "url": _address(name), "icon": icon, "count": count, "is_current": False}


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return f"/#{name}"
