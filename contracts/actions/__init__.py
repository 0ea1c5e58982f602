from contracts.actions.concerns import answer_concern, assign_concern, raise_concern
from contracts.actions.copying import copy_draft, copy_into_deal
from contracts.actions.customers import create_customer
from contracts.actions.deals import create_deal, edit_deal
from contracts.actions.freezing import freeze_draft
from contracts.actions.opening import NewCustomer, open_deal
from contracts.actions.playbook import publish_playbook
from contracts.actions.terms import add_term, count_obligations, edit_term, remove_term
from contracts.actions.whole_deals import NewTerm, open_deal_with_terms

__all__ = [
    "NewCustomer",
    "NewTerm",
    "add_term",
    "answer_concern",
    "assign_concern",
    "copy_draft",
    "copy_into_deal",
    "count_obligations",
    "create_customer",
    "create_deal",
    "edit_deal",
    "edit_term",
    "freeze_draft",
    "open_deal",
    "open_deal_with_terms",
    "publish_playbook",
    "raise_concern",
    "remove_term",
]
