"""`{% load insights %}`: the ways between the pages of the insights."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse

from accounts.permissions import may

register = template.Library()

PAGES = (
    ("Dashboard", "dashboard", "insight.read"),
    ("Functions", "functions", "insight.read"),
    ("Reps at 90 days", "reps", "rep_insight.read"),
    ("Term types", "types", "insight.read"),
    ("As a reviewer", "reviewer_me", "reviewer_insight.read"),
    ("Renewals unheard", "unheard", "insight.read"),
    ("Threshold hugging", "hugging", "insight.read"),
    ("Culture", "culture", "insight.read"),
    ("Targets", "targets", "insight.read"),
    ("The week", "weekly", "insight.read"),
)


@dataclass(frozen=True)
class Way:
    """As templates/components/tabs.html reads it."""

    label: str
    url: str
    is_current: bool
    count: None = None


@register.simple_tag(takes_context=True)
def insights_menu(context: Context) -> list[Way]:
    """The pages that the reader may open; the filter goes along."""
    user, path, chosen = context["user"], context["request"].path, context.get("chosen")
    query: Any = chosen.as_query() if chosen is not None else ""
    return [
        Way(label, reverse(f"insights:{name}") + query, _is_under(path, name))
        for label, name, verb in PAGES
        if may(user, verb)
    ]


def _is_under(path: str, name: str) -> bool:
    url = reverse(f"insights:{name}")
    return path == url if name == "dashboard" else path.startswith(url)
