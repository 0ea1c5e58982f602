from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from reviews.engine.rules import InvalidRulebook, Rulebook, evaluate
from reviews.forms.policy_facts import FactsForm
from reviews.models import PolicyDraft, Score
from reviews.presentation.policy_editor import draft_head
from reviews.presentation.policy_trial import Trial, trial_of
from reviews.queries.policy_trial import deals_to_try, facts_asked, scored_in_review
from reviews.rulings import rulebook_of
from reviews.seats import Directory
from reviews.views.policy_finding import find_policy_draft, whole


@require_http_methods(["GET", "HEAD", "POST"])
def policy_try(request: SignedInRequest, id: int) -> HttpResponse:
    """What a draft would ask of a deal in review, or of facts that are typed. Nothing is saved."""
    draft = find_policy_draft(request.user, id)
    score = _chosen(request)
    facts = facts_asked(score) if score else {}
    form = FactsForm(request.POST) if request.method == "POST" else FactsForm(facts=facts)
    if form.is_bound and form.is_valid():
        facts = form.known
    rulebook, is_asked = _rulebook(draft), bool(score) or (form.is_bound and not form.errors)
    shown = {
        "head": draft_head(draft, request.user, "reviews:policy_try"),
        "form": form,
        "deals": deals_to_try(request.user),
        "chosen": score.submission.draft.deal if score else None,
        "trial": _trial(rulebook, facts, score) if rulebook and is_asked else None,
        "is_readable": rulebook is not None,
    }
    return render(request, "reviews/policy_try.html", shown, status=422 if form.errors else 200)


def _chosen(request: SignedInRequest) -> Score | None:
    """The deal of ?deal=D-12 among those that the person may see."""
    named = request.GET.get("deal", "")
    if not named:
        return None
    score = scored_in_review(request.user).filter(
        submission__draft__deal__serial=whole(named.removeprefix("D-"))
    )
    found = score.first()
    if found is None:
        raise Http404
    return found


def _rulebook(draft: PolicyDraft) -> Rulebook | None:
    """None while the draft cannot be read."""
    try:
        return Rulebook.from_document(draft.rules)
    except InvalidRulebook:
        return None


def _trial(rulebook: Rulebook, facts: dict[str, object], score: Score | None) -> Trial:
    before = evaluate(rulebook_of(score.submission.policy), facts) if score else None
    return trial_of(rulebook, facts, Directory.load([]), before)
