"""What a pain score means: five bands, each with a word for people, a colour tone and a shape of its own.

The limits are the default policy's (DD:1.0, step 9); the engine keeps its own copy and decides.
This table is only for showing. Scores are in tenths, 0-1000.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Band:
    """`code` is the specification's, `word` the people's, `tone` names both the colours and the icon."""

    code: str
    word: str
    tone: str
    from_tenths: int
    below_tenths: int

    @property
    def span(self) -> str:
        """The scores of this band as they are shown, for example 20-44.9."""
        last = "100" if self.below_tenths > 1000 else f"{(self.below_tenths - 1) / 10:.1f}"
        return f"{self.from_tenths // 10}–{last}"


BANDS = (
    Band("AUTO", "Low", "low", 0, 200),
    Band("MGR", "Moderate", "moderate", 200, 450),
    Band("VP", "High", "high", 450, 700),
    Band("EXEC", "Severe", "severe", 700, 900),
    Band("BLOCKED", "Blocked", "blocked", 900, 1001),
)
BAND_BY_CODE = {band.code: band for band in BANDS}


def band_of(tenths: int) -> Band:
    """The band of a shown score in tenths. Raises ValueError outside 0-1000."""
    for band in BANDS:
        if band.from_tenths <= tenths < band.below_tenths:
            return band
    raise ValueError(f"A score lies between 0 and 1000 tenths; {tenths} does not.")
