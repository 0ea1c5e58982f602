from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from accounts.permissions import require
from accounts.requests import SignedInRequest
from contracts.actions import count_obligations
from contracts.forms.count import CountForm
from contracts.views.term import gone, to_draft, writable_term
from dealdesk.kit.refusals import Refused


@require_POST
def term_count(request: SignedInRequest, id: int) -> HttpResponse:
    """The deal desk says how many obligations the clause holds."""
    term = writable_term(request, id)
    if term is None:
        return gone(request)
    require(request.user, "draft.count_obligations")
    form = CountForm(request.POST)
    if not form.is_valid():
        raise Refused(" ".join(form.errors["count"]))
    count_obligations(term, form.cleaned_data["count"], by=request.user)
    messages.success(request, f"{term.type.name} counts as {form.cleaned_data['count']}.")
    return to_draft(term)
