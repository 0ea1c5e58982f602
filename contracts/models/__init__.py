from contracts.models.customer import Concern, Customer
from contracts.models.deal import Deal, DealKind
from contracts.models.draft import Draft, DraftAuthor, DraftState
from contracts.models.playbook import PlaybookVersion, Rung, TermType
from contracts.models.term import Term

__all__ = [
    "Concern",
    "Customer",
    "Deal",
    "DealKind",
    "Draft",
    "DraftAuthor",
    "DraftState",
    "PlaybookVersion",
    "Rung",
    "Term",
    "TermType",
]
