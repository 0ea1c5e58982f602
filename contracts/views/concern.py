from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.permissions import require
from accounts.requests import SignedInRequest
from contracts.actions import answer_concern, assign_concern
from contracts.forms.customer import AnswerForm, OwnerForm
from contracts.models import Concern
from contracts.policy import may_answer_concern
from contracts.views.customer import customer_page, new_concern_form
from dealdesk.kit.refusals import Refused


@require_POST
def concern_answer(request: SignedInRequest, id: int) -> HttpResponse:
    """Give a concern its answer; a refused one leads back to the page with what was typed."""
    require(request.user, "concern.answer")
    concern = get_object_or_404(Concern.objects.select_related("customer", "owner"), pk=id)
    may_answer_concern(concern, by=request.user)
    form = AnswerForm(concern, request.POST)
    if form.is_valid():
        try:
            answer_concern(concern, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error("answer", str(refused))
        else:
            messages.success(request, "The concern has its answer.")
            return redirect("contracts:customer", id=concern.customer_id)
    return customer_page(request, concern.customer, new_concern_form(), {concern.pk: form})


@require_POST
def concern_assign(request: SignedInRequest, id: int) -> HttpResponse:
    """Say who sees to the answer of a concern."""
    require(request.user, "customer.edit")
    concern = get_object_or_404(Concern.objects.select_related("customer"), pk=id)
    form = OwnerForm(concern, request.POST)
    if form.is_valid():
        try:
            assign_concern(concern, owner=form.cleaned_data["owner"], by=request.user)
        except Refused as refused:
            form.add_error("owner", str(refused))
        else:
            messages.success(request, f"{form.cleaned_data['owner']} sees to the answer.")
            return redirect("contracts:customer", id=concern.customer_id)
    return customer_page(request, concern.customer, new_concern_form(), {}, {concern.pk: form})
