"""Plan the check-ins: each function that answered for the deal says later what it was really like."""

from datetime import timedelta

from accounts.models import Function
from outcomes.models import CheckIn, Handover, Moment
from outcomes.scales import CHECK_IN_DAYS
from reviews.models import ReviewRequest


def plan_check_ins(handover: Handover) -> int:
    """A check-in for each asked function at 30, 60 and 90 days, and when notice may be given; returns how
    many. A contract that ends before a moment has none then. The caller holds the deal's lock."""
    requests = ReviewRequest.objects.filter(term__draft=handover.draft_id)
    functions = Function.objects.filter(pk__in=requests.values("function"))
    due = {moment: handover.signed_on + timedelta(days=days) for moment, days in CHECK_IN_DAYS.items()}
    due[Moment.RENEWAL] = handover.ends_on
    rows = [
        CheckIn(handover=handover, moment=moment, function=function, due_on=day)
        for moment, day in due.items()
        for function in functions
        if day <= handover.ends_on
    ]
    CheckIn.objects.bulk_create(rows)
    return len(rows)
