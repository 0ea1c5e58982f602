"""The handover of a deal: what those who deliver it have to know, on one page that can be printed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from contracts.models import Deal, DraftState, Term
from contracts.values import spoken_value
from dealdesk.kit.counting import counted
from dealdesk.kit.money import in_full
from dealdesk.kit.spans import day_in_words, in_hours
from outcomes.models import Handover, Moment, Obligation
from outcomes.presentation.endings import still_comes
from outcomes.presentation.obligations import ObligationRow, obligation_rows
from outcomes.queries.promised import (
    FunctionLoad,
    check_in_days,
    loads_of,
    promises_of,
    standard_terms_of,
)
from reviews.presentation.head import Fact, yearly_value


@dataclass(frozen=True)
class Promise:
    """A non-standard term in the contract's own wording, with each function's part of it; `found` says of
    one that was never disclosed when it was found."""

    name: str
    wording: str
    ask: str
    found: str
    parts: tuple[ObligationRow, ...]


@dataclass(frozen=True)
class WorkRow:
    """Predicted work of one function, in words; `lead` may be nobody."""

    code: str
    name: str
    lead: str
    once: str
    monthly: str
    total: str


@dataclass(frozen=True)
class HandoverPage:
    deal: Deal
    handover: Handover
    is_voided: bool
    facts: list[Fact]
    dates: list[Fact]
    promises: list[Promise]
    conditions: list[ObligationRow]
    standard: list[Term]
    work: list[WorkRow]


def handover_page(handover: Handover, deal: Deal, today: date) -> HandoverPage:
    """In a number of queries that does not grow with terms or obligations."""
    rows = obligation_rows(promises_of(handover), today)
    return HandoverPage(
        deal=deal,
        handover=handover,
        is_voided=handover.draft.state != DraftState.SIGNED,
        facts=_facts(deal, handover),
        dates=_dates(handover),
        promises=_promises(row for row in rows if row.obligation.source_id is None),
        conditions=[row for row in rows if row.obligation.source_id is not None],
        standard=list(standard_terms_of(handover)),
        work=_work([row.obligation for row in rows], loads_of(handover)),
    )


def _facts(deal: Deal, handover: Handover) -> list[Fact]:
    facts = [
        Fact("Customer", deal.customer.name, deal.customer.country),
        Fact("Sold by", deal.owner.name),
        Fact("Kind", deal.get_kind_display()),
        Fact("Value", in_full(deal.committed_value, deal.currency)),
        Fact("A year", in_full(yearly_value(deal), deal.currency)),
        Fact("Length", counted(deal.months, "month")),
    ]
    if deal.product_lines:
        facts.append(Fact("Products", ", ".join(deal.product_lines)))
    decisions = handover.signing.clearance.certificate.get("decisions", [])
    approvers = dict.fromkeys(said["approver"] for said in decisions)
    if approvers:
        facts.append(Fact("Approved by", ", ".join(approvers)))
    if not handover.is_scored:
        facts.append(Fact("Score", "none", "glass was broken"))
    return facts


def _dates(handover: Handover) -> list[Fact]:
    """In their order. Check-ins stay after a termination: what the contract cost is still worth knowing."""
    renewal = getattr(handover, "renewal", None)
    planned = [(handover.live_on, "Go-live"), (handover.ends_on, "Contract ends")]
    if renewal is not None:
        planned += [
            (renewal.prepare_on, "Prepare the renewal from"),
            (renewal.notice_on, "Notice must be given by"),
        ]
    dates = [
        (handover.signed_on, "Signed"),
        *((day, f"Check-in, {Moment(moment).label.lower()}") for moment, day in check_in_days(handover)),
        *((day, label) for day, label in planned if still_comes(handover, day)),
    ]
    if handover.signing.terminated_on is not None:
        dates.append((handover.signing.terminated_on, "Terminated"))
    return [Fact(label, day_in_words(day)) for day, label in sorted(dates, key=lambda row: row[0])]


def _promises(rows: Iterable[ObligationRow]) -> list[Promise]:
    by_term: dict[tuple[int | None, int | None], list[ObligationRow]] = defaultdict(list)
    for row in rows:
        by_term[row.obligation.term_id, row.obligation.undisclosed_id].append(row)
    return [_promise(parts) for parts in by_term.values()]


def _promise(parts: list[ObligationRow]) -> Promise:
    first = parts[0].obligation
    ask = spoken_value(first.term.type, first.term.value) if first.term else ""
    return Promise(first.name, first.wording, ask, parts[0].found, tuple(parts))


def _work(obligations: list[Obligation], loads: list[FunctionLoad]) -> list[WorkRow]:
    """One row a function that has something to do, with the sums of its parts."""
    by_function: dict[int, list[Obligation]] = defaultdict(list)
    for obligation in obligations:
        if obligation.function_id is not None:
            by_function[obligation.function_id].append(obligation)
    totals = {load.function_id: load.minutes for load in loads}
    rows = []
    for function_id, parts in by_function.items():
        function = parts[0].function
        if function is None:
            continue
        rows.append(
            WorkRow(
                code=function.code,
                name=function.name,
                lead=function.lead.name if function.lead else "",
                once=in_hours(sum(part.once_minutes or 0 for part in parts)),
                monthly=in_hours(sum(part.monthly_minutes or 0 for part in parts)),
                total=in_hours(totals.get(function_id, 0)),
            )
        )
    return rows
