from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from contracts.actions import remove_term
from contracts.editor import ask_line
from contracts.views.term import gone, writable_term


@require_http_methods(["GET", "POST"])
def term_remove(request: SignedInRequest, id: int) -> HttpResponse:
    """Ask, then take the term out of its draft."""
    term = writable_term(request, id)
    if term is None:
        return gone(request)
    if request.method == "POST":
        remove_term(term, by=request.user)
        messages.success(request, f"{term.type.name} is out of the draft.")
        return redirect("contracts:draft", serial=term.draft.deal.serial)
    if not term.draft.is_editable:
        return redirect(term.draft.deal)
    shown = {"term": term, "deal": term.draft.deal, "ask": ask_line(term)}
    return render(request, "contracts/term_remove.html", shown)
