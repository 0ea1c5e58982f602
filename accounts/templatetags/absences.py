"""`{% load absences %}`: the banner for whoever stands in for somebody."""

from typing import Any

from django import template

from accounts.absences import places_taken_by
from accounts.models import User

register = template.Library()


@register.inclusion_tag("accounts/_standing_in.html")
def standing_in(user: User) -> dict[str, Any]:
    """“You stand in for Ruth Adeyemi until 27 November”, once for each; nothing where there is nobody."""
    return {"places": places_taken_by(user)}
