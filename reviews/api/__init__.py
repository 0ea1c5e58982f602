"""Submissions, the gate, reviews, decisions and clearances for machines."""
