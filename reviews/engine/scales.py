"""Every number of DD:1.0, and nowhere else. Sources and meanings: docs/scoring.md."""

from typing import Final

from reviews.engine.anchors import LEVEL_ANCHORS
from reviews.engine.policy_version import BANDS, SPEC, Policy
from reviews.engine.rounding import dose_thresholds

__all__ = [
    "BANDS",
    "BAND_WORDS",
    "CLOSED",
    "DEFAULT_POLICY",
    "FUNCTIONS",
    "LEVEL_ANCHORS",
    "SPEC",
    "THRESHOLDS",
    "band_of",
    "harder_band",
]

CLOSED: Final = "CLOSED"

BAND_WORDS: Final = {
    "AUTO": "Low",
    "MGR": "Moderate",
    "VP": "High",
    "EXEC": "Severe",
    "BLOCKED": "Blocked",
}

FUNCTIONS: Final = ("DEL", "SUP", "FIN", "LEG", "SEC", "PRD")

DEFAULT_POLICY: Final = Policy.from_document(
    {
        "id": "dd-default-1",
        "spec": SPEC,
        "level_points": [0, 4, 12, 35, 75],
        "conf_knee": 80,
        "conf_per_level": 60,
        "bands": [200, 450, 700, 900],
        "plan_limit": 850,
        "theta": 223_144,  # -1e6 ln 0.8: one function-month above the plan limit scores 20 alone
        "ln10": 2_302_585,  # 1e6 ln 10: effort that eats the standard margin scores 90 alone
        "w_f": dict.fromkeys(FUNCTIONS, 1000),
        "w_k": {},
        "rate": {"DEL": 12_000, "SUP": 8_000, "FIN": 11_000, "LEG": 18_000, "SEC": 15_000, "PRD": 14_000},
        "uplift": dict.fromkeys(FUNCTIONS, 1000),
        "miss_level": 50,
        "miss_one": 4_800,
        "miss_rec": 480,
        "sig_u": 300,
        "sig_v": 200,
        "std_margin": 700,
        "cost_gate": [[150, "MGR"], [300, "VP"], [600, "EXEC"]],
        "load_gate": [[1000, "VP"], [1200, "EXEC"]],
        "max_n": 20,
    }
)

# THRESHOLDS[k - 1] is the least dose that shows as k tenths, k = 1..999.
THRESHOLDS: Final = dose_thresholds()


def band_of(tenths: int, policy: Policy = DEFAULT_POLICY) -> str:
    """The band of a score of `tenths` (0-1000): AUTO, MGR, VP, EXEC or BLOCKED."""
    return policy.band_of(tenths)


def harder_band(one: str, other: str | None) -> str:
    """The one of two bands that asks for more; None asks for nothing."""
    return max(one, other or one, key=BANDS.index)
