"""A few signed deals that differ in all that roll-ups keep apart, some with what became of them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import time_machine

from contracts.models import Customer
from outcomes.actions import CellAnswer, answer_check_in
from outcomes.actions.undisclosing import add_undisclosed
from outcomes.models import CheckIn, Handover, Moment
from outcomes.queries.asked_cells import cells_of
from tests.make import Cast, type_called
from tests.make_outcomes import make_signed, void

FIRST_DAY, SECOND_DAY = dt.date(2026, 2, 3), dt.date(2026, 3, 30)
WORK = {"once": (600, 900, 1200), "monthly": (60, 60, 120), "confidence": 70}


@dataclass(frozen=True)
class Year:
    """`hard` turned out harder than said and had a term that nobody was told of, `easy` as said, `open` has
    no outcome yet, `voided` does not count. `hard`, `easy` and `voided` were signed on FIRST_DAY."""

    hard: Handover
    easy: Handover
    open: Handover
    voided: Handover

    @property
    def standing(self) -> list[int]:
        return [self.hard.pk, self.easy.pk, self.open.pk]


def make_year(cast: Cast) -> Year:
    hard = make_signed(cast, "payment-terms", on=FIRST_DAY, answer=WORK, product_lines=["Relay", "Atlas"])
    easy = make_signed(
        cast, "support-response", on=FIRST_DAY, answer=WORK, level=1, product_lines=["Atlas", "Relay"]
    )
    later = make_signed(
        cast, "payment-terms", on=SECOND_DAY, customer="Meridian Freight", kind="renewal", months=12
    )
    Customer.objects.filter(pk=later.deal.customer_id).update(country="FR")
    voided = make_signed(cast, "payment-terms", on=FIRST_DAY, answer=WORK)
    void(cast, voided)
    found_on = FIRST_DAY + dt.timedelta(days=20)
    with time_machine.travel(dt.datetime.combine(found_on, dt.time(9), tzinfo=dt.UTC)):
        add_undisclosed(
            hard,
            type=type_called(hard.draft, "renewal"),
            wording="The customer may leave at any time.",
            functions=["LEG"],
            found_on=found_on,
            by=cast.desk,
        )
    answer_day_90(cast, hard, level=4, spent_minutes=3000, remaining_minutes=500)
    answer_day_90(cast, easy, level=1, spent_minutes=100)
    return Year(hard, easy, later, voided)


def answer_day_90(cast: Cast, handover: Handover, level: int, **fields: Any) -> None:
    """Every function answers at 90 days, each of its cells alike."""
    with time_machine.travel(dt.datetime.combine(handover.signed_on, dt.time(9), tzinfo=dt.UTC)) as clock:
        clock.shift(dt.timedelta(days=91))
        for check_in in CheckIn.objects.filter(handover=handover, moment=Moment.DAY_90):
            answers = [
                CellAnswer(request=cell.request, undisclosed=cell.undisclosed, level=level, **fields)
                for cell in cells_of(check_in)
            ]
            answer_check_in(check_in, answers, by=cast.members[check_in.function.code])
