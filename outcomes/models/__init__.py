from outcomes.models.calibration import Calibration
from outcomes.models.check_in import CellOutcome, CheckIn, Moment
from outcomes.models.handover import Handover
from outcomes.models.incident import Incident, IncidentKind
from outcomes.models.obligation import Fulfilment, Obligation, ObligationState, Recurrence
from outcomes.models.outcome_import import OutcomeImport
from outcomes.models.realised import Realised, RealisedCell
from outcomes.models.renewal import Renewal
from outcomes.models.undisclosed import UndisclosedTerm

__all__ = [
    "Calibration",
    "CellOutcome",
    "CheckIn",
    "Fulfilment",
    "Handover",
    "Incident",
    "IncidentKind",
    "Moment",
    "Obligation",
    "ObligationState",
    "OutcomeImport",
    "Realised",
    "RealisedCell",
    "Recurrence",
    "Renewal",
    "UndisclosedTerm",
]
