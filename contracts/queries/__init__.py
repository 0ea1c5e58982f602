"""Nouns to read: playbook, deals, terms, customers. All about deals starts at `visible_to(user)`."""

from contracts.queries.customers import counted_customers, customer_deals, customer_names, find_customers
from contracts.queries.deals import deals_for, drafts_for, terms_for, terms_of
from contracts.queries.listed import listed_deals, narrowed_deals
from contracts.queries.playbook import current_playbook, find_types, playbook_version

__all__ = [
    "counted_customers",
    "current_playbook",
    "customer_deals",
    "customer_names",
    "deals_for",
    "drafts_for",
    "find_customers",
    "find_types",
    "listed_deals",
    "narrowed_deals",
    "playbook_version",
    "terms_for",
    "terms_of",
]
