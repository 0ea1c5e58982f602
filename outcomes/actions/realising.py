"""Keep the realised dose of a signed deal true."""

from __future__ import annotations

import logging
from typing import Any

from django.utils import timezone

from outcomes.dose import lived_facts, shares, whole_level
from outcomes.models import CheckIn, Handover, Incident, IncidentKind, Realised, RealisedCell, Renewal
from outcomes.moments import since
from outcomes.queries.lived import Lived, lived
from outcomes.said import UNSAID, said_cells
from reviews.engine import Assessment, assess
from reviews.engine.facts import DealFacts
from reviews.engine.policy_version import Policy
from reviews.engine.rounding import nearest_root
from reviews.facts import engine_policy

log = logging.getLogger("dealdesk.outcomes")

BAD_FROM = 700
"""Tenths of the realised score from which an outcome is bad (docs/outcomes.md, section 1.6)."""


def realise(handover: Handover, moment: str) -> Realised | None:
    """Write the realised dose at a moment, as the answers and incidents stand now; None while nobody has
    answered at that moment, and when the policy does not know a function. Safe to call again: what has not
    changed is not written.

    The same DD:1.0, under the policy version of the submission. The caller holds the deal's lock.
    """
    return _realised(handover, moment) if moment in _answered(handover) else None


def realise_since(handover: Handover, moment: str) -> None:
    """The moment anew, and each later one that is there already: its answers may stand on earlier ones."""
    answered = _answered(handover)
    for each in since(moment):
        if each in answered:
            _realised(handover, each)


def _answered(handover: Handover) -> set[str]:
    """Moments at which somebody has answered."""
    answered = CheckIn.objects.filter(handover=handover, answered_by__isnull=False)
    return set(answered.order_by().values_list("moment", flat=True))


def _realised(handover: Handover, moment: str) -> Realised | None:
    found = lived(handover, moment)
    policy = engine_policy(handover.signing.clearance.submission.policy)
    strange = {cell.function.code for cell in found.asked} - policy.rate.keys()
    if strange:  # the glass was broken because nobody could score it, and nobody can now
        log.warning("contract %s cannot be scored: unknown %s", handover.pk, sorted(strange))
        return None
    facts = lived_facts(found.deal, policy)
    assessment = assess(facts, policy)
    columns = _columns(found, facts, assessment)
    cells = _cells(handover, found, facts, assessment, policy)
    return _stored(handover, moment, {**columns, **_badness(handover, columns)}, cells)


def _columns(found: Lived, facts: DealFacts, assessment: Assessment) -> dict[str, Any]:
    return {
        "inputs": facts.as_document(),
        "string": assessment.vector,
        "tenths": assessment.tenths,
        "dose": assessment.dose,
        "severity_dose": nearest_root(assessment.S),
        "effort_dose": assessment.E,
        "cost": round(assessment.cost.mean),
        "credits": found.credits,
        "is_complete": found.is_complete,
        "completed_at": found.answered_at if found.is_complete else None,
    }


def _badness(handover: Handover, columns: dict[str, Any]) -> dict[str, Any]:
    """Bad: realised score of 70 or more, terminated or not renewed (whenever that came), or dearer than the
    P95 that was predicted."""
    kinds = set(Incident.objects.filter(handover=handover, struck_at=None).values_list("kind", flat=True))
    because = {
        "score": columns["tenths"] >= BAD_FROM,
        "termination": IncidentKind.TERMINATION in kinds,
        "churn": Renewal.objects.filter(handover=handover, result=Renewal.Result.CHURNED).exists(),
        "cost": handover.is_scored and columns["cost"] > handover.cost_p95,
    }
    codes = [code for code, is_so in because.items() if is_so]
    return {"is_bad": bool(codes), "bad_because": codes}


def _cells(
    handover: Handover, found: Lived, facts: DealFacts, assessment: Assessment, policy: Policy
) -> list[dict[str, Any]]:
    said = said_cells(handover.signing.clearance.score, policy)
    doses = {(dose.term, dose.function): dose for dose in assessment.cells}
    levels = {cell.key: whole_level(cell) for cell in facts.cells}
    dose_shares = shares(assessment.cells)
    return [
        {
            "request_id": cell.ids[0],
            "undisclosed_id": cell.ids[1],
            "function_id": cell.function.pk,
            "type_code": cell.type_code,
            "was_level": levels[cell.key],
            "was_severity": doses[cell.key].severity,
            "was_effort": doses[cell.key].effort,
            "was_dose": dose_shares[cell.key],
            "was_minutes": found.outcomes[cell.key].minutes,
            **said.get(cell.key, UNSAID),
        }
        for cell in found.asked
        if cell.key in found.outcomes
    ]


def _stored(
    handover: Handover, moment: str, columns: dict[str, Any], cells: list[dict[str, Any]]
) -> Realised:
    known = Realised.objects.filter(handover=handover, moment=moment).first()
    if known is not None and _is_same(known, columns, cells):
        return known
    row, _ = Realised.objects.update_or_create(
        handover=handover, moment=moment, defaults={**columns, "computed_at": timezone.now()}
    )
    row.cells.all().delete()
    RealisedCell.objects.bulk_create(RealisedCell(realised=row, **cell) for cell in cells)
    return row


def _is_same(known: Realised, columns: dict[str, Any], cells: list[dict[str, Any]]) -> bool:
    if any(getattr(known, name) != value for name, value in columns.items()):
        return False
    stored = list(known.cells.order_by("id"))
    return len(stored) == len(cells) and all(
        getattr(row, name) == value
        for row, cell in zip(stored, cells, strict=True)
        for name, value in cell.items()
    )
