"""Who is away, conditions to see to, a concern that holds a deal up, and runs of the policy lab."""

import datetime as dt

from django.utils import timezone

from accounts.absences import today_of
from accounts.actions import plan_absence
from contracts.models import Concern
from reviews.actions.lab import advance_lab_run, cancel_lab_run, start_lab_run
from reviews.models import PolicyDraft
from tests.make import Cast
from tests.make_conditions import asked, cleared_on, overdue

DAY = dt.timedelta(days=1)


def waiting_places(cast: Cast, lab_draft: PolicyDraft) -> dict[str, object]:
    """What the addresses of these pages are made of; the lab replays every deal told so far."""
    return {
        **_away(cast),
        **_on_condition(cast),
        **_lab(cast, lab_draft),
        "concern": Concern.objects.get(text="Two outages in one month.").pk,
    }


def _away(cast: Cast) -> dict[str, object]:
    """Lea Security is away with Lea Legal in her place, and again later with nobody."""
    lea = cast.leads["SEC"]
    today = today_of(lea)
    plan_absence(
        lea,
        by=lea,
        taker=cast.leads["LEG"],
        starts_on=today,
        ends_on=today + 3 * DAY,
        reason="<b>Holiday</b>",
    )
    later = plan_absence(lea, by=cast.desk, starts_on=today + 30 * DAY, ends_on=today + 33 * DAY)
    return {"away": lea.pk, "absence": later.pk}


def _on_condition(cast: Cast) -> dict[str, object]:
    """One condition can still be met, the day of the other has passed and the clearance will lapse."""
    open_one = cleared_on(cast, asked(cast.maya), customer="Open Condition")
    late = overdue(cleared_on(cast, asked(cast.maya, lapses=False), customer="Late Condition"))
    return {
        "condition": open_one.pk,
        "on_condition": open_one.submission.draft.deal.number,
        "late_condition": late.submission.draft.deal.number,
    }


def _lab(cast: Cast, draft: PolicyDraft) -> dict[str, object]:
    today = timezone.localdate()
    done, moving, cancelled = (
        start_lab_run(draft, from_on=today - DAY, to_on=today, by=cast.desk) for _ in range(3)
    )
    advance_lab_run(done.pk)
    cancel_lab_run(cancelled, by=cast.desk)
    return {"lab_draft": draft.pk, "lab_done": done.pk, "lab_moving": moving.pk, "lab_over": cancelled.pk}
