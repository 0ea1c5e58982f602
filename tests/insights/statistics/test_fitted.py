"""The line through the marks, beside the textbook's sums."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights.statistics.fitted import fitted_line

SCORE = st.floats(0, 100, allow_nan=False)


@given(st.lists(st.tuples(st.integers(0, 100), SCORE), min_size=25, max_size=60))
def test_the_line_is_that_of_least_squares(pairs: list[tuple[int, float]]) -> None:
    line = fitted_line(pairs)
    n = len(pairs)
    mean_x, mean_y = sum(x for x, _ in pairs) / n, sum(y for _, y in pairs) / n
    spread = sum((x - mean_x) ** 2 for x, _ in pairs)
    if not any(x != pairs[0][0] for x, _ in pairs):
        assert line is None
        return
    assert line is not None and line.n == n
    slope = sum((x - mean_x) * (y - mean_y) for x, y in pairs) / spread
    assert line.slope == pytest.approx(slope, abs=1e-6)
    assert line.at(mean_x) == pytest.approx(mean_y, abs=1e-6)
    assert (line.low, line.high) == (min(x for x, _ in pairs), max(x for x, _ in pairs))


def test_twenty_four_deals_draw_no_line() -> None:
    assert fitted_line([(float(at), float(at)) for at in range(24)]) is None
    line = fitted_line([(float(at), 2.0 * at + 3) for at in range(25)])
    assert line is not None and (round(line.at(10), 6), line.n) == (23.0, 25)
