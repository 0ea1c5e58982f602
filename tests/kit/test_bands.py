"""The bands that people see are those of the specification."""

import pytest

from dealdesk.kit.bands import BANDS, band_of
from reviews.engine import scales


@pytest.mark.parametrize(
    ("tenths", "word"),
    [
        (0, "Low"),
        (199, "Low"),
        (200, "Moderate"),
        (449, "Moderate"),
        (450, "High"),
        (699, "High"),
        (700, "Severe"),
        (899, "Severe"),
        (900, "Blocked"),
        (1000, "Blocked"),
    ],
)
def test_band_begins_at_its_limit(tenths: int, word: str) -> None:
    assert band_of(tenths).word == word


@pytest.mark.parametrize("tenths", [-1, 1001])
def test_score_outside_the_scale_has_no_band(tenths: int) -> None:
    with pytest.raises(ValueError, match="between 0 and 1000"):
        band_of(tenths)


def test_shown_bands_are_those_the_engine_decides_by() -> None:
    for tenths in range(1001):
        shown = band_of(tenths)
        assert shown.code == scales.band_of(tenths)
        assert shown.word == scales.BAND_WORDS[shown.code]


def test_bands_follow_each_other_without_a_gap() -> None:
    for lower, upper in zip(BANDS, BANDS[1:], strict=False):
        assert lower.below_tenths == upper.from_tenths


def test_span_of_a_band_is_shown_in_tenths() -> None:
    assert [band.span for band in BANDS] == ["0–19.9", "20–44.9", "45–69.9", "70–89.9", "90–100"]
