from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from accounts.permissions import require
from activity.record import record
from contracts.content import term_digest, text_token
from contracts.locks import lock_deal
from contracts.models import Draft, DraftAuthor, Term, TermType
from contracts.policy import may_change, must_be_drafting
from contracts.standing import standing_of
from dealdesk.kit.refusals import Refused

MAX_TERMS = 60
GONE = "This term is no longer in the draft: somebody removed it. Reload the page."


def _open_draft(draft: Draft, by: User, verb: str = "draft.edit") -> Draft:
    """The draft as it is now, with its deal locked and the writer noted as an author."""
    may_change(draft.deal, verb, by=by)
    lock_deal(draft.deal_id)
    fresh = Draft.objects.select_related("deal", "playbook").get(pk=draft.pk)
    must_be_drafting(fresh)
    DraftAuthor.objects.get_or_create(draft=fresh, user=by)
    Draft.objects.filter(pk=fresh.pk).update(saved_at=timezone.now())
    return fresh


def place(term: Term) -> Term:
    """Set what follows from wording and value: standing in the playbook, who reviews, digest."""
    rungs = list(term.type.rungs.order_by("position"))
    standing = standing_of(term.type, rungs, wording=term.wording, value=term.value)
    term.is_standard = standing.is_standard
    term.rung = None if standing.rung is None else rungs[standing.rung]
    term.functions = list(standing.functions)
    term.digest = term_digest(term)
    return term


@transaction.atomic
def add_term(
    draft: Draft,
    *,
    type_: TermType,
    by: User,
    wording: str = "",
    value: Decimal | None = None,
    reason: str = "",
) -> Term:
    """Add a term; without a wording it starts from the standard position.

    Raises Refused when the type is of another playbook, or the draft is full.
    """
    draft = _open_draft(draft, by)
    if type_.playbook_id != draft.playbook_id:
        raise Refused("This term type is from another playbook version. Choose it again from the list.")
    last = draft.terms.aggregate(last=Max("position"))["last"] or 0
    if draft.terms.count() >= MAX_TERMS:
        raise Refused(f"A draft holds at most {MAX_TERMS} terms. Remove one first.")
    term = Term(draft=draft, type=type_, position=last + 1, wording=wording, value=value, reason=reason)
    if not wording:
        standard = type_.rungs.get(position=0)
        term.wording, term.value = standard.wording, standard.value
    place(term).save()
    record(
        "term.added",
        chain=draft.deal.chain,
        by=by,
        keys={"draft": draft.pk, "term": term.pk},
        type=type_.name,
    )
    return term


def _as_it_is(term: Term) -> Term:
    """The term as it is now, under the lock. Raises Refused when somebody removed it meanwhile."""
    found = Term.objects.select_related("type", "draft").filter(pk=term.pk).first()
    if found is None:
        raise Refused(GONE)
    return found


@transaction.atomic
def edit_term(
    term: Term,
    *,
    by: User,
    wording: str,
    value: Decimal | None = None,
    reason: str = "",
    seen: str | None = None,
) -> Term:
    """Change wording, value and reason; a term without a change is left alone and records nothing.

    `seen` is `text_token()` of the term as the writer saw it: Refused when the text is no longer that.
    """
    draft = _open_draft(term.draft, by)
    term = _as_it_is(term)
    if (term.wording, term.value, term.reason) == (wording, value, reason):
        return term
    if seen is not None and seen != text_token(term):
        raise Refused("Somebody changed this term since you opened it. Reload the page to read it.")
    term.wording, term.value, term.reason = wording, value, reason
    place(term).save()
    record(
        "term.edited",
        chain=draft.deal.chain,
        by=by,
        keys={"draft": draft.pk, "term": term.pk},
        type=term.type.name,
    )
    return term


@transaction.atomic
def remove_term(term: Term, *, by: User) -> None:
    """Take a term out of its draft. Raises Refused when somebody did that already."""
    draft = _open_draft(term.draft, by)
    term = _as_it_is(term)
    name = term.type.name
    term.delete()
    record("term.removed", chain=draft.deal.chain, by=by, keys={"draft": draft.pk}, type=name)


@transaction.atomic
def count_obligations(term: Term, count: int, *, by: User) -> Term:
    """Set how many distinct obligations the clause holds, 1 to 20: the deal desk's to say, not the rep's."""
    require(by, "draft.count_obligations")
    draft = _open_draft(term.draft, by)
    if not 1 <= count <= 20:
        raise Refused("Count between 1 and 20 obligations; split the clause if it holds more.")
    term = _as_it_is(term)
    term.obligation_count = count
    place(term).save()
    record(
        "term.counted", chain=draft.deal.chain, by=by, keys={"draft": draft.pk, "term": term.pk}, count=count
    )
    return term
