from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.views.decorators.http import require_GET

from accounts.permissions import require
from accounts.requests import SignedInRequest
from reviews.engine.rules import schema
from reviews.policy_drafting import Document, in_order
from reviews.policy_file import as_json, as_yaml
from reviews.rulings import rulebook_of
from reviews.views.policy_finding import find_policy_draft, find_version

FORMATS = {"yaml": ("application/yaml", as_yaml), "json": ("application/json", as_json)}


@require_GET
def policy_export(request: SignedInRequest, number: int) -> HttpResponse:
    """The rules of a version as a file that can be read again."""
    require(request.user, "policy.read")
    version = find_version(number)
    return _file(request, dict(rulebook_of(version).as_document()), f"policy-{version.number}")


@require_GET
def policy_draft_export(request: SignedInRequest, id: int) -> HttpResponse:
    """The rules of a draft, as they are, as a file."""
    draft = find_policy_draft(request.user, id)
    return _file(request, in_order(draft.rules), f"policy-draft-{draft.pk}")


@require_GET
def policy_schema(request: SignedInRequest) -> HttpResponse:
    """What a policy's file may hold, as a JSON Schema."""
    require(request.user, "policy.read")
    return _download(as_json(dict(schema())), "application/schema+json", "policy.schema.json")


def _file(request: HttpRequest, document: Document, name: str) -> HttpResponse:
    chosen = request.GET.get("as", "yaml")
    if chosen not in FORMATS:
        return HttpResponseBadRequest("Choose ?as=yaml or ?as=json.", content_type="text/plain")
    kind, write = FORMATS[chosen]
    return _download(write(document), kind, f"{name}.{chosen}")


def _download(text: str, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type=f"{kind}; charset=utf-8", headers=headers)
