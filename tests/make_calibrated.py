"""Signed deals whose outcome is known, and policies that have learned something."""

import datetime as dt
from typing import Any

from django.utils import timezone

from outcomes.models import Calibration, Handover, Moment, Realised, RealisedCell
from outcomes.queries.selection import SelectionRow
from reviews.actions.policies import publish_policy
from reviews.engine.learned import Blend, Habit, Hazard, Learned
from reviews.models import PolicyVersion, ReviewRequest
from tests.make import Cast
from tests.make_outcomes import make_signed

ESTIMATE = (500, 600, 700)


def make_outcome(handover: Handover, *, is_bad: bool = False, minutes: int = 600, **fields: Any) -> Realised:
    """A complete outcome at 90 days, unless said otherwise; each cell took so many minutes."""
    now = fields.pop("completed_at", timezone.now())
    row = Realised.objects.create(
        handover=handover,
        string="DD:1.0",
        tenths=710 if is_bad else 100,
        dose=handover.base_dose,
        severity_dose=handover.severity_dose,
        effort_dose=handover.effort_dose,
        cost=handover.cost_mean,
        is_bad=is_bad,
        bad_because=["score"] if is_bad else [],
        completed_at=now,
        computed_at=timezone.now(),
        **{"inputs": {}, "moment": Moment.DAY_90, "is_complete": True, **fields},
    )
    requests = ReviewRequest.objects.filter(term__draft=handover.draft_id)
    RealisedCell.objects.bulk_create(_cell(row, request, minutes) for request in requests)
    return row


def _cell(row: Realised, request: ReviewRequest, minutes: int) -> RealisedCell:
    zero = dict.fromkeys(("was_severity", "was_effort", "was_dose"), 0)
    return RealisedCell(
        realised=row,
        request=request,
        function=request.function,
        type_code="payment-terms",
        was_level=2,
        was_minutes=minutes,
        **zero,
    )


def make_known_deals(cast: Cast, count: int, *, on: dt.date | None = None) -> list[Handover]:
    """Signed deals with outcomes; each third is hard and goes badly, and all take twice the work."""
    made = []
    for number in range(count):
        is_hard = number % 3 == 0
        made.append(make_signed(cast, level=3 if is_hard else 2, answer={"once": ESTIMATE}, on=on))
        make_outcome(made[-1], is_bad=is_hard, minutes=1_200)
    return made


def make_learned(**fields: Any) -> Learned:
    """From 212 outcomes; nobody is corrected unless `habits` say so."""
    known = {
        "calibration": 1,
        "outcomes": 212,
        "hazard": Hazard(400_000, 200_000, 50_000, 212, 55),
        "blend": Blend(346, ((50_000, 40_000), (600_000, 700_000))),
    }
    return Learned(**{**known, **fields})


def make_learned_policy(cast: Cast, **fields: Any) -> PolicyVersion:
    """In force from now on."""
    return publish_policy(by=cast.desk, learned=make_learned(**fields))


def make_severe(person_id: int) -> dict[int, Habit]:
    return {person_id: Habit(severity=4, hits=10, n=20, hours=1_500)}


def make_run(cast: Cast, **fields: Any) -> Calibration:
    """A run that the deal desk asked for and that is going on."""
    return Calibration.objects.create(**{"asked_by": cast.desk, "asked_at": timezone.now(), **fields})


def make_selection() -> list[SelectionRow]:
    return [
        SelectionRow(gate="AUTO", submitted=80, signed=60, overrides=0),
        SelectionRow(gate="BLOCKED", submitted=8, signed=2, overrides=1),
        SelectionRow(gate="CLOSED", submitted=5, signed=1, overrides=1),
    ]
