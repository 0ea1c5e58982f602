"""Find what an address names, among what the person may see; anything else is not there."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from contracts.models import Deal, Draft
from contracts.queries import deals_for


def find_deal(person: User, serial: int) -> Deal:
    return get_object_or_404(deals_for(person).select_related("owner__reports_to"), serial=serial)


def find_draft(person: User, serial: int, number: str = "") -> Draft:
    """The deal's current draft, or the one with the number in the address."""
    deal = find_deal(person, serial)
    if number and not (number.isascii() and number.isdigit() and len(number) <= 4):
        raise Http404
    which = {"number": int(number)} if number else {"is_current": True}
    draft: Draft = get_object_or_404(deal.drafts.select_related("playbook", "copied_from"), **which)
    draft.deal = deal
    return draft
