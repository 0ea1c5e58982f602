"""Write a policy before it is one: start, save, discard, propose. Nothing here is in force."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import require
from activity.record import record
from dealdesk.kit.refusals import Refused
from reviews.actions.policies import DEFAULT_RATES, today_of
from reviews.engine.learned import Learned
from reviews.models import PolicyDraft, PolicyVersion
from reviews.policy_drafting import EMPTY, Document, storable
from reviews.rulings import rulebook_of

LONGEST_NAME, LONGEST_NOTE = 80, 200
MOST_RATE = 1_000_000_000
FIELDS = ("name", "rules", "note", "effective_on", "exchange_rates")


class SavedMeanwhile(Refused):
    """Somebody else saved the draft after the page was opened. `revision` is the draft's present one."""

    def __init__(self, draft: PolicyDraft) -> None:
        self.revision = draft.revision
        super().__init__(
            f"{draft.saved_by} saved this draft meanwhile. What you typed is still here: look at their "
            "change in another tab, then save again to put yours in its place."
        )


@transaction.atomic
def start_policy_draft(
    *,
    by: User,
    based_on: PolicyVersion | None = None,
    rules: Document | None = None,
    name: str = "",
    learned: Learned | None = None,
) -> PolicyDraft:
    """A draft from a published version, or from a document of rules (a sample, a file), or empty.

    `learned` is what a calibration proposes; without one the draft keeps what its version has learned, or the
    version in force.
    """
    require(by, "policy.edit")
    document = rules
    if document is None:
        document = dict(rulebook_of(based_on).as_document()) if based_on else dict(EMPTY)
    document = storable(document)
    name = name.strip() or str(document.get("name") or EMPTY["name"])
    taught = learned.as_document() if learned else _of_base(based_on, "learned", {})
    draft = PolicyDraft.objects.create(
        name=_name(" ".join(name.split())[:LONGEST_NAME]),
        based_on=based_on,
        rules=document,
        exchange_rates=_of_base(based_on, "exchange_rates", DEFAULT_RATES),
        learned=taught,
        created_by=by,
        saved_by=by,
        saved_at=timezone.now(),
    )
    _tell("policy.drafted", draft, by, source=f"policy {based_on.number}" if based_on else "")
    return draft


@transaction.atomic
def save_policy_draft(
    draft: PolicyDraft, *, revision: int, by: User, what: str = "", **fields: Any
) -> PolicyDraft:
    """Store new values of any of FIELDS; `rules` may be faulty. What was proposed has to be proposed anew.

    `revision` is the one that the person saw; raises SavedMeanwhile when it is not the present one.
    `what` says in words what was changed.
    """
    require(by, "policy.edit")
    draft = lock_draft(draft)
    if draft.revision != revision:
        raise SavedMeanwhile(draft)
    for field, value in fields.items():
        setattr(draft, field, _checked(field, value, by))
    draft.revision += 1
    draft.saved_by, draft.saved_at = by, timezone.now()
    draft.proposed_by = draft.proposed_at = None
    draft.save()
    _tell("policy.saved", draft, by, what=what)
    return draft


@transaction.atomic
def discard_policy_draft(draft: PolicyDraft, *, by: User) -> None:
    """Put a draft away; it stays on record and is edited no more."""
    require(by, "policy.edit")
    draft = lock_draft(draft)
    draft.discarded_at = timezone.now()
    draft.save(update_fields=["discarded_at"])
    _tell("policy.discarded", draft, by)


@transaction.atomic
def propose_policy_draft(draft: PolicyDraft, *, revision: int, by: User) -> PolicyDraft:
    """Ask the deal desk to look at a draft and publish it."""
    require(by, "policy.edit")
    draft = lock_draft(draft)
    if draft.revision != revision:
        raise SavedMeanwhile(draft)
    if draft.proposed_at is not None:
        raise Refused(f"{draft.proposed_by} proposed it already; a second person can publish it.")
    draft.proposed_by, draft.proposed_at = by, timezone.now()
    draft.save(update_fields=["proposed_by", "proposed_at"])
    _tell("policy.proposed", draft, by)
    return draft


def lock_draft(draft: PolicyDraft) -> PolicyDraft:
    """The draft as it is now, locked until the transaction ends. Raises Refused when it is open no more."""
    found = PolicyDraft.objects.select_for_update(of=("self",)).select_related("saved_by", "proposed_by")
    draft = found.get(pk=draft.pk)
    if draft.published_id is not None:
        raise Refused("This draft is published. Start another one from the version that it became.")
    if draft.discarded_at is not None:
        raise Refused("This draft was discarded. Start another one.")
    return draft


def _checked(field: str, value: Any, by: User) -> Any:
    if field not in FIELDS:
        raise TypeError(f"a policy draft has no {field}")
    if field == "rules":
        return storable(value)
    if field == "name":
        return _name(" ".join(str(value).split()))
    if field == "exchange_rates":
        return _rates(value)
    if field == "effective_on":
        return _day(value, by)
    if len(value) > LONGEST_NOTE:
        raise Refused(f"Write at most {LONGEST_NOTE} characters about what is new; this has {len(value)}.")
    return value.strip()


def _name(name: str) -> str:
    if not name or not name.isprintable():
        raise Refused("Give the draft a name of printable characters.")
    if len(name) > LONGEST_NAME:
        raise Refused(f"Write a name of at most {LONGEST_NAME} characters; this has {len(name)}.")
    return name


def _day(day: dt.date | None, by: User) -> dt.date | None:
    if day is not None and day < today_of(by):
        raise Refused("Choose today or a later day; a policy is never in force before it is published.")
    return day


def _rates(rates: dict[str, int]) -> dict[str, int]:
    for code, rate in rates.items():
        if not (len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()):
            raise Refused(f"Write a currency as three capital letters, such as USD, not “{code[:20]}”.")
        if not 0 < rate <= MOST_RATE:
            raise Refused(f"Write a rate above 0 for {code}, such as 0.92.")
    return rates


def _of_base(based_on: PolicyVersion | None, part: str, default: Document) -> Document:
    """A part of the document of the version that a draft begins with, or of the one in force."""
    base = based_on or PolicyVersion.objects.in_force(timezone.now()).first()
    found: Document = base.document.get(part, default) if base else default
    return dict(found)


def _tell(verb: str, draft: PolicyDraft, by: User, **facts: Any) -> None:
    keys = {"policy_draft": draft.pk}
    record(verb, chain="policy", by=by, keys=keys, name=draft.name, revision=draft.revision, **facts)
