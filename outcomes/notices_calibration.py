"""Who hears that a calibration is done: whoever asked for it, or the deal desk after the monthly one."""

from collections.abc import Iterable

from django.urls import reverse

from accounts.models import Role, User
from activity.models import Event
from outcomes.models import Calibration
from reviews.notice import Notice, Writers


def done(event: Event) -> Iterable[Notice]:
    run = Calibration.objects.select_related("asked_by").get(pk=event.facts["calibration"])
    text = run.problem or f"The calibration on {run.outcome_count} outcomes is done. {_verdict(run)}"
    desk = User.objects.filter(grants__role=Role.DEAL_DESK, is_active=True)
    people = [run.asked_by] if run.asked_by else list(desk)
    return [Notice(person, text, reverse("outcomes:calibration", args=[run.pk])) for person in people]


def _verdict(run: Calibration) -> str:
    if run.proposal_id:
        return "Look at the policy draft that it proposes; nothing is in force until somebody publishes it."
    if run.report.get("proposes"):
        return "Make a policy draft of it if you like what it says."
    return "It changes nothing of what is in force, so it proposes nothing."


WRITERS_CALIBRATION: Writers = {"calibration.done": done}
