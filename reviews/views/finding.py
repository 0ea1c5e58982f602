"""Find what an address names, among what the person may see; anything else is not there."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from contracts.models import Deal, Draft, DraftState
from contracts.policy import may_read_unsubmitted
from contracts.queries import deals_for


def find_deal(person: User, serial: int) -> Deal:
    return get_object_or_404(deals_for(person).select_related("owner__reports_to"), serial=serial)


def find_draft(person: User, serial: int, number: str = "") -> Draft:
    """The deal's current draft, or the one with the number in the address; for those who may not read what
    is still being written, the newest submitted one."""
    deal = find_deal(person, serial)
    if number and not (number.isascii() and number.isdigit() and len(number) <= 4):
        raise Http404
    drafts = deal.drafts.select_related("playbook", "copied_from").order_by("-number")
    if number:
        drafts = drafts.filter(number=int(number))
    if not may_read_unsubmitted(deal, person):
        drafts = drafts.exclude(state=DraftState.DRAFTING)
    draft = drafts.first()
    if draft is None:
        raise Http404
    draft.deal = deal
    return draft
