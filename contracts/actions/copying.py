from accounts.models import User
from contracts.actions.deals import start_draft
from contracts.actions.terms import place
from contracts.models import Deal, Draft, PlaybookVersion, Term, TermType
from contracts.policy import must_be_drafting
from contracts.queries import current_playbook
from contracts.workflow import COPYABLE, DRAFT_MOVES
from dealdesk.kit.refusals import Refused


def copy_draft(draft: Draft, *, by: User) -> Draft:
    """Make the next draft of the deal, with all terms copied; the caller holds the deal's lock.

    A draft that is still in review is thereby replaced. Raises Refused when the draft is not the
    current one, or its state allows no next draft.
    """
    if not draft.is_current:
        raise Refused("There is already a later draft. Open the deal to see it.")
    if draft.state not in COPYABLE:
        raise Refused(f"A draft that is {draft.get_state_display().lower()} cannot be followed by another.")
    if DRAFT_MOVES.allows(draft.state, "replace"):
        DRAFT_MOVES.apply(draft, "replace")
    Draft.objects.filter(pk=draft.pk).update(is_current=False)
    playbook = _playbook_for(draft)
    following = start_draft(draft.deal, number=draft.number + 1, by=by, playbook=playbook, copied_from=draft)
    _copy_terms(draft, into=following, is_later=True)
    return following


def copy_into_deal(draft: Draft, deal: Deal) -> int:
    """Begin the first draft of another deal with the terms of a signed one; returns how many.

    The caller has just opened that deal, and records the event. The copies do not know what they were copied
    from: another deal is judged anew.
    """
    first = deal.current_draft
    must_be_drafting(first)
    first.playbook = _playbook_for(draft)
    first.save(update_fields=["playbook"])
    return _copy_terms(draft, into=first, is_later=False)


def _copy_terms(draft: Draft, *, into: Draft, is_later: bool) -> int:
    types = {type_.code: type_ for type_ in into.playbook.types.all()}
    terms = list(draft.terms.select_related("type").order_by("position"))
    for term in terms:
        _copy_term(term, into=into, type_=types[term.type.code], source=term if is_later else None)
    return len(terms)


def _playbook_for(draft: Draft) -> PlaybookVersion:
    """The published playbook, unless it has dropped a type that the draft uses."""
    newest = current_playbook()
    used = set(draft.terms.values_list("type__code", flat=True))
    known = set(TermType.objects.filter(playbook=newest, code__in=used).values_list("code", flat=True))
    return newest if used == known else draft.playbook


def _copy_term(term: Term, *, into: Draft, type_: TermType, source: Term | None) -> None:
    copy = Term(
        draft=into,
        position=term.position,
        type=type_,
        wording=term.wording,
        value=term.value,
        reason=term.reason,
        obligation_count=term.obligation_count,
        copied_from=source,
    )
    place(copy).save()
