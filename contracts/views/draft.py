from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from accounts.permissions import may
from accounts.requests import SignedInRequest
from contracts.editor import editor_of
from contracts.forms.picker import PickerForm
from contracts.models import Draft
from contracts.policy import may_change
from contracts.queries import drafts_for


@require_GET
def draft(request: SignedInRequest, serial: int) -> HttpResponse:
    """The editor of a deal's current draft; a submitted one is shown by the deal's page."""
    found = get_object_or_404(drafts_for(request.user), deal__serial=serial, is_current=True)
    if not found.is_editable:
        return redirect(found.deal)
    may_change(found.deal, "draft.edit", by=request.user)
    return editor_page(request, found, PickerForm(found.playbook))


def editor_page(request: SignedInRequest, draft: Draft, picker: PickerForm) -> HttpResponse:
    """The editor with the picker as it stands, wrong or empty."""
    opened = request.GET.get("open", "")
    editor = editor_of(
        draft, session=request.session, opened=int(opened) if opened.isascii() and opened.isdigit() else None
    )
    shown = {
        "editor": editor,
        "draft": draft,
        "deal": draft.deal,
        "picker": picker,
        "may_count": may(request.user, "draft.count_obligations"),
        "open_concerns": draft.deal.customer.concerns.filter(answered_at=None).count(),
    }
    return render(request, "contracts/draft.html", shown, status=422 if picker.errors else 200)
