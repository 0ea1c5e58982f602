"""Obligations as lists and pages show them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from accounts.models import User
from contracts.models import DraftState
from dealdesk.kit.refusals import Forbidden
from dealdesk.kit.spans import day_in_words, from_today, in_hours
from outcomes.models import Obligation, ObligationState, Recurrence
from outcomes.policy import may_close, may_hand_over_obligation, may_reopen, may_waive

LATE = ("Late", "bad", "late")
BADGES = {
    ObligationState.OPEN: ("Open", "caution", "clock"),
    ObligationState.DONE: ("Done", "good", "check"),
    ObligationState.WAIVED: ("Waived", "neutral", "x"),
}


@dataclass(frozen=True)
class ObligationRow:
    """`state`, `tone` and `icon` make its badge; `work` is what the reviews predicted, empty without one;
    `found` says when a term that was never disclosed was found, empty for any other; `early` why an open one
    cannot be noted yet."""

    obligation: Obligation
    state: str
    tone: str
    icon: str
    due: str
    left: str
    repeats: str
    work: str
    found: str
    early: str
    url: str


@dataclass(frozen=True)
class Verbs:
    """What the reader may do with an obligation as it stands."""

    finish: bool
    waive: bool
    hand_over: bool
    reopen: bool


def obligation_rows(obligations: Iterable[Obligation], today: date) -> list[ObligationRow]:
    return [obligation_row(obligation, today) for obligation in obligations]


def obligation_row(obligation: Obligation, today: date) -> ObligationRow:
    is_late = obligation.is_open and obligation.due_on < today
    state, tone, icon = LATE if is_late else BADGES[ObligationState(obligation.state)]
    return ObligationRow(
        obligation=obligation,
        state=state,
        tone=tone,
        icon=icon,
        due=day_in_words(obligation.due_on),
        left=from_today(obligation.due_on, today) if obligation.is_open else "",
        repeats=_repeats(obligation),
        work=work_in_words(obligation.once_minutes, obligation.monthly_minutes),
        found=_found(obligation),
        early=obligation.early_words(today) if obligation.is_open else "",
        url=reverse("outcomes:obligation", args=[obligation.pk]),
    )


def _repeats(obligation: Obligation) -> str:
    if obligation.recurrence != Recurrence.MONTHLY or obligation.ends_on is None:
        return ""
    return f"every month until {day_in_words(obligation.ends_on)}"


def _found(obligation: Obligation) -> str:
    if obligation.undisclosed is None:
        return ""
    day = day_in_words(obligation.undisclosed.found_on)
    return f"Found on {day}; it was never disclosed before the signature."


def work_in_words(once: int | None, monthly: int | None) -> str:
    """10 h once, 1.5 h a month; empty where nobody answered."""
    said = [f"{in_hours(once)} once"] if once else []
    said += [f"{in_hours(monthly)} a month"] if monthly else []
    if not said and once is not None:
        return "no extra work"
    return ", ".join(said)


def verbs_of(obligation: Obligation, reader: User, today: date) -> Verbs:
    stands = obligation.handover.draft.state == DraftState.SIGNED
    is_open = stands and obligation.is_open
    is_closed = stands and not obligation.is_open and _may_be_opened(obligation)
    return Verbs(
        finish=is_open and not obligation.early_words(today) and permits(may_close, obligation, reader),
        waive=is_open and permits(may_waive, obligation, reader),
        hand_over=is_open and permits(may_hand_over_obligation, obligation, reader),
        reopen=is_closed and permits(may_reopen, obligation, reader),
    )


def _may_be_opened(obligation: Obligation) -> bool:
    return obligation.source is None or obligation.source.met_at is None


def permits(rule: Callable[..., object], thing: object, reader: User) -> bool:
    """Does the rule let the reader do it?"""
    try:
        rule(thing, by=reader)
    except Forbidden:
        return False
    return True
