"""Add a term that was found after signing and had never been put before the functions."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from accounts.models import Function, User
from accounts.permissions import require
from activity.record import record
from contracts.locks import lock_deal
from contracts.models import DealFunction, TermType
from dealdesk.kit.refusals import Refused
from outcomes.actions.obliging import oblige_undisclosed
from outcomes.actions.realising import realise_since
from outcomes.actions.terminating import end_found
from outcomes.models import CheckIn, Handover, Moment, UndisclosedTerm
from outcomes.moments import belongs_to, day_of
from outcomes.policy_check_ins import must_stand
from reviews.facts import engine_policy

MOST_OBLIGATIONS = 20
MOST_WORDING = 10_000


@transaction.atomic
def add_undisclosed(
    handover: Handover,
    *,
    type: TermType,
    wording: str,
    functions: Sequence[str],
    found_on: date,
    note: str = "",
    obligation_count: int = 1,
    by: User,
) -> UndisclosedTerm:
    """Add the term; from then on it counts in full, and each of its functions (codes) is asked about it, may
    read the deal and has an obligation to keep it.

    A check-in at which the term counts and that was answered already is open again; its other answers stand
    meanwhile. Raises Forbidden for a rep, an approver or an auditor, Refused for what is unsound.
    """
    require(by, "undisclosed.add")
    codes = sorted(set(functions))
    deal = lock_deal(handover.deal_id)
    must_stand(handover)
    wrong = check_undisclosed(handover, wording, codes, found_on, obligation_count)
    if wrong:
        raise Refused(" ".join(wrong.values()))
    if UndisclosedTerm.objects.filter(handover=handover, type=type, wording=wording.strip()).exists():
        raise Refused("This term was added already.")
    term = UndisclosedTerm.objects.create(
        handover=handover,
        type=type,
        wording=wording.strip(),
        obligation_count=obligation_count,
        functions=codes,
        found_on=found_on,
        found_by=by,
        note=note.strip(),
        at=timezone.now(),
    )
    _ask_about(term, handover)
    oblige_undisclosed(term, handover)
    end_found(term, handover, by=by)
    realise_since(handover, Moment.DAY_30)
    record(
        "undisclosed.added",
        chain=deal.chain,
        by=by,
        keys={"draft": handover.draft_id, "handover": handover.pk, "undisclosed": term.pk},
        term=type.name,
        functions=codes,
        found_on=found_on.isoformat(),
        wording=term.wording[:200],
    )
    return term


def check_undisclosed(
    handover: Handover, wording: str, functions: Sequence[str], found_on: date, obligation_count: int
) -> dict[str, str]:
    """What is wrong, by field, each a sentence that says what to do; empty if sound."""
    wrong: dict[str, str] = {}
    if not wording.strip():
        wrong["wording"] = "Write the wording that was found."
    elif len(wording) > MOST_WORDING:
        wrong["wording"] = f"Keep the wording below {MOST_WORDING} characters."
    known = engine_policy(handover.signing.clearance.submission.policy).rate
    strange = [code for code in functions if code not in known]
    if not functions:
        wrong["functions"] = "Choose who has to deliver it."
    elif strange:
        wrong["functions"] = f"The policy of this deal does not know {', '.join(strange)}. Leave it out."
    if found_on > timezone.localdate() or found_on < handover.signed_on:
        wrong["found_on"] = "It was found between the signing and today. Check the day."
    if not 1 <= obligation_count <= MOST_OBLIGATIONS:
        wrong["obligation_count"] = f"Write how many obligations it holds, from 1 to {MOST_OBLIGATIONS}."
    return wrong


def _ask_about(term: UndisclosedTerm, handover: Handover) -> None:
    """Nothing new is due on a day that is over: nobody would be reminded of it."""
    moments = [
        moment
        for moment in Moment
        if belongs_to(term, handover, moment) and day_of(handover, moment) <= handover.ends_on
    ]
    functions, today = list(Function.objects.filter(code__in=term.functions)), timezone.localdate()
    CheckIn.objects.bulk_create(
        [
            CheckIn(
                handover=handover,
                moment=moment,
                function=function,
                due_on=max(day_of(handover, moment), today),
            )
            for moment in moments
            for function in functions
        ],
        ignore_conflicts=True,
    )
    asked = CheckIn.objects.filter(handover=handover, moment__in=moments, function__in=functions)
    asked.exclude(answered_at=None).update(
        answered_at=None, reminded_on=None, due_on=Greatest(F("due_on"), Value(today))
    )
    _draw_in(functions, handover)


def _draw_in(functions: Sequence[Function], handover: Handover) -> None:
    """Functions that were never asked before may read the deal since."""
    rows = [DealFunction(deal=handover.deal, function=function) for function in functions]
    DealFunction.objects.bulk_create(rows, ignore_conflicts=True)
