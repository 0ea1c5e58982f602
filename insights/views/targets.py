from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.permissions import may, require
from accounts.requests import SignedInRequest
from contracts.actions.targets import set_revenue_target
from contracts.models import RevenueTarget
from contracts.queries.targets import all_targets, targets_in_force
from dealdesk.kit.refusals import Refused
from insights.filters import Filter
from insights.forms.target import TargetForm
from insights.presentation.paging import paged
from insights.presentation.targets import history_table, in_force_table


@require_http_methods(["GET", "HEAD", "POST"])
def targets(request: SignedInRequest) -> HttpResponse:
    """What the strategy asks of bookings; executives and the deal desk set it."""
    require(request.user, "target.edit" if request.method == "POST" else "insight.read")
    form = TargetForm(request.POST) if request.method == "POST" else _form_for(request)
    if form.is_bound and form.is_valid() and _is_set(request, form):
        return redirect("insights:targets")
    may_edit = may(request.user, "target.edit")
    shown = {
        "form": form if may_edit else None,
        "table": in_force_table(targets_in_force(), may_edit=may_edit),
        "history": history_table(paged(all_targets(), request.GET)),
        "chosen": Filter.from_query({}, timezone.localdate()),
    }
    return render(request, "insights/targets.html", shown, status=422 if form.errors else 200)


def _form_for(request: HttpRequest) -> TargetForm:
    """Filled with the target in force of the measure that the address names."""
    measure = request.GET.get("measure", "")
    if measure not in RevenueTarget.Measure.values:
        return TargetForm()
    current = targets_in_force().get(measure)
    said = {"share": current.share, "lines": ", ".join(current.lines)} if current else {}
    return TargetForm(initial={"measure": measure, **said})


def _is_set(request: SignedInRequest, form: TargetForm) -> bool:
    said = form.cleaned_data
    try:
        target = set_revenue_target(said["measure"], said["share"], lines=said["lines"], by=request.user)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, f"The target is set: {target}.")
    return True
