from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.permissions import require
from accounts.requests import SignedInRequest
from contracts.actions import answer_concern
from contracts.forms.customer import AnswerForm, ConcernForm
from contracts.models import Concern
from contracts.views.customer import customer_page
from dealdesk.kit.refusals import Refused


@require_POST
def concern_answer(request: SignedInRequest, id: int) -> HttpResponse:
    """Give a concern its answer; a refused one leads back to the page with what was typed."""
    require(request.user, "customer.edit")
    concern = get_object_or_404(Concern.objects.select_related("customer"), pk=id)
    form = AnswerForm(concern, request.POST)
    if form.is_valid():
        try:
            answer_concern(concern, answer=form.cleaned_data["answer"], by=request.user)
        except Refused as refused:
            form.add_error("answer", str(refused))
        else:
            messages.success(request, "The concern has its answer.")
            return redirect("contracts:customer", id=concern.customer_id)
    blank = ConcernForm(initial={"raised_on": timezone.localdate(), "severity": "medium"})
    return customer_page(request, concern.customer, blank, {concern.pk: form})
