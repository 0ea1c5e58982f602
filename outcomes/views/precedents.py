from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.permissions import require
from accounts.requests import SignedInRequest
from contracts.policy import may_read_unsubmitted
from contracts.queries import terms_for
from outcomes.forms.precedents import PrecedentForm
from outcomes.presentation.precedents import precedent_box
from outcomes.queries.precedents import precedents_for


@require_GET
def precedents(request: SignedInRequest) -> HttpResponse:
    """Look up an ask (?type=uptime&value=99.99&wording=…), or under htmx the term that is being written."""
    require(request.user, "precedent.read")
    if "term" in request.GET:
        return _of_term(request, request.GET["term"])
    form = PrecedentForm(request.GET if "type" in request.GET else None)
    shown = {"form": form, "box": None}
    if form.is_bound and form.is_valid():
        shown["box"] = precedent_box(precedents_for({0: form.question}, request.user)[0])
    template = "outcomes/_precedents_found.html" if request.htmx else "outcomes/precedents.html"
    return render(request, template, shown, status=422 if form.errors else 200)


def _of_term(request: SignedInRequest, pk: str) -> HttpResponse:
    """The box of a term, as the term stands now."""
    found = terms_for(request.user).filter(pk=int(pk) if pk.isascii() and pk.isdigit() else 0).first()
    if found is None or not (
        found.draft.submitted_at or may_read_unsubmitted(found.draft.deal, request.user)
    ):
        raise Http404
    return render(request, "outcomes/_precedents_of_term.html", {"term": found})
