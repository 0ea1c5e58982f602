"""One term: its own page without a script, and the fragments that save it as somebody writes."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from django_htmx.http import trigger_client_event

from accounts.permissions import may
from accounts.requests import SignedInRequest
from contracts.actions import edit_term
from contracts.actions.terms import GONE
from contracts.asks import keep_ask, kept_ask
from contracts.editor import all_functions, editor_at, row_of
from contracts.forms.term import TermForm, rung_key
from contracts.models import Term
from contracts.policy import may_change
from contracts.queries import terms_for
from dealdesk.kit.refusals import Refused


@require_http_methods(["GET", "POST"])
def term_edit(request: SignedInRequest, id: int) -> HttpResponse:
    """The term's form; saved terms lead back to the draft, or to fresh pieces of it under htmx."""
    term = writable_term(request, id)
    if term is None:
        return gone(request)
    if request.method == "GET" and not term.draft.is_editable:
        return redirect(term.draft.deal)
    form = TermForm(
        term, request.POST if request.method == "POST" else None, kept=kept_ask(request.session, term)
    )
    saved = _save(request, form) if request.method == "POST" else None
    if request.htmx and request.method == "POST":
        return _pieces(request, form, saved)
    if saved is not None:
        return to_draft(saved)
    row = row_of(term, all_functions(), session=request.session, form=form)
    shown = {
        "row": row,
        "term": term,
        "deal": term.draft.deal,
        "may_count": may(request.user, "draft.count_obligations"),
    }
    return render(request, "contracts/term.html", shown, status=422 if form.errors else 200)


def writable_term(request: SignedInRequest, pk: int) -> Term | None:
    """The term with its ladder, None when there is none to see. Raises Forbidden for those who only read."""
    term = terms_for(request.user).prefetch_related("type__rungs").filter(pk=pk).first()
    if term is not None:
        may_change(term.draft.deal, "draft.edit", by=request.user)
    return term


def gone(request: SignedInRequest) -> HttpResponse:
    """Somebody may have removed the term in another window, so the page says more than that it is missing."""
    if request.htmx:
        return render(request, "contracts/_term_refused.html", {"sentence": GONE}, status=422)
    return render(request, "contracts/term_gone.html", status=404)


def to_draft(term: Term) -> HttpResponseRedirect:
    """Back to the draft, at the term, which is open."""
    draft = reverse("contracts:draft", args=[term.draft.deal.serial])
    return HttpResponseRedirect(f"{draft}?open={term.pk}#term-{term.pk}")


def _save(request: SignedInRequest, form: TermForm) -> Term | None:
    """The saved term, or None with the reasons in the form."""
    if not form.is_valid():
        return None
    if (form.ask.wording, form.ask.value) != (form.term.wording, form.term.value):
        keep_ask(request.session, form.term)
    try:
        return edit_term(
            form.term,
            by=request.user,
            wording=form.ask.wording,
            value=form.ask.value,
            reason=form.reason_given,
            seen=form.cleaned_data["seen"] or None,
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return None


def _pieces(request: SignedInRequest, form: TermForm, saved: Term | None) -> HttpResponse:
    """What changed on the page by saving; the text fields only where a card filled them."""
    if saved is None:
        return render(request, "contracts/_term_refused.html", {"form": form}, status=422)
    editor = editor_at(saved, session=request.session)
    is_changed = saved.digest != form.term.digest
    shown = {
        "editor": editor,
        "row": editor.rows[0],
        "draft": saved.draft,
        "is_changed": is_changed,
        "is_filled": form.is_filled,
        "is_moved": rung_key(saved) != form.cleaned_data["rung"],
    }
    response = render(request, "contracts/_term_saved.html", shown)
    if is_changed:
        trigger_client_event(response, "draft-changed", after="settle")
    return response
