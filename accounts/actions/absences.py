"""Plan, change and end an absence. Who stands in follows from what is planned, whenever it is asked."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts.absences import today_of
from accounts.models import Delegation, User
from accounts.policy import may_plan_absence_of, must_be_able_to_stand_in, must_be_away_once
from accounts.stand_in_chains import must_lead_somewhere
from activity.record import record
from dealdesk.kit.refusals import Refused

LONGEST = dt.timedelta(days=366)


@transaction.atomic
def plan_absence(
    giver: User,
    *,
    by: User,
    starts_on: dt.date,
    ends_on: dt.date,
    taker: User | None = None,
    scope: str = Delegation.Scope.ALL,
    reason: str = "",
) -> Delegation:
    """Say that somebody is away, from the first to the last day in their time zone, and who stands in;
    without a `taker` nobody does, and their clocks stand.

    Raises Refused when the days are in the past or taken, when the stand-in could not act, and when
    stand-ins of stand-ins would go round in a circle or on for too long.
    """
    may_plan_absence_of(giver, by=by)
    _lock(giver, taker)
    if starts_on < today_of(giver):
        raise Refused("An absence begins today at the earliest.")
    absence = Delegation(
        giver=giver,
        taker=taker,
        scope=scope,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=" ".join(reason.split()),
        created_by=by,
    )
    _must_be_sound(absence)
    absence.save()
    _record("absence.planned", absence, by)
    begin_if_due(absence)
    return absence


@transaction.atomic
def change_absence(
    absence: Delegation,
    *,
    by: User,
    starts_on: dt.date,
    ends_on: dt.date,
    taker: User | None,
    scope: str,
    reason: str = "",
) -> None:
    """Change what is planned. The first day stays once the absence has begun. Raises Refused as planning
    does, and when the absence is over."""
    may_plan_absence_of(absence.giver, by=by)
    _lock(absence.giver, taker)
    stored = _standing(absence)
    if starts_on != stored.starts_on and min(starts_on, stored.starts_on) < today_of(stored.giver):
        raise Refused("The first day can be moved only while it lies ahead, and not into the past.")
    wanted = {
        "starts_on": starts_on,
        "ends_on": ends_on,
        "taker": taker,
        "scope": scope,
        "reason": " ".join(reason.split()),
    }
    changed = [name for name, value in wanted.items() if getattr(stored, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(stored, name, wanted[name])
    if starts_on > today_of(stored.giver):
        stored.began_at = None
    _must_be_sound(stored)
    stored.save()
    _record("absence.changed", stored, by, fields=changed)
    begin_if_due(stored)


@transaction.atomic
def end_absence(absence: Delegation, *, by: User) -> None:
    """Back early, or not going at all. From this moment nobody stands in any more."""
    may_plan_absence_of(absence.giver, by=by)
    _lock(absence.giver, None)
    stored = _standing(absence)
    stored.ended_at = stored.over_at = timezone.now()
    stored.save(update_fields=["ended_at", "over_at"])
    _record("absence.ended", stored, by)


def begin_if_due(absence: Delegation) -> bool:
    """Note once that an absence is in force from now on; the caller has it to itself."""
    if absence.began_at is not None or absence.starts_on > today_of(absence.giver):
        return False
    absence.began_at = timezone.now()
    absence.save(update_fields=["began_at"])
    _record("absence.began", absence, None)
    return True


def finish_if_due(absence: Delegation) -> bool:
    """Note once that the last day has passed; the caller has the absence to itself."""
    if absence.over_at is not None or absence.ends_on >= today_of(absence.giver):
        return False
    absence.over_at = timezone.now()
    absence.save(update_fields=["over_at"])
    _record("absence.over", absence, None)
    return True


def _lock(giver: User, taker: User | None) -> None:
    """Two who plan to stand in for each other at the same moment come one after the other."""
    people = [person.pk for person in (giver, taker) if person is not None]
    list(User.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk"))


def _standing(absence: Delegation) -> Delegation:
    stored = Delegation.objects.select_for_update(of=("self",)).select_related("giver", "taker")
    found = stored.get(pk=absence.pk)
    if found.ended_at is not None or found.ends_on < today_of(found.giver):
        raise Refused("This absence is over. Plan another one.")
    return found


def _must_be_sound(absence: Delegation) -> None:
    if absence.ends_on < absence.starts_on:
        raise Refused("The last day must not lie before the first.")
    if absence.ends_on < today_of(absence.giver):
        raise Refused("The last day has passed already.")
    if absence.ends_on - absence.starts_on > LONGEST:
        raise Refused("Plan at most a year at a time.")
    must_be_away_once(absence)
    must_be_able_to_stand_in(absence)
    must_lead_somewhere(absence)


def _record(verb: str, absence: Delegation, by: User | None, **facts: object) -> None:
    record(
        verb,
        chain=absence.giver.chain,
        by=by,
        keys={"person": absence.giver_id, "absence": absence.pk},
        starts_on=absence.starts_on.isoformat(),
        ends_on=absence.ends_on.isoformat(),
        scope=absence.get_scope_display(),
        taker=absence.taker.name if absence.taker else "",
        taker_id=absence.taker_id,
        **facts,
    )
