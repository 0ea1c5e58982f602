from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from contracts.actions import add_term
from contracts.forms.picker import PickerForm
from contracts.policy import may_change
from contracts.queries import drafts_for
from contracts.views.draft import editor_page
from contracts.views.term import to_draft
from dealdesk.kit.refusals import Refused


@require_POST
def term_add(request: SignedInRequest, serial: int) -> HttpResponse:
    """Add a term of the chosen type; it starts from our standard position."""
    draft = get_object_or_404(drafts_for(request.user), deal__serial=serial, is_current=True)
    may_change(draft.deal, "draft.edit", by=request.user)
    picker = PickerForm(draft.playbook, request.POST)
    if picker.is_valid():
        try:
            return to_draft(add_term(draft, type_=picker.cleaned_data["type"], by=request.user))
        except Refused as refused:
            picker.add_error("type", str(refused))
    return editor_page(request, draft, picker)
