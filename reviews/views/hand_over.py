from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.permissions import require
from accounts.requests import SignedInRequest
from contracts.models import Deal
from dealdesk.kit.refusals import Refused
from reviews.actions import reassign_step
from reviews.actions.reassigning import holder_of
from reviews.forms.approvers import HandOverForm
from reviews.models import Ask
from reviews.policy_verbs import had_it, may_hand_over
from reviews.seats import Directory


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: SignedInRequest, id: int) -> HttpResponse:
    """Hand a step of the approval to somebody else; whoever had it before takes it back here."""
    ask = find_ask(request, id)
    deal = ask.submission.draft.deal
    holder = holder_of(ask, Directory.load([ask.submission_id]), ask.submission)
    may_hand_over(ask, holder, by=request.user)
    takes_back = request.user.pk not in (ask.person_id, holder) and had_it(ask, request.user)
    form = HandOverForm(request.POST if request.method == "POST" else None, ask=ask)
    if request.method == "POST" and "take_back" in request.POST and takes_back:
        reassign_step(ask, to=request.user, reason="", by=request.user)
        messages.success(request, "The step is yours again.")
        return redirect("reviews:approval", deal.serial)
    if form.is_valid() and _handed(request, ask, form):
        return redirect(deal)
    shown = {"ask": ask, "deal": deal, "form": form, "takes_back": takes_back}
    return render(request, "reviews/hand_over.html", shown, status=422 if form.errors else 200)


def find_ask(request: SignedInRequest, id: int) -> Ask:
    """An ask of a deal that the person sees."""
    seen = Ask.objects.filter(submission__draft__deal__in=Deal.objects.visible_to(request.user))
    deal = "submission__draft__deal"
    found = seen.select_related(
        "person", "principal", "submission__policy", f"{deal}__customer", f"{deal}__owner"
    )
    ask: Ask = get_object_or_404(found, pk=id)
    require(request.user, "approval.hand_over")
    return ask


def _handed(request: SignedInRequest, ask: Ask, form: HandOverForm) -> bool:
    said = form.cleaned_data
    try:
        reassign_step(ask, to=said["to"], reason=said["reason"], by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, f"{said['to']} decides it now, in the place of {ask.principal or ask.person}.")
    return True
