"""What people do after a signature: each verb by the page's own action."""

import datetime as dt
from typing import Any

from contracts.models import Deal
from dealdesk.demo.content import Json
from dealdesk.demo.history.reading import remarks
from dealdesk.demo.history.turning_out import Turned, turned_out
from dealdesk.demo.telling import Telling
from outcomes.actions.checking_in import CellAnswer, answer_check_in, nothing_happened
from outcomes.actions.incident_rows import IncidentAsked
from outcomes.actions.incidents import record_incident
from outcomes.actions.keeping_promises import finish_obligation, waive_obligation
from outcomes.actions.renewing import open_renewal, settle_renewal
from outcomes.actions.undisclosing import add_undisclosed
from outcomes.models import CheckIn, Handover, IncidentKind, Obligation, Renewal, UndisclosedTerm
from reviews.actions import decide
from reviews.actions.approving import gate_token
from reviews.gate import gate_of
from reviews.models import Ask, Decision, ReviewRequest, Submission

DUE_SOON = dt.timedelta(days=10)


def approve_all(beat: Telling) -> None:
    """Whoever is asked approves, one after the other, in one meeting; nobody, where nobody is."""
    asks = Ask.objects.open().filter(submission__draft=beat.draft).select_related("person")
    while (ask := asks.first()) is not None:
        seen = gate_token(Submission.objects.get(draft=beat.draft), gate_of(beat.draft))
        decide(beat.draft, Decision.APPROVE, by=ask.person, seen_digest=seen)
        beat.company.clock.forward(2)


def keep(beat: Telling) -> None:
    """What of the function's promises is due now; monthly ones for their month, once it has begun."""
    today = beat.company.clock.now().date()
    words = beat.pick(remarks()["finished"])
    for obligation in _promises(beat).filter(due_on__lte=today + DUE_SOON):
        if not obligation.early_words(today):
            finish_obligation(obligation, words=words, by=beat.by)


def waive(beat: Telling) -> None:
    for obligation in _promises(beat):
        waive_obligation(obligation, reason=beat.pick(remarks()["waived"]), by=beat.by)


def _promises(beat: Telling) -> Any:
    function = beat.facts["function"]
    return Obligation.objects.open().filter(handover__deal=_deal(beat), function__code=function, source=None)


def find_term(beat: Telling) -> None:
    term = beat.facts["term"]
    type_ = beat.company.types[term["type"]]
    add_undisclosed(
        _handover(beat),
        type=type_,
        wording=type_.rungs.all()[1].wording,
        functions=list(term["cells"]),
        found_on=beat.facts["found_on"],
        note="In a side letter that came with the first order.",
        by=beat.by,
    )


def check_in(beat: Telling) -> None:
    """By one click where it went as said; otherwise term by term, with what happened."""
    known = CheckIn.objects.select_related(
        "handover__draft", "handover__deal", "handover__signing__clearance__submission__policy", "function"
    )
    asked = known.filter(
        handover__deal=_deal(beat), moment=beat.facts["moment"], function__code=beat.facts["function"]
    ).first()
    if asked is None:
        return
    answers = turned_out(beat.facts["told"], asked.moment, beat.facts["function"])
    if answers is None:
        nothing_happened(asked, by=beat.by)
        return
    requests = {
        request.term.type.code: request
        for request in ReviewRequest.objects.filter(
            term__draft=asked.handover.draft_id, function=asked.function
        ).select_related("term__type")
    }
    terms = UndisclosedTerm.objects.filter(handover=asked.handover).select_related("type")
    found = {term.type.code: term for term in terms} if beat.facts["told"].get("found") else {}
    answer_check_in(
        asked,
        [
            _cell(beat, answer, requests, found)
            for answer in answers
            if answer.is_found or answer.type in requests
        ],
        by=beat.by,
        incidents=[_incident(beat, asked.handover, told, requests) for told in _incidents(beat)],
    )


def _cell(beat: Telling, told: Turned, requests: Json, found: Json) -> CellAnswer:
    return CellAnswer(
        request=None if told.is_found else requests[told.type],
        undisclosed=found[told.type] if told.is_found else None,
        level=told.level,
        spent_minutes=told.spent,
        remaining_minutes=told.remaining,
        note=beat.pick(remarks()[told.felt]) if told.is_telling else "",
    )


def _incidents(beat: Telling) -> list[Json]:
    """What the function tells at this check-in: what has happened since the one before."""
    moment, function = beat.facts["moment"], beat.facts["function"]
    upper = {"day_30": 30, "day_60": 60, "day_90": 90}.get(moment, 0)
    return [
        told
        for told in beat.facts["told"].get("incidents", [])
        if told["function"] == function and upper - 30 < told["day"] <= upper
    ]


def _incident(beat: Telling, handover: Handover, told: Json, requests: Json) -> IncidentAsked:
    amount = told.get("amount")
    return IncidentAsked(
        kind=told["kind"],
        happened_on=handover.signed_on + dt.timedelta(days=told["day"]),
        request=requests[told["type"]],
        amount=None if amount is None else amount * 100,
        count=told.get("count"),
        note=beat.pick(remarks()["incidents"][told["kind"]]),
    )


def reopen(beat: Telling) -> None:
    """The renewal deal of a story, as one of its own."""
    renewal = Renewal.objects.get(handover__deal=beat.company.deals[beat.facts["told"]["renews"]])
    beat.company.deals[beat.story] = open_renewal(renewal, by=beat.by)


def open_next(beat: Telling) -> None:
    """The renewal is being prepared: its deal is open today."""
    open_renewal(Renewal.objects.get(handover__deal=_deal(beat)), by=beat.by)


def settle(beat: Telling) -> None:
    handover = _handover(beat)
    today, result = beat.company.clock.now().date(), beat.facts["result"]
    settle_renewal(handover.renewal, result, on=today, by=beat.by)
    if result == IncidentKind.CHURNED:
        note = beat.pick(remarks()["incidents"]["notice"])
        record_incident(handover, IncidentAsked(IncidentKind.NOTICE, today, note=note), by=beat.by)


def _deal(beat: Telling) -> Deal:
    return beat.company.deals[beat.story]


def _handover(beat: Telling) -> Handover:
    return Handover.objects.select_related(
        "draft", "renewal", "deal", "signing__clearance__submission__policy"
    ).get(deal=_deal(beat))


AFTERWARDS = {
    "approve_all": approve_all,
    "keep": keep,
    "waive": waive,
    "find_term": find_term,
    "check_in": check_in,
    "reopen": reopen,
    "open_renewal": open_next,
    "settle": settle,
}
"""Verbs after the signature, and the meeting that approves an old deal."""
