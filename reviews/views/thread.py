from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.permissions import require
from accounts.requests import SignedInRequest
from contracts.models import Deal, Term
from dealdesk.kit.refusals import Refused
from reviews.actions import comment
from reviews.forms.talk import CommentForm
from reviews.models import Comment
from reviews.presentation.threads import (
    ThreadView,
    key_of,
    offers_to_talk_about,
    one_thread,
    thread_page,
    was_submitted,
)
from reviews.queries.people import people_around
from reviews.queries.threads import is_readable, terms_to_talk_about
from reviews.views.finding import find_deal


@require_http_methods(["GET", "HEAD", "POST"])
def term_thread(request: SignedInRequest, id: int) -> HttpResponse:
    """All that was said about a term through the deal's drafts; POST adds to it."""
    term = get_object_or_404(terms_to_talk_about(request.user), pk=id)
    if not is_readable(term, request.user):
        raise Http404
    require(request.user, "thread.read")
    if not was_submitted(term, term.draft):
        raise Refused("This term is still being written. Talk about it once it is submitted.")
    return _thread(request, term, term.draft.deal)


@require_http_methods(["GET", "HEAD", "POST"])
def deal_thread(request: SignedInRequest, serial: int) -> HttpResponse:
    """All that was said about a deal as a whole; POST adds to it."""
    deal = find_deal(request.user, serial)
    require(request.user, "thread.read")
    return _thread(request, deal, deal)


def _thread(request: SignedInRequest, about: Deal | Term, deal: Deal) -> HttpResponse:
    if request.method != "POST":
        return _page(request, about, deal, _form(request, about))
    require(request.user, "thread.write")
    form = _form(request, about)
    said = _said(request, about, form)
    if said is None:
        return _refused(request, about, deal, form)
    if request.htmx:
        thread = one_thread(about, request.user, fresh=said.pk)
        return render(request, "reviews/_thread.html", {"thread": thread})
    return redirect(f"{request.path}#comment-{said.pk}")


def _form(request: SignedInRequest, about: Deal | Term) -> CommentForm:
    typed = request.POST if request.method == "POST" else None
    offers = offers_to_talk_about(about, request.user)
    return CommentForm(typed, key=key_of(about), offers=offers, initial={"about": request.GET.get("about")})


def _said(request: SignedInRequest, about: Deal | Term, form: CommentForm) -> Comment | None:
    """None, with the reason on the form, when it cannot be said so."""
    if not form.is_valid():
        return None
    said = form.cleaned_data
    try:
        return comment(about, said["text"], by=request.user, to=said["to"], counter=said.get("about"))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _refused(request: SignedInRequest, about: Deal | Term, deal: Deal, form: CommentForm) -> HttpResponse:
    if request.htmx:
        thread: ThreadView = one_thread(about, request.user, form=form)
        return render(request, "reviews/_thread.html", {"thread": thread}, status=422)
    return _page(request, about, deal, form, status=422)


def _page(
    request: SignedInRequest, about: Deal | Term, deal: Deal, form: CommentForm, *, status: int = 200
) -> HttpResponse:
    comments = thread_page(about, request.user, request.GET.get("page", ""))
    thread = one_thread(about, request.user, form=form)
    shown = {
        "deal": deal,
        "thread": thread,
        "comments": comments,
        "people": people_around(deal),
        "older_url": f"?page={comments.previous_page_number()}" if comments.has_previous() else "",
        "newer_url": f"?page={comments.next_page_number()}" if comments.has_next() else "",
    }
    return render(request, "reviews/thread.html", shown, status=status)
