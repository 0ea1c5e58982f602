from contracts.models.customer import Concern, ConcernAcceptance, Customer
from contracts.models.deal import Channel, Deal, DealFunction, DealKind, DealReader, Paper
from contracts.models.draft import Draft, DraftAuthor, DraftState
from contracts.models.playbook import PlaybookVersion, Rung, TermType
from contracts.models.target import RevenueTarget
from contracts.models.term import Term

__all__ = [
    "Channel",
    "Concern",
    "ConcernAcceptance",
    "Customer",
    "Deal",
    "DealFunction",
    "DealKind",
    "DealReader",
    "Draft",
    "DraftAuthor",
    "DraftState",
    "Paper",
    "PlaybookVersion",
    "RevenueTarget",
    "Rung",
    "Term",
    "TermType",
]
