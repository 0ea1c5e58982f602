"""How the dashboard and its roll-ups grow with the deals: python -m benchmarks.dashboard"""

import os
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dealdesk.settings")

from benchmarks.scratch import scratch_database

if TYPE_CHECKING:
    from benchmarks.company import Company

FEW, MANY = 1_000, 100_000

LIMIT = 2.0
"""The page may take at most this many times as long with MANY deals as with FEW."""

LOOKS = 9
HELD = ("/insights/", "/insights/?line=Relay&kind=renewal")
"""Pages that are held to the limit; the others are measured beside them."""

PAGES = (*HELD, "/insights/functions/", "/insights/types/")


def main() -> int:
    with scratch_database():
        ratios = _measure()
    worst = max(ratios[page] for page in HELD)
    print(f"Slowest to grow: {worst:.2f} times, limit {LIMIT}.")
    return 0 if worst <= LIMIT else 1


def _measure() -> dict[str, float]:
    from benchmarks.company import Company  # noqa: PLC0415 - needs the scratch database

    company = Company.found()
    few, many = (_times(company, deals) for deals in (FEW, MANY))
    ratios = {page: many[page] / few[page] for page in PAGES}
    for page, ratio in ratios.items():
        print(f"{page:40} {few[page]:7.0f} ms {many[page]:7.0f} ms  x {ratio:.2f}")
    return ratios


def _times(company: "Company", deals: int) -> dict[str, float]:
    filled = _took(lambda: company.fill(deals))
    counted = _took(company.count)
    compared = _took(company.compare)
    folded = median(_took(company.fold_one) for _ in range(LOOKS))
    print(f"{deals:,} deals: filled in {filled / 1000:.0f} s, {company.row_counts()}")
    print(
        f"  counting {counted * 10_000 / deals:.0f} ms, nightly comparison {compared * 10_000 / deals:.0f} ms"
        f" per 10,000 deals; one fold {folded:.0f} ms"
    )
    return {page: _page(company, page) for page in PAGES}


def _page(company: "Company", page: str) -> float:
    company.look(page)
    return median(_took(lambda: company.look(page)) for _ in range(LOOKS))


def _took(action: Callable[[], object]) -> float:
    """Milliseconds."""
    began = perf_counter()
    action()
    return (perf_counter() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
