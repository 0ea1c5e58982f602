"""A deal that was signed a hundred days ago: asked about, answered in part, with trouble and an import."""

import datetime as dt

from django.db.models import F
from django.utils import timezone

from outcomes.actions import (
    IncidentAsked,
    add_undisclosed,
    nothing_happened,
    record_incident,
    start_import,
    strike_incident,
)
from outcomes.models import CheckIn, Handover, Moment
from tests.make import Cast, type_called
from tests.make_outcomes import make_signed
from tests.outcomes.check_ins import answer_one, check_in_of

AGE = dt.timedelta(days=100)
WORDS = "Answer within 15 minutes, by e-mail of <b>12 May</b>."


def outcome_places(cast: Cast) -> dict[str, object]:
    """What the addresses of these pages are made of."""
    handover = made_older(make_signed(cast, "support-response", customer="Told Truth", level=2))
    today = timezone.localdate()
    answer_one(cast, handover, "FIN", level=3, spent_minutes=600, note="They paid late, twice.")
    answer_one(cast, handover, "SUP", level=4, spent_minutes=6000, remaining_minutes=900)
    nothing_happened(check_in_of(handover, "FIN", Moment.DAY_60), by=cast.leads["FIN"])
    by_deal = {"note": "Their board called.", "happened_on": today}
    record_incident(handover, IncidentAsked("executive_escalation", **by_deal), by=cast.maya)
    mistake = record_incident(handover, IncidentAsked("credit", today, amount=150_000), by=cast.desk)
    strike_incident(mistake, by=cast.desk)
    add_undisclosed(
        handover,
        type=type_called(handover.draft, "uptime"),
        wording=WORDS,
        functions=["SUP", "SEC"],
        found_on=today,
        by=cast.desk,
    )
    head, number = "deal,term,function,spent_hours,remaining_hours,tickets,day", handover.deal.number
    rows = (f"{number},support-response,SUP,12,3,,", f"{number},support-response,FIN,,,7,{today}")
    good = start_import("hours.csv", "\n".join([head, *rows]), by=cast.desk)
    bad = start_import("worse.csv", "\n".join([head, *rows, "D-9,x,SUP,much,,,"]), by=cast.desk)
    return {
        "told": number,
        "asked_again": check_in_of(handover, "SUP", Moment.DAY_90).pk,
        "answered_check_in": check_in_of(handover, "FIN").pk,
        "early_check_in": check_in_of(handover, "SUP", Moment.RENEWAL).pk,
        "good_import": good.pk,
        "bad_import": bad.pk,
    }


def made_older(handover: Handover) -> Handover:
    """As if it had been signed AGE ago."""
    CheckIn.objects.filter(handover=handover).exclude(moment=Moment.RENEWAL).update(due_on=F("due_on") - AGE)
    Handover.objects.filter(pk=handover.pk).update(signed_on=F("signed_on") - AGE)
    handover.refresh_from_db()
    return handover
