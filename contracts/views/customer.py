from collections import defaultdict
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.permissions import may, require
from accounts.requests import SignedInRequest
from contracts.actions import raise_concern
from contracts.forms.customer import AnswerForm, ConcernForm, OwnerForm
from contracts.models import Concern, ConcernAcceptance, Customer
from contracts.policy import is_answerer
from contracts.queries import customer_deals
from contracts.queries.concerns import acceptances_for

DEALS_SHOWN = 20
CONCERNS_SHOWN = 50
Answers = dict[int, AnswerForm]
Owners = dict[int, OwnerForm]


@dataclass(frozen=True)
class ConcernEntry:
    """A concern with the forms that the reader may use, and who accepted it for which deal."""

    concern: Concern
    answer: AnswerForm | None
    owner: OwnerForm | None
    acceptances: list[ConcernAcceptance]


@require_http_methods(["GET", "POST"])
def customer(request: SignedInRequest, id: int) -> HttpResponse:
    """Facts, deals and concerns of a customer; POST writes a concern down."""
    require(request.user, "customer.read" if request.method == "GET" else "customer.edit")
    found = get_object_or_404(Customer, pk=id)
    form = ConcernForm(request.POST) if request.method == "POST" else new_concern_form()
    if request.method == "POST" and form.is_valid():
        raise_concern(found, by=request.user, **form.cleaned_data)
        messages.success(request, "The concern is written down.")
        return redirect("contracts:customer", id=id)
    return customer_page(request, found, form)


def new_concern_form() -> ConcernForm:
    return ConcernForm(initial={"raised_on": timezone.localdate(), "severity": "medium"})


def customer_page(
    request: SignedInRequest,
    customer: Customer,
    form: ConcernForm,
    answers: Answers | None = None,
    owners: Owners | None = None,
) -> HttpResponse:
    """The page, with forms as they stand; `answers` and `owners` were refused, by the concern's id."""
    deals = list(customer_deals(customer, request.user)[: DEALS_SHOWN + 1])
    shown = {
        "customer": customer,
        "form": form,
        "deals": deals[:DEALS_SHOWN],
        "has_more_deals": len(deals) > DEALS_SHOWN,
        "concerns": _entries(request, customer, answers or {}, owners or {}),
        "may_edit": may(request.user, "customer.edit"),
        "may_sell": may(request.user, "deal.create"),
    }
    is_wrong = form.errors or answers or owners
    return render(request, "contracts/customer.html", shown, status=422 if is_wrong else 200)


def _entries(
    request: SignedInRequest, customer: Customer, answers: Answers, owners: Owners
) -> list[ConcernEntry]:
    """Open concerns first, then the latest answered ones."""
    concerns = customer.concerns.select_related("recorded_by", "answered_by", "owner")
    listed = [
        *concerns.filter(answered_at=None)[:CONCERNS_SHOWN],
        *concerns.exclude(answered_at=None)[:CONCERNS_SHOWN],
    ]
    accepted: dict[int, list[ConcernAcceptance]] = defaultdict(list)
    for acceptance in acceptances_for(customer, request.user):
        accepted[acceptance.concern_id].append(acceptance)
    may_edit = may(request.user, "customer.edit")
    return [
        ConcernEntry(
            concern,
            answers.get(concern.pk, AnswerForm(concern))
            if concern.is_open and is_answerer(concern, request.user)
            else None,
            owners.get(concern.pk, OwnerForm(concern)) if concern.is_open and may_edit else None,
            accepted[concern.pk],
        )
        for concern in listed
    ]
