"""Tells the demo company's months in the order in which they happened."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch

from celery import current_app
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from activity.actions.inbox import mark_all_read
from activity.models import Event, Notification
from activity.record import record
from dealdesk.demo import content
from dealdesk.demo.beats import Beat, Moment, fit
from dealdesk.demo.bells import answer_bells, without_mail, without_news, without_rollups
from dealdesk.demo.clock import story_time
from dealdesk.demo.company import Company, found
from dealdesk.demo.history import reading
from dealdesk.demo.history.aftermath import after
from dealdesk.demo.history.expanding import history
from dealdesk.demo.hours import start_of_work
from dealdesk.demo.planning import concern_beats, deal_beats, life_beats, sweeps
from dealdesk.demo.verbs import tell
from dealdesk.kit.refusals import Refused
from insights.actions.rebuilding import rebuild

LOADED = "demo.loaded"
DAYS_BEFORE_FIRST_DEAL = 10
MOMENTS_A_LOOK, MOMENTS_A_LATER_LOOK = 100, 500
UNREAD_DAYS = 2
"""What is older has been read by everybody."""

Say = Callable[[str], None]


def is_loaded() -> bool:
    return Event.objects.filter(verb=LOADED).exists()


@contextmanager
def one_transaction() -> Iterator[None]:
    """All or nothing: no part of it is ever rolled back alone, so thousands of savepoints are saved."""
    with patch.object(connection.features, "uses_savepoints", False), transaction.atomic():
        yield


def load(say: Say, *, now: datetime | None = None) -> None:
    """Tell everything up to `now` in one transaction: the whole company is there afterwards, or nothing.

    Raises Refused on a database in which there are people already.
    """
    if User.objects.exists():
        raise Refused("This database has people in it. The demo company moves only into an empty one.")
    until = now or timezone.now()
    moments = timetable(until)
    founded = moments[0].at.date() - timedelta(days=DAYS_BEFORE_FIRST_DEAL)
    with one_transaction(), story_time(start_of_work(founded, 0, timedelta(), "UTC")) as clock:
        company = Company(clock, until.date())
        customers = len(content.customers()) + len(reading.customers())
        say(f"Fernhill Works: {len(content.people())} people, {customers} customers ...")
        found(company)
        current_app.loader.import_default_modules()
        answer_bells()
        count = len(content.deals()) + len(history(until.date()))
        say(f"{count} deals in {len(moments)} sittings since {moments[0].at:%d %B %Y} ...")
        with without_mail(), without_rollups():
            _tell_all(company, sorted([*moments, *sweeps(until)], key=_order))
        clock.move_to(until)
        rebuild(is_nightly=False)
        read = _read_old_news(until - timedelta(days=UNREAD_DAYS))
        record(LOADED, chain="demo", by=None, deals=len(company.deals))
        say(f"Inboxes: {read} notices read, {Notification.objects.filter(read_at=None).count()} new.")


def _tell_all(company: Company, moments: list[Moment]) -> None:
    """Each beat at its moment; the reviews of a deal on one day are a burst, scored once at its end.

    What a concern asks for waits until nobody is in the middle of a deal of that customer, a sweep until
    nobody is in the middle of any; what the company does beside its deals rings only its own bells.
    """
    over: dict[str, datetime] = {}
    swept = moments[0].at
    for number, moment in enumerate(moments):
        if number % (MOMENTS_A_LOOK if number < MOMENTS_A_LATER_LOOK else MOMENTS_A_LATER_LOOK) == 0:
            _let_the_planner_look()
        beat = moment.beat
        company.clock.move_to(max(moment.at, swept))
        if beat.verb == "sweep":
            swept = max(moment.at, *over.values())
            company.clock.move_to(swept)
            tell(company, beat)
            answer_bells()
            continue
        with without_news() if beat.is_old else nullcontext():
            tell(company, beat)
        if not beat.customer:
            answer_bells("policy")
            answer_bells(company.people[beat.by].chain)
            continue
        deal = company.deals.get(beat.story)
        over[beat.customer] = max(company.clock.now(), over.get(beat.customer, moment.at))
        if deal is None:
            company.clock.move_to(over[beat.customer])
            answer_bells(company.customers[beat.customer].chain)
        elif not moment.is_burst:
            with without_news() if beat.is_old else nullcontext():
                answer_bells(deal.chain)
    answer_bells()


def _let_the_planner_look() -> None:
    """Autovacuum sees nothing of an open transaction: without this, queries are planned for empty tables.

    Only our own tables: those of the whole cluster would stay locked until the end, for every database of it.
    """
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        cursor.execute("ANALYZE " + ", ".join(map(connection.ops.quote_name, names)))


def timetable(now: datetime) -> list[Moment]:
    """What people do in all stories, by time."""
    today = now.astimezone(UTC).date()
    moments = [moment for story in _stories(today) for moment in fit(story, now)]
    return sorted(moments, key=_order)


def _order(moment: Moment) -> tuple[datetime, str]:
    return moment.at, moment.beat.story


def _stories(today: date) -> Iterator[list[Beat]]:
    deals = [*history(today), *content.deals()]
    sellers = {deal["customer"]: deal["owner"] for deal in deals}
    for deal in deals:
        yield [*deal_beats(deal, today), *after(deal, today)]
    for customer in [*content.customers(), *reading.customers()]:
        for number, _ in enumerate(customer["concerns"]):
            yield concern_beats(customer, number, sellers[customer["key"]], today)
    yield from life_beats(today)


def _read_old_news(before: datetime) -> int:
    """Everybody has read what came until then; returns how many notices that were."""
    read = 0
    for person in User.objects.all():
        newest = Notification.objects.filter(to=person, at__lt=before).order_by("-id").first()
        if newest is not None:
            read += mark_all_read(person, up_to=newest.pk)
    return read
