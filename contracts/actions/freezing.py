from django.utils import timezone

from accounts.models import User
from contracts.actions.terms import place
from contracts.content import draft_content
from contracts.models import Draft, PlaybookVersion, TermType
from contracts.queries import current_playbook
from contracts.workflow import DRAFT_MOVES
from dealdesk.kit.digests import digest_of
from dealdesk.kit.refusals import Refused


def freeze_draft(draft: Draft, *, by: User) -> Draft:
    """Submit: place every term under the published playbook, freeze content and digest, move the state.

    The caller holds the deal's lock. Raises Refused for a draft without terms or with a term whose type
    the published playbook no longer has; IllegalMove when somebody else submitted it first.
    """
    if not draft.terms.exists():
        raise Refused("This draft has no terms yet. Add the terms the customer asks for, then submit.")
    _move_to_playbook(draft, current_playbook())
    content = draft_content(draft)
    DRAFT_MOVES.apply(
        draft,
        "submit",
        content=content,
        digest=digest_of(content),
        submitted_at=timezone.now(),
        submitted_by=by,
    )
    return draft


def _move_to_playbook(draft: Draft, newest: PlaybookVersion) -> None:
    """A draft is reviewed under the playbook published when it is submitted."""
    if draft.playbook_id == newest.pk:
        return
    types: dict[str, TermType] = {type_.code: type_ for type_ in newest.types.all()}
    for term in draft.terms.select_related("type").order_by("position"):
        if term.type.code not in types:
            raise Refused(f"The playbook no longer has “{term.type.name}”. Replace that term, then submit.")
        term.type = types[term.type.code]
        place(term).save()
    draft.playbook = newest
    draft.save(update_fields=["playbook"])
