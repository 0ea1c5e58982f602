"""The suggestion about a commission with its arithmetic, in words."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from accounts.models import User
from contracts.models import Draft, DraftState
from dealdesk.kit.spans import NBSP, day_in_words
from outcomes.commission import MOST_HELD, PARTS, STEP, hold_of, part_released, share_released
from outcomes.models import Handover
from outcomes.policy_commission import may_read_commission
from outcomes.queries.commission import STAFFED_DAYS, Basis, Lived, basis_after, basis_before
from reviews.engine.scoring import tenths_of

BEFORE = {DraftState.IN_REVIEW, DraftState.CLEARED}


@dataclass(frozen=True)
class Part:
    """One of the three releases: `released` in per cent of the commission, empty while it waits."""

    label: str
    on: date
    released: str
    why: str


@dataclass(frozen=True)
class Commission:
    """`hold` with `arithmetic`; `parts` after signing, `plan` before, once all reviews are in; `left_out`
    says what does not count."""

    hold: str
    arithmetic: str
    plan: str
    parts: tuple[Part, ...]
    released: str
    left_out: tuple[str, ...]
    caution: str


def commission_of(draft: Draft, reader: User, today: date) -> Commission | None:
    """None for those who may not read it, and where there is no score to go by."""
    if not may_read_commission(draft.deal, reader):
        return None
    basis = _basis(draft)
    if basis is None:
        return None
    hold = hold_of(basis.predicted)
    parts = tuple(_part(lived, basis, hold, today) for lived in basis.lived)
    return Commission(
        hold=_percent(Fraction(hold)) if basis.is_complete else f"at least {_percent(Fraction(hold))}",
        arithmetic=_arithmetic(basis, hold),
        plan=_plan(hold) if basis.is_complete else "",
        parts=parts if hold else (),
        released=_released(basis, hold),
        left_out=_left_out(basis),
        caution="" if basis.is_complete else "Some reviews are missing; the hold grows with what they add.",
    )


def _basis(draft: Draft) -> Basis | None:
    if draft.state == DraftState.SIGNED:
        found = Handover.objects.filter(draft=draft).select_related("signing__clearance__score", "deal")
        handover = found.first()
        return basis_after(handover) if handover else basis_before(draft)
    return basis_before(draft) if draft.state in BEFORE else None


def _arithmetic(basis: Basis, hold: int) -> str:
    tenths = tenths_of(basis.predicted)
    half = f"{tenths / 20:.2f}".rstrip("0").rstrip(".")
    score = f"The score without what the rep did not cause is {tenths / 10:.1f}; half of it is {half}"
    capped = f", and at most {MOST_HELD}{NBSP}%" if hold == MOST_HELD else ""
    return f"{score}, rounded to steps of {STEP}{NBSP}%{capped}: {_percent(Fraction(hold))}."


def _plan(hold: int) -> str:
    if not hold:
        return "Nothing to hold: the deal is expected to be easy to deliver."
    third = _percent(Fraction(hold, PARTS))
    return (
        f"A third each ({third}) at 30, 60 and 90 days after signing, if delivering it is at most a quarter "
        "harder than predicted; else that third times predicted over real."
    )


def _part(lived: Lived, basis: Basis, hold: int, today: date) -> Part:
    label = lived.moment.label
    if lived.dose is None:
        due = (
            "Waits for the answers of the functions."
            if lived.on <= today
            else f"On {day_in_words(lived.on)}."
        )
        return Part(label, lived.on, "", due)
    released = _percent(part_released(hold, basis.predicted, lived.dose))
    predicted, real = tenths_of(basis.predicted) / 10, tenths_of(lived.dose) / 10
    said = f"Predicted {predicted:.1f}, real so far {real:.1f}"
    if share_released(basis.predicted, lived.dose) == 1:
        return Part(label, lived.on, released, f"{said}: within a quarter more.")
    times = lived.dose / basis.predicted if basis.predicted else 0
    of_dose = f", {times:.2f} times the dose" if times else ""
    return Part(label, lived.on, released, f"{said}{of_dose}: the third times predicted over real.")


def _released(basis: Basis, hold: int) -> str:
    parts = [part_released(hold, basis.predicted, one.dose) for one in basis.lived if one.dose is not None]
    return _percent(sum(parts, Fraction(0))) if parts and hold else ""


def _left_out(basis: Basis) -> tuple[str, ...]:
    """What the rep did not cause, and why."""
    said = []
    if basis.capacity:
        said.append("The load on calendars: when others sell and who is free is not the rep's doing.")
    if basis.is_blocked:
        said.append("The blocker: while it stands nothing is signed, and who overrides it takes it over.")
    if basis.left.overridden:
        said.append(
            f"{_cells(basis.left.overridden)} with a blocker that two executives overrode: theirs now."
        )
    if basis.left.late:
        cells = _cells(basis.left.late)
        said.append(
            f"{cells} handed to somebody else more than {STAFFED_DAYS} days after signing: staffed late."
        )
    return tuple(said)


def _cells(cells: frozenset[tuple[str, str]]) -> str:
    return "1 part of a term" if len(cells) == 1 else f"{len(cells)} parts of terms"


def _percent(share: Fraction) -> str:
    return f"{float(share):.1f}".removesuffix(".0") + f"{NBSP}%"
