from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.permissions import require
from accounts.requests import SignedInRequest
from contracts.actions import create_customer
from contracts.forms.customer import CustomerForm
from dealdesk.kit.refusals import Refused


@require_http_methods(["GET", "POST"])
def customer_new(request: SignedInRequest) -> HttpResponse:
    """Add a customer."""
    require(request.user, "customer.edit")
    form = CustomerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            customer = create_customer(by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, f"{customer} is in the list.")
            return redirect("contracts:customer", id=customer.pk)
    return render(request, "contracts/customer_new.html", {"form": form}, status=422 if form.errors else 200)
