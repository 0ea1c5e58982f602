"""Deals and the playbook for machines."""
