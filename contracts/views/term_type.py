from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.permissions import require
from accounts.requests import SignedInRequest
from contracts.editor import all_functions, cost_of
from contracts.models import TermType
from contracts.queries import find_types, playbook_version
from contracts.values import spoken_value
from contracts.views.playbook import asked_version


@require_GET
def term_type(request: SignedInRequest, code: str) -> HttpResponse:
    """One type: standard position, ladder with who reviews each rung, guidance, and what is compared."""
    require(request.user, "playbook.read")
    version = asked_version(request)
    found = find_types(version).filter(code=code).first() if version else None
    if version is None or found is None:
        raise Http404
    functions = all_functions()
    shown = {
        "type": found,
        "version": version,
        "newest": playbook_version(None),
        "rungs": [
            {"rung": rung, "value": spoken_value(found, rung.value), **cost_of(rung, found, functions)}
            for rung in found.rungs.all()
        ],
        "asked": [functions[function] for function in found.functions if function in functions],
        "comparison": comparison_of(found),
    }
    return render(request, "contracts/term_type.html", shown)


def comparison_of(type_: TermType) -> str:
    """How a value decides, in one sentence."""
    if not type_.is_compared_by_value:
        return "By its words: a clause with other words than ours is non-standard."
    side = "higher" if type_.better == TermType.Better.LOWER else "lower"
    what = f"{type_.value_label}, in {type_.unit}"
    return f"By value: {what}. A value no {side} than that of a rung counts as that rung."
