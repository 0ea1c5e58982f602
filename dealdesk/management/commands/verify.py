from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand

from dealdesk.verification import INVARIANTS, Invariant

SHOWN = 10
"""Breaches printed for each invariant; the count is exact up to COUNTED."""

COUNTED = 1000


class Command(BaseCommand):
    help = "Check every invariant from the tables alone; one line each, exit code 1 on a breach."

    def handle(self, *args: Any, **options: Any) -> None:
        broken = sum(self._check(invariant) for invariant in INVARIANTS)
        if broken:
            self.stderr.write(f"{broken} of {len(INVARIANTS)} invariants are broken.")
            raise SystemExit(1)
        self.stdout.write(f"All {len(INVARIANTS)} invariants hold.")

    def _check(self, invariant: Invariant) -> bool:
        breaches = list(islice(invariant.breaches(), COUNTED))
        verdict = f"BROKEN ({len(breaches)})" if breaches else "holds"
        self.stdout.write(f"{invariant.code:>4}  {verdict:<12} {invariant.promise}")
        for breach in breaches[:SHOWN]:
            self.stdout.write(f"        {breach}")
        return bool(breaches)
