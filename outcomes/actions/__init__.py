"""Verbs after the signature, one transaction each."""

from outcomes.actions.checking_in import CellAnswer, answer_check_in, nothing_happened
from outcomes.actions.importing import start_import, take_import
from outcomes.actions.incident_rows import IncidentAsked
from outcomes.actions.incidents import record_incident, strike_incident
from outcomes.actions.keeping_promises import finish_obligation, waive_obligation
from outcomes.actions.passing_promises import hand_over_obligation, reopen_obligation
from outcomes.actions.realising import realise
from outcomes.actions.renewing import open_renewal, plan_renewal, settle_renewal
from outcomes.actions.undisclosing import add_undisclosed

__all__ = [
    "CellAnswer",
    "IncidentAsked",
    "add_undisclosed",
    "answer_check_in",
    "nothing_happened",
    "realise",
    "record_incident",
    "start_import",
    "strike_incident",
    "take_import",
    "finish_obligation",
    "hand_over_obligation",
    "open_renewal",
    "plan_renewal",
    "reopen_obligation",
    "settle_renewal",
    "waive_obligation",
]
