from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.permissions import may, require
from accounts.requests import SignedInRequest
from contracts.actions import raise_concern
from contracts.forms.customer import AnswerForm, ConcernForm
from contracts.models import Concern, Customer
from contracts.queries import customer_deals

DEALS_SHOWN = 20
CONCERNS_SHOWN = 50


@require_http_methods(["GET", "POST"])
def customer(request: SignedInRequest, id: int) -> HttpResponse:
    """Facts, deals and concerns of a customer; POST writes a concern down."""
    require(request.user, "customer.read" if request.method == "GET" else "customer.edit")
    found = get_object_or_404(Customer, pk=id)
    form = ConcernForm(
        request.POST if request.method == "POST" else None,
        initial={"raised_on": timezone.localdate(), "severity": "medium"},
    )
    if request.method == "POST" and form.is_valid():
        raise_concern(found, by=request.user, **form.cleaned_data)
        messages.success(request, "The concern is written down.")
        return redirect("contracts:customer", id=id)
    return customer_page(request, found, form)


def customer_page(
    request: SignedInRequest,
    customer: Customer,
    form: ConcernForm,
    wrong: dict[int, AnswerForm] | None = None,
) -> HttpResponse:
    """The page, with forms as they stand; `wrong` has answers that were refused, by the concern's id."""
    deals = list(customer_deals(customer, request.user)[: DEALS_SHOWN + 1])
    shown = {
        "customer": customer,
        "form": form,
        "deals": deals[:DEALS_SHOWN],
        "has_more_deals": len(deals) > DEALS_SHOWN,
        "concerns": _with_forms(customer, wrong or {}),
        "may_edit": may(request.user, "customer.edit"),
        "may_sell": may(request.user, "deal.create"),
    }
    return render(request, "contracts/customer.html", shown, status=422 if form.errors or wrong else 200)


def _with_forms(customer: Customer, wrong: dict[int, AnswerForm]) -> list[dict[str, Any]]:
    """Open concerns first, then the latest answered ones."""
    concerns = customer.concerns.select_related("recorded_by", "answered_by")
    open_ = list(concerns.filter(answered_at=None)[:CONCERNS_SHOWN])
    answered = list(concerns.exclude(answered_at=None)[:CONCERNS_SHOWN])
    return [{"concern": concern, "form": _answer_form(concern, wrong)} for concern in [*open_, *answered]]


def _answer_form(concern: Concern, wrong: dict[int, AnswerForm]) -> AnswerForm | None:
    return wrong.get(concern.pk, AnswerForm(concern)) if concern.is_open else None
