from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.permissions import require
from accounts.requests import SignedInRequest
from contracts.models import Deal, Draft
from dealdesk.kit.refusals import Refused
from reviews.actions import show_evidence, withdraw_evidence
from reviews.forms.evidence import EvidenceForm
from reviews.models import Evidence, Submission
from reviews.presentation.evidence import EvidenceLine, evidence_lines
from reviews.queries.answers import latest_score
from reviews.views.finding import find_draft

PLACE = "#evidence"


@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: SignedInRequest, serial: int) -> HttpResponse:
    """What the policy wants to be shown for a deal, each with its form; POST shows one of them."""
    draft = find_draft(request.user, serial)
    require(request.user, "evidence.show")
    submission = Submission.objects.select_related("policy", "draft__deal__owner").filter(draft=draft).first()
    score = latest_score(submission) if submission is not None else None
    lines = evidence_lines(submission, score, request.user) if submission is not None else []
    forms = [(line, _form(request, line)) for line in lines]
    sent = next((form for _, form in forms if form.is_bound), None)
    if sent is not None and sent.is_valid() and _shown(request, draft, sent):
        return redirect(f"{draft.deal.get_absolute_url()}{PLACE}")
    shown = {"deal": draft.deal, "draft": draft, "forms": forms, "form": sent}
    return render(request, "reviews/evidence.html", shown, status=422 if sent and sent.errors else 200)


def _form(request: SignedInRequest, line: EvidenceLine) -> EvidenceForm:
    is_sent = request.method == "POST" and request.POST.get("check") == line.key
    said = request.POST if is_sent else None
    return EvidenceForm(said, wants=line.wants, initial={"check": line.key}, auto_id=f"id_{line.place}_%s")


def _shown(request: SignedInRequest, draft: Draft, form: EvidenceForm) -> bool:
    said = form.cleaned_data
    try:
        show_evidence(draft, said["check"], text=said["text"], by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, "It is shown now, with your name and the time.")
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_withdraw(request: SignedInRequest, id: int) -> HttpResponse:
    """Ask before what was shown is taken back; POST takes it back."""
    seen = Evidence.objects.filter(submission__draft__deal__in=Deal.objects.visible_to(request.user))
    shown = get_object_or_404(seen.select_related("by", "submission__draft__deal__customer"), pk=id)
    require(request.user, "evidence.show")
    deal = shown.submission.draft.deal
    if request.method != "POST":
        return render(request, "reviews/evidence_withdraw.html", {"evidence": shown, "deal": deal})
    withdraw_evidence(shown, by=request.user)
    messages.success(request, "It is taken back. The gate waits until something else is shown.")
    return redirect(f"{deal.get_absolute_url()}{PLACE}")
