"""Change one rule or one worked example of a policy draft; everything else stays as it is."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from accounts.models import User
from dealdesk.kit.refusals import Refused
from reviews.actions.policy_drafts import lock_draft, save_policy_draft
from reviews.models import PolicyDraft
from reviews.policy_drafting import Document, has_plain_rules

RULES, EXAMPLES = "rules", "examples"
Entries = list[Document]


@transaction.atomic
def put_entry(
    draft: PolicyDraft, part: str, entry: Document, *, row: int | None, was: str, revision: int, by: User
) -> PolicyDraft:
    """Put a rule (or example) in the place of the one that was called `was` at `row`, or at the end.

    If rows were moved since, the one of that name is replaced; if it is gone, the entry is added.
    """

    def change(entries: Entries) -> None:
        place = _place(entries, row, was)
        if place is None:
            entries.append(entry)
        else:
            entries[place] = entry

    verb = "added" if row is None else "changed"
    return _changed(draft, part, change, f"{verb} {_said(part, entry)}", revision, by)


@transaction.atomic
def remove_entry(
    draft: PolicyDraft, part: str, *, row: int, was: str, revision: int, by: User
) -> PolicyDraft:
    def change(entries: Entries) -> None:
        place = _place(entries, row, was)
        if place is None:
            raise Refused("It is gone already.")
        del entries[place]

    return _changed(draft, part, change, f"removed {_said(part, {'name': was})}", revision, by)


@transaction.atomic
def move_rule(draft: PolicyDraft, *, row: int, was: str, is_up: bool, revision: int, by: User) -> PolicyDraft:
    """One place up or down; the order matters in ladders."""

    def change(entries: Entries) -> None:
        place = _place(entries, row, was)
        target = None if place is None else place - 1 if is_up else place + 1
        if place is None or target is None or not 0 <= target < len(entries):
            raise Refused("It cannot be moved further.")
        entries[place], entries[target] = entries[target], entries[place]

    said = f"moved {_said(RULES, {'name': was})} {'up' if is_up else 'down'}"
    return _changed(draft, RULES, change, said, revision, by)


def _changed(
    draft: PolicyDraft, part: str, change: Callable[[Entries], None], what: str, revision: int, by: User
) -> PolicyDraft:
    draft = lock_draft(draft)
    document: Document = dict(draft.rules)
    listed: Any = document.get(part) or []
    if not has_plain_rules({"rules": listed}):
        raise Refused(f"The {part} of this draft are not a list of entries. Put them right as text first.")
    entries = list(listed)
    change(entries)
    return save_policy_draft(draft, revision=revision, by=by, what=what, rules={**document, part: entries})


def _place(entries: Entries, row: int | None, was: str) -> int | None:
    """Where the entry is now: at its row if it still has its name there, else wherever the name is."""
    if row is None:
        return None
    if row < len(entries) and str(entries[row].get("name", "")) == was:
        return row
    return next((place for place, entry in enumerate(entries) if str(entry.get("name", "")) == was), None)


def _said(part: str, entry: Document) -> str:
    noun = "rule" if part == RULES else "example"
    return f"the {noun} {str(entry.get('name') or 'without a name')[:60]}"
