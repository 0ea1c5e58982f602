"""What was said of each cell at signature, beside which its outcome is put."""

from outcomes.dose import shares, whole_level, whole_minutes
from reviews.engine.cell import Cell, Key
from reviews.engine.policy_version import Policy
from reviews.engine.scoring import CellDose
from reviews.models import Score

UNSAID = {"said_level": 0, "said_severity": 0, "said_effort": 0, "said_dose": 0, "said_minutes": 0}
"""An undisclosed term, or a cell that nobody had answered when the glass was broken."""


def said_cells(score: Score | None, policy: Policy) -> dict[Key, dict[str, int]]:
    """The `said_*` columns of RealisedCell by cell; empty for what was never scored. The shares add up to
    the base dose, that is without capacity."""
    if score is None:
        return {}
    doses = said_ledger(score)
    parts = shares(doses)
    cells = {cell.key: cell for cell in said_answers(score)}
    return {
        (dose.term, dose.function): {
            "said_level": whole_level(cells[dose.term, dose.function]),
            "said_severity": dose.severity,
            "said_effort": dose.effort,
            "said_dose": parts[dose.term, dose.function],
            "said_minutes": whole_minutes(cells[dose.term, dose.function], score.inputs["months"], policy),
        }
        for dose in doses
    }


def said_answers(score: Score) -> list[Cell]:
    """The merged answers that went into a score."""
    return [Cell.from_document(entry, f"cells[{row}]") for row, entry in enumerate(score.inputs["cells"])]


def said_ledger(score: Score) -> list[CellDose]:
    """The ledger that a score has stored, `[term, function, severity, effort]`, as doses."""
    terms = score.inputs.get("terms", {})
    return [
        CellDose(term, function, terms.get(term, {}).get("n", 1), severity, effort)
        for term, function, severity, effort in score.result["cells"]
    ]
