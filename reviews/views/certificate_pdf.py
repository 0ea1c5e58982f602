from django.http import HttpResponse
from django.views.decorators.http import require_GET

from accounts.requests import SignedInRequest
from reviews.certificate_pdf import certificate_pdf as printed
from reviews.views.certificate import find_clearance


@require_GET
def certificate_pdf(request: SignedInRequest, serial: int) -> HttpResponse:
    """The deal's newest clearance as a PDF; the same clearance always gives the same bytes."""
    deal, clearance = find_clearance(request, serial)
    response = HttpResponse(printed(clearance), content_type="application/pdf")
    name = f"{deal.number}-draft-{clearance.submission.draft.number}-clearance.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
