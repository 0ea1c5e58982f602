"""What pages name beside the worker, who alone may load numpy. docs/outcomes.md, section 2."""

LEAST_NEW_OUTCOMES = 25
"""Outcomes since the curve in force was fitted, below which nothing is compared with it: the interval of a
bootstrap is too narrow when few, and has no width at all for one."""
