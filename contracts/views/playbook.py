from itertools import groupby

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.permissions import require
from accounts.requests import SignedInRequest
from contracts.editor import Functions, all_functions, named
from contracts.models import PlaybookVersion, TermType
from contracts.queries import find_types, playbook_version


@require_GET
def playbook(request: SignedInRequest) -> HttpResponse:
    """All term types by category; ?q= filters, ?version= shows an earlier edition."""
    require(request.user, "playbook.read")
    words = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:100]
    version = asked_version(request)
    types = list(find_types(version, words)) if version else []
    types.sort(key=lambda type_: type_.category)
    shown = {
        "version": version,
        "words": words,
        "count": len(types),
        "groups": _groups(types),
        "newest": playbook_version(None),
    }
    return render(request, "contracts/playbook.html", shown)


def asked_version(request: SignedInRequest) -> PlaybookVersion | None:
    """The edition in the address, or the current one; None when none is published. 404 for an unknown one."""
    number = request.GET.get("version", "")
    if not number:
        return playbook_version(None)
    is_number = number.isascii() and number.isdigit() and len(number) < 9
    version = playbook_version(int(number)) if is_number else None
    if version is None:
        raise Http404
    return version


def _groups(types: list[TermType]) -> list[tuple[str, list[dict[str, object]]]]:
    """Rows of the table by category; `types` are in the order of their categories."""
    functions = all_functions()
    return [
        (category, [_row(type_, functions) for type_ in found])
        for category, found in groupby(types, lambda type_: type_.category)
    ]


def _row(type_: TermType, functions: Functions) -> dict[str, object]:
    standard, *fallbacks = type_.rungs.all()
    return {
        "type": type_,
        "asked": named(type_.functions, functions),
        "standard": standard,
        "fallbacks": len(fallbacks),
    }
