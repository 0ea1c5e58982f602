from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import require
from accounts.requests import SignedInRequest
from dealdesk.kit.refusals import Forbidden, Refused
from outcomes.actions import answer_check_in, nothing_happened
from outcomes.actions.checking_in import must_be_open
from outcomes.forms.check_in import CheckInForm
from outcomes.models import CheckIn
from outcomes.policy_check_ins import may_answer, must_stand
from outcomes.presentation.check_in import check_in_page
from outcomes.presentation.check_in_way import next_address
from outcomes.queries.check_ins import find_check_in


@require_http_methods(["GET", "POST"])
def check_in(request: SignedInRequest, id: int) -> HttpResponse:
    """One function, one deal, one moment: what it was really like. POST answers, or corrects."""
    found = get_object_or_404(find_check_in(id, request.user))
    require(request.user, "check_in.read")
    if request.method == "GET":
        return _page(request, found)
    may_answer(found, by=request.user)
    must_be_open(found)
    page = check_in_page(found, data=request.POST)
    form: CheckInForm = page["form"]
    if form.is_valid() and _is_told(request, found, form):
        return redirect(next_address(found, request.user))
    return render(request, "outcomes/check_in.html", page, status=422)


@require_POST
def check_in_nothing(request: SignedInRequest, id: int) -> HttpResponse:
    """The one click: nothing happened."""
    found = get_object_or_404(find_check_in(id, request.user))
    require(request.user, "check_in.answer")
    nothing_happened(found, by=request.user, seen=request.POST.get("seen"))
    messages.success(request, f"Noted: nothing happened on {found.handover.deal.number}.")
    return redirect(next_address(found, request.user))


def _page(request: SignedInRequest, found: CheckIn) -> HttpResponse:
    """Who may not answer, or not any more, reads what was answered."""
    try:
        principal = may_answer(found, by=request.user)
        must_stand(found.handover)
    except Refused as refusal:
        page = check_in_page(found, why_not=str(refusal))
    except Forbidden:
        why = f"The people of {found.function} answer this, unless they wrote in the deal. You can read it."
        page = check_in_page(found, why_not=why)
    else:
        page = {**check_in_page(found), "principal": principal}
    return render(request, "outcomes/check_in.html", page)


def _is_told(request: SignedInRequest, found: CheckIn, form: CheckInForm) -> bool:
    try:
        seen = request.POST.get("seen")
        answer_check_in(found, form.answers, by=request.user, incidents=form.incidents, seen=seen)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, f"Noted for {found.handover.deal.number}.")
    return True
