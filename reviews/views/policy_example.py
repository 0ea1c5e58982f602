from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.requests import SignedInRequest
from dealdesk.kit.refusals import Refused
from reviews.actions.policy_drafts import SavedMeanwhile
from reviews.actions.policy_rules import EXAMPLES, put_entry, remove_entry
from reviews.forms.policy_example import ExampleForm
from reviews.models import PolicyDraft
from reviews.policy_drafting import Document, examples_in
from reviews.presentation.policy_editor import draft_head
from reviews.presentation.policy_examples import example_lines
from reviews.views.policy_finding import find_open_draft, revision_in

TAB = "reviews:policy_examples"


@require_GET
def policy_examples(request: SignedInRequest, id: int) -> HttpResponse:
    """The worked examples of a draft with how they come out."""
    draft = find_open_draft(request.user, id)
    shown = {"head": draft_head(draft, request.user, TAB), "examples": example_lines(draft.rules)}
    return render(request, "reviews/policy_examples.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def policy_example_new(request: SignedInRequest, id: int) -> HttpResponse:
    return _edit(request, find_open_draft(request.user, id), None, {})


@require_http_methods(["GET", "HEAD", "POST"])
def policy_example(request: SignedInRequest, id: int, row: int) -> HttpResponse:
    draft = find_open_draft(request.user, id)
    return _edit(request, draft, row, _example_at(draft, row, request))


def _edit(request: SignedInRequest, draft: PolicyDraft, row: int | None, example: Document) -> HttpResponse:
    form = ExampleForm(request.POST if request.method == "POST" else None, example=example)
    revision = draft.revision
    if form.is_bound:
        revision = revision_in(request)
    if form.is_valid() and (revision := _saved(request, draft, row, form)) == 0:
        return redirect(TAB, draft.pk)
    shown = {
        "head": draft_head(draft, request.user, TAB),
        "form": form,
        "row": row,
        "was": request.POST.get("was", str(example.get("name", ""))),
        "revision": revision,
    }
    return render(request, "reviews/policy_example.html", shown, status=422 if form.errors else 200)


def _saved(request: SignedInRequest, draft: PolicyDraft, row: int | None, form: ExampleForm) -> int:
    """0 when it is saved, else the revision with which to try again."""
    was, revision = request.POST.get("was", ""), revision_in(request)
    try:
        put_entry(draft, EXAMPLES, form.example, row=row, was=was, revision=revision, by=request.user)
    except Refused as refused:
        form.add_error(None, str(refused))
        return refused.revision if isinstance(refused, SavedMeanwhile) else revision
    messages.success(request, "The example is saved.")
    return 0


def _example_at(draft: PolicyDraft, row: int, request: SignedInRequest) -> Document:
    examples = examples_in(draft.rules)
    if row < len(examples):
        return examples[row]
    if request.method == "POST" and "was" in request.POST:
        return {}
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
def policy_example_remove(request: SignedInRequest, id: int, row: int) -> HttpResponse:
    """Ask, then take the example out of the draft."""
    draft = find_open_draft(request.user, id)
    if request.method == "POST":
        was = request.POST.get("was", "")
        remove_entry(draft, EXAMPLES, row=row, was=was, revision=revision_in(request), by=request.user)
        messages.success(request, "The example is removed from the draft.")
        return redirect(TAB, draft.pk)
    example = _example_at(draft, row, request)
    shown = {"head": draft_head(draft, request.user, TAB), "row": row, "was": str(example.get("name", ""))}
    return render(request, "reviews/policy_example_remove.html", shown)
