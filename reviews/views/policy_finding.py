"""Find the policy draft or version that an address names."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import User
from accounts.permissions import require
from dealdesk.kit.refusals import Refused
from reviews.models import PolicyDraft, PolicyVersion
from reviews.queries.policy_drafts import policy_drafts


def find_policy_draft(person: User, id: int) -> PolicyDraft:
    """A draft to read, whatever became of it."""
    require(person, "policy.read")
    return get_object_or_404(policy_drafts(), pk=id)


def find_open_draft(person: User, id: int, verb: str = "policy.edit") -> PolicyDraft:
    """A draft to do something with. Raises Refused when it is published or discarded."""
    require(person, verb)
    draft = get_object_or_404(policy_drafts(), pk=id)
    if not draft.is_open:
        became = f"became policy {draft.published.number}" if draft.published else "was discarded"
        raise Refused(f"This draft {became}; it cannot be changed any more. Start another one.")
    return draft


def find_version(number: str | int) -> PolicyVersion:
    found = PolicyVersion.objects.select_related("published_by", "retired_by")
    return get_object_or_404(found, number=whole(str(number)))


def whole(typed: str) -> int:
    """A number of an address; anything else is not there."""
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 9):
        raise Http404
    return int(typed)


def revision_in(request: HttpRequest) -> int:
    """The revision of the draft that the person saw when the page was opened."""
    typed = request.POST.get("revision", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 9 else 0
