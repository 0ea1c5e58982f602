"""I21: what signed deals were really like reproduces from what the functions told."""

from collections.abc import Iterable

from dealdesk.verification.invariant import Invariant
from outcomes.dose import lived_facts, shares
from outcomes.models import Handover, Realised
from outcomes.queries.lived import lived
from reviews.engine import Assessment, assess
from reviews.engine.facts import Policy
from reviews.engine.rounding import nearest_root
from reviews.facts import engine_policy


def wrong_outcomes() -> Iterable[str]:
    rows = Realised.objects.filter(handover__in=Handover.objects.standing()).select_related(
        "handover__draft", "handover__signing__clearance__submission__policy"
    )
    for row in rows.prefetch_related("cells__function", "cells__request__term", "cells__undisclosed"):
        policy = engine_policy(row.handover.signing.clearance.submission.policy)
        again = assess(row.inputs, policy)
        if _columns(again) != _stored(row):
            yield f"realised dose {row.pk} recomputes to {again.vector}"
        elif _ledger(again) != _cells(row):
            yield f"realised dose {row.pk} recomputes with other cells"
        elif _told(row, policy) != row.inputs:
            yield f"realised dose {row.pk} is not what the functions told"


def _columns(again: Assessment) -> tuple[object, ...]:
    cost = round(again.cost.mean)
    return again.vector, again.tenths, again.dose, nearest_root(again.S), again.E, cost


def _stored(row: Realised) -> tuple[object, ...]:
    return row.string, row.tenths, row.dose, row.severity_dose, row.effort_dose, row.cost


def _ledger(again: Assessment) -> dict[tuple[str, str], tuple[int, int, int]]:
    parts = shares(again.cells)
    return {
        (dose.term, dose.function): (dose.severity, dose.effort, parts[dose.term, dose.function])
        for dose in again.cells
    }


def _cells(row: Realised) -> dict[tuple[str, str], tuple[int, int, int]]:
    found = {}
    for cell in row.cells.all():
        found[cell.promise.key, cell.function.code] = (cell.was_severity, cell.was_effort, cell.was_dose)
    return found


def _told(row: Realised, policy: Policy) -> dict[str, object]:
    return lived_facts(lived(row.handover, row.moment).deal, policy).as_document()


OUTCOME_CHECKS = (
    Invariant("I21", "Every realised dose reproduces from what the functions told", wrong_outcomes),
)
