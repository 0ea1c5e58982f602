"""Draw one company: its functions, kinds of terms, reps and reviewers, and what each does."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

FUNCTIONS = ("DEL", "SUP", "FIN", "LEG", "SEC", "PRD")
CATEGORIES = 8
REPS = 30
REVIEWERS_EACH = 3
SEVERITY_SPREAD = 0.45
LARGEST_OPTIMISM = 0.6


@dataclass(frozen=True)
class Company:
    """`slope`: how fast incidents grow with a level, in logs. `asked`: which functions a kind of term asks.
    `hardness`: mean true level of a kind of term. `optimism`: ln(actual / estimate) of a function."""

    slope: float
    asked: NDArray[np.bool_]
    hardness: Numbers
    severity: Numbers
    optimism: Numbers
    terms_a_deal: Numbers
    pushing: Numbers
    quarter_end: Numbers
    size: Numbers


def draw_company(rng: np.random.Generator) -> Company:
    functions, reviewers = len(FUNCTIONS), len(FUNCTIONS) * REVIEWERS_EACH
    asked = rng.random((CATEGORIES, functions)) < 0.35
    asked[np.arange(CATEGORIES), rng.integers(0, functions, CATEGORIES)] = True
    return Company(
        slope=rng.uniform(0.5, 1.8),
        asked=asked,
        hardness=rng.uniform(1.4, 3.2, CATEGORIES),
        severity=rng.normal(0, SEVERITY_SPREAD, reviewers),
        optimism=rng.uniform(0, LARGEST_OPTIMISM, functions),
        terms_a_deal=rng.uniform(0.5, 4.5, REPS),
        pushing=rng.normal(0, 0.35, REPS),
        quarter_end=rng.beta(2, 3, REPS),
        size=rng.normal(np.log(20_000_000), 0.5, REPS),
    )
