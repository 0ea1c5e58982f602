from collections.abc import Iterator

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import require
from accounts.requests import SignedInRequest
from dealdesk.kit.bands import BAND_BY_CODE
from dealdesk.kit.refusals import Refused
from dealdesk.kit.spreadsheets import csv_response
from reviews.actions.lab import cancel_lab_run, resume_lab_run, start_lab_run
from reviews.engine.rules import InvalidRulebook
from reviews.forms.lab import LabForm, last_year
from reviews.models import LabRow, LabRun, PolicyDraft
from reviews.queries.lab import all_rows, changed_rows, findings_of, unreplayable_in

ROWS_A_PAGE = 25
HEAD = ("Deal", "Customer", "Draft", "Submitted", "Band before", "Band after", "Added", "Removed", "Refused")
HEAD += ("Expected hours before", "Expected hours after")


@require_http_methods(["GET", "HEAD", "POST"])
def lab_new(request: SignedInRequest, id: int) -> HttpResponse:
    """Choose a period to replay; below, the earlier runs of this policy draft."""
    require(request.user, "policy.try")
    draft = get_object_or_404(PolicyDraft, pk=id)
    form = LabForm(request.POST if request.method == "POST" else None, initial=last_year())
    if form.is_valid():
        try:
            run = start_lab_run(draft, by=request.user, **form.cleaned_data)
            return redirect("reviews:lab_run", run.pk)
        except (Refused, InvalidRulebook) as refusal:
            form.add_error(None, str(refusal))
    runs = Paginator(draft.lab_runs.select_related("started_by"), ROWS_A_PAGE)
    shown = {"draft": draft, "form": form, "runs": runs.get_page(request.GET.get("page"))}
    return render(request, "reviews/lab_new.html", shown, status=422 if form.errors else 200)


@require_GET
def lab_run(request: SignedInRequest, id: int) -> HttpResponse:
    """One run with its progress and what it has found so far."""
    require(request.user, "policy.try")
    run = get_object_or_404(LabRun.objects.select_related("policy_draft", "started_by"), pk=id)
    page = Paginator(changed_rows(run), ROWS_A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "run": run,
        "is_moving": run.state in {LabRun.State.WAITING, LabRun.State.RUNNING},
        "findings": findings_of(run),
        "older_scores": unreplayable_in(run.from_on, run.to_on),
        "rows": page,
        "newer": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "older": f"?page={page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "reviews/_lab_run.html" if request.htmx else "reviews/lab_run.html", shown)


@require_POST
def lab_cancel(request: SignedInRequest, id: int) -> HttpResponse:
    require(request.user, "policy.try")
    run = get_object_or_404(LabRun, pk=id)
    cancel_lab_run(run, by=request.user)
    messages.info(request, "The run is cancelled. What it has found so far stays.")
    return redirect("reviews:lab_run", run.pk)


@require_POST
def lab_resume(request: SignedInRequest, id: int) -> HttpResponse:
    require(request.user, "policy.try")
    run = get_object_or_404(LabRun.objects.select_related("policy_draft"), pk=id)
    resume_lab_run(run, by=request.user)
    messages.success(request, "The run goes on where it stopped.")
    return redirect(reverse("reviews:lab_run", args=[run.pk]))


@require_GET
def lab_csv(request: SignedInRequest, id: int) -> HttpResponseBase:
    """Every replayed submission as a row."""
    require(request.user, "policy.try")
    run = get_object_or_404(LabRun, pk=id)
    return csv_response(f"policy-lab-{run.pk}", HEAD, _lines(run))


def _lines(run: LabRun) -> Iterator[list[object]]:
    for row in all_rows(run).iterator(chunk_size=500):
        yield _line(row)


def _line(row: LabRow) -> list[object]:
    draft = row.submission.draft
    return [
        draft.deal.number,
        draft.deal.customer.name,
        draft.number,
        row.submission.at.date().isoformat(),
        BAND_BY_CODE[row.band_before].word,
        BAND_BY_CODE[row.band_after].word,
        "; ".join(row.added),
        "; ".join(row.removed),
        "yes" if row.refused else "",
        round(row.wait_before, 1),
        round(row.wait_after, 1),
    ]
