"""Who has to hear of what happens to the figures themselves, and in which words."""

from collections.abc import Iterable

from django.urls import reverse

from accounts.models import Role, User
from activity.models import Event
from reviews.notice import Notice, Writers, notices_by


def notices_of(event: Event) -> list[Notice]:
    return notices_by(WRITERS, event)


def differed(event: Event) -> Iterable[Notice]:
    """The deal desk: whoever read a dashboard yesterday may have read a wrong figure."""
    rows = f"{event.facts['count']:,} of {event.facts['rows']:,} rows"
    text = f"Figures behind the dashboards were wrong: {rows} differed from the deals, and were put right."
    path = reverse("insights:dashboard")
    return [Notice(person, text, path) for person in User.objects.filter(grants__role=Role.DEAL_DESK)]


WRITERS: Writers = {"rollups.differed": differed}
