"""Makers for earlier deals: what was asked, whether it was signed, and what it was like."""

import datetime as dt
from typing import Any

import time_machine

from contracts.models import Deal
from outcomes.actions import CellAnswer, answer_check_in
from outcomes.models import CheckIn, Handover, Moment
from outcomes.queries.asked_cells import cells_of
from reviews.actions import submit_draft
from reviews.models import Submission
from tests.make import Cast, make_deal, make_term, review_all
from tests.make_outcomes import sign

SIGNED_ON = dt.date(2026, 2, 3)
WORDS = "Supplier commits to an availability of the Service as the customer's operations demand it."


def make_asked(cast: Cast, value: Any = "99.99", *, code: str = "uptime", wording: str = WORDS) -> Submission:
    """A deal of Maya's that asks for one thing, submitted."""
    deal: Deal = make_deal(cast.maya)
    make_term(deal.current_draft, code, by=cast.maya, value=value, wording=wording)
    return submit_draft(deal.current_draft, by=cast.maya)


def make_agreed(
    cast: Cast,
    value: Any = "99.99",
    *,
    code: str = "uptime",
    wording: str = WORDS,
    on: dt.date = SIGNED_ON,
    said: int = 600,
    level: int = 2,
) -> Handover:
    """The same, reviewed at one level with `said` minutes a function, and signed that day."""
    with time_machine.travel(dt.datetime.combine(on, dt.time(9), tzinfo=dt.UTC), tick=True):
        submission = make_asked(cast, value, code=code, wording=wording)
        review_all(cast, submission, level, once=(said, said, said))
        return sign(cast, submission)


def make_lived(
    cast: Cast, value: Any = "99.99", *, was: int = 600, was_level: int = 2, **agreed: Any
) -> Handover:
    """An agreed one that took each function `was` minutes and felt like `was_level` after thirty days."""
    handover = make_agreed(cast, value, **agreed)
    for check_in in CheckIn.objects.filter(handover=handover, moment=Moment.DAY_30):
        answers = [
            CellAnswer(request=cell.request, undisclosed=cell.undisclosed, level=was_level, spent_minutes=was)
            for cell in cells_of(check_in)
        ]
        answer_check_in(check_in, answers, by=cast.members[check_in.function.code])
    return handover
