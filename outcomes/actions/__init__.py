"""Verbs after the signature, one transaction each."""
