"""The company that is measured: everybody, one signed deal with its outcome, and clones of it."""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import Role
from benchmarks.cloning import clone_deals
from contracts.models import Customer, Deal
from insights.actions.folding import fold
from insights.rollups import ROLL_UPS
from insights.rollups.comparing import compare_all
from outcomes.models import Handover
from tests.make import Cast, make_user
from tests.make_outcomes import make_old_cast, make_signed
from tests.make_rollups import WORK, answer_day_90

COUNTRIES = ("DE", "FR", "GB", "SE", "US", "CH", "NL", "PL")
REPS, CUSTOMERS = 30, 4000


@dataclass
class Company:
    cast: Cast
    template: Handover
    client: Client
    places: Any = field(default_factory=count)

    @classmethod
    def found(cls) -> "Company":
        """30 reps, customers in 8 countries, and one deal of two terms signed four months ago."""
        cast = make_old_cast()
        for number in range(REPS):
            make_user(f"Rep {number:02}", Role.SALES_REP, reports_to=cast.mark)
        Customer.objects.bulk_create(
            Customer(name=f"Customer {number}", country=COUNTRIES[number % len(COUNTRIES)])
            for number in range(CUSTOMERS)
        )
        signed_on = timezone.localdate() - timedelta(days=120)
        template = make_signed(
            cast, "payment-terms", "support-response", level=1, on=signed_on, answer=WORK, months=4
        )
        answer_day_90(cast, template, level=2, spent_minutes=900, remaining_minutes=300)
        client = Client()
        client.force_login(cast.anders, backend="django.contrib.auth.backends.ModelBackend")
        return cls(cast, template, client)

    def fill(self, deals: int) -> None:
        clone_deals(self.template, deals)

    def count(self) -> None:
        """Fill empty roll-ups, as after an upgrade."""
        for rollup in ROLL_UPS:
            rollup.model._default_manager.all().delete()
            rollup.insert(rollup.table, None)

    def compare(self) -> None:
        with transaction.atomic():
            assert compare_all().difference_count == 0

    def fold_one(self) -> None:
        newest = Deal.objects.order_by("-serial").values_list("pk", flat=True)
        fold(newest[next(self.places)])

    def look(self, page: str) -> None:
        answer = self.client.get(page, secure=True)
        assert answer.status_code == 200, f"{page} answered {answer.status_code}"

    def row_counts(self) -> str:
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM ANALYZE {', '.join(rollup.table for rollup in ROLL_UPS)}")
        return ", ".join(f"{rollup.model._default_manager.count():,} {rollup.name}" for rollup in ROLL_UPS)
