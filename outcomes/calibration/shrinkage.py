"""Partial pooling in one line: few observations say little."""


def shrunk(mean: float, n: int, between: float, within: float) -> float:
    """mean x n t2 / (n t2 + s2): between 0 and the mean. t2 is the variance `between` those compared, s2 the
    variance `within` one of them (docs/outcomes.md, section 2)."""
    if n == 0:
        return 0.0
    return mean * n * between / (n * between + within)
