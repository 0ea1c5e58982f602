from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.models import Role
from accounts.requests import SignedInRequest
from contracts.models import Deal
from dealdesk.kit.refusals import Refused
from reviews.actions import add_approver, release_added_approver
from reviews.actions.adding import can_decide
from reviews.forms.approvers import AddApproverForm
from reviews.models import AddedApprover
from reviews.policy_verbs import may_add_approver
from reviews.views.finding import find_deal


@require_http_methods(["GET", "HEAD", "POST"])
def approver_add(request: SignedInRequest, serial: int) -> HttpResponse:
    """Add somebody who has to approve a deal as well."""
    deal = find_deal(request.user, serial)
    may_add_approver(deal, by=request.user)
    if "release" in request.POST:
        return _release(request, deal)
    form = AddApproverForm(request.POST if request.method == "POST" else None, deal=deal)
    if form.is_valid() and _added(request, deal, form):
        return redirect(deal)
    added = AddedApprover.objects.filter(deal=deal, released_at=None).select_related("person", "by")
    is_desk = Role.DEAL_DESK in request.user.roles
    gone = [entry.pk for entry in added if is_desk and not can_decide(deal, entry.person)]
    shown = {"deal": deal, "form": form, "added": added, "gone": gone}
    return render(request, "reviews/approver_add.html", shown, status=422 if form.errors else 200)


def _added(request: SignedInRequest, deal: Deal, form: AddApproverForm) -> bool:
    said = form.cleaned_data
    try:
        add_approver(deal, person=said["person"], reason=said["reason"], by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, f"{said['person']} has to approve {deal.number} as well, and is told.")
    return True


def _release(request: SignedInRequest, deal: Deal) -> HttpResponse:
    """Wait no longer for somebody who was added and has left."""
    number = request.POST["release"]
    found = AddedApprover.objects.filter(deal=deal)
    added = get_object_or_404(found, pk=int(number) if number.isdecimal() and len(number) < 10 else 0)
    try:
        release_added_approver(added, reason=request.POST.get("reason", ""), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("reviews:approver_add", deal.serial)
    messages.success(request, f"Nobody waits for {added.person} any more.")
    return redirect(deal)
