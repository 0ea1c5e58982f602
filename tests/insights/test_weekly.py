"""The Monday mail to executives: what waits, what will overload, what surprised; once, and by choice."""

import datetime as dt
import smtplib
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from accounts.models import Function
from activity.digest import send_due_digests
from activity.mail import send_due_mail
from activity.mail_choice import MailWhen
from activity.models import Event, Notification
from contracts.models import Customer
from insights.actions.folding import fold
from insights.queries.week import week_of
from insights.weekly import send_due_weeklies
from outcomes.actions.incidents import IncidentAsked, record_incident
from outcomes.models import Handover, IncidentKind
from tests.make import Cast, make_submission, review_all
from tests.make_conditions import make_concern
from tests.make_news import choose, mailed
from tests.make_outcomes import make_old_cast, make_signed
from tests.make_rollups import Year, make_year
from tests.racing import race

SIX_IN_BERLIN = dt.datetime(2026, 5, 11, 4, tzinfo=dt.UTC)
"""A Monday, six days after the outcomes of the deals that were signed on 3 February."""

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
ANDERS, EVA = "anders.holm@fernhill.example", "eva.executive@fernhill.example"


@pytest.fixture
def year(cast: Cast) -> Year:
    made = make_year(cast)
    for deal in Handover.objects.values_list("deal", flat=True):
        fold(deal)
    return made


def on(moment: dt.datetime) -> Any:
    return time_machine.travel(moment, tick=False)


def letter_to(address: str) -> tuple[str, str]:
    """The text and the HTML of the one mail that went there."""
    (message,) = [each for each in mail.outbox if each.to == [address]]
    assert isinstance(message, EmailMultiAlternatives)
    ((html, _),) = message.alternatives
    return str(message.body), str(html)


def test_each_executive_gets_it_on_monday_from_six_of_their_own_time(cast: Cast) -> None:
    choose(cast.eva, MailWhen.AT_ONCE, "America/New_York")
    assert send_due_weeklies(SIX_IN_BERLIN - dt.timedelta(seconds=1)) == 0
    assert send_due_weeklies(SIX_IN_BERLIN) == 1
    assert set(mailed()) == {ANDERS}
    assert send_due_weeklies(SIX_IN_BERLIN + 6 * HOUR) == 1
    assert set(mailed()) == {ANDERS, EVA}


def test_two_beats_write_once_and_next_week_again(cast: Cast) -> None:
    assert [send_due_weeklies(SIX_IN_BERLIN + step * HOUR) for step in range(3)] == [2, 0, 0]
    assert send_due_weeklies(SIX_IN_BERLIN + 3 * DAY) == 0, "and nothing in the middle of a week"
    assert send_due_weeklies(SIX_IN_BERLIN + 7 * DAY) == 2
    assert len(mail.outbox) == 4


def test_what_did_not_run_on_monday_goes_out_on_tuesday(cast: Cast) -> None:
    assert send_due_weeklies(SIX_IN_BERLIN + DAY - 3 * HOUR) == 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_once() -> None:
    make_old_cast()
    assert race(*[lambda: send_due_weeklies(SIX_IN_BERLIN)] * 3) == [None, None, None]
    assert Event.objects.filter(verb="weekly.written").count() == len(mail.outbox) == 2


def test_who_wants_no_mail_finds_it_in_the_inbox(cast: Cast) -> None:
    choose(cast.anders, MailWhen.NEVER)
    with on(SIX_IN_BERLIN):
        assert send_due_weeklies() == 2
        assert set(mailed()) == {EVA}
        told = Notification.objects.get(to=cast.anders)
        assert told.path == "/insights/weekly/" and told.text.startswith("The week from 11 May")
        assert send_due_mail(SIX_IN_BERLIN + DAY) == 0


def test_who_is_mailed_once_a_day_does_not_read_it_twice(cast: Cast) -> None:
    choose(cast.anders, MailWhen.DAILY)
    with on(SIX_IN_BERLIN):
        send_due_weeklies()
    assert send_due_digests(SIX_IN_BERLIN + 2 * HOUR) == 0
    assert len(mail.outbox) == 2


def test_a_refused_mail_is_tried_again_with_its_link(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(message: EmailMultiAlternatives) -> None:
        raise smtplib.SMTPDataError(451, b"later")

    with monkeypatch.context() as patched, on(SIX_IN_BERLIN):
        patched.setattr(EmailMultiAlternatives, "send", refuse)
        assert send_due_weeklies() == 2
    assert mail.outbox == []
    assert send_due_mail(SIX_IN_BERLIN + DAY) == 2
    assert "/insights/weekly/" in letter_to(ANDERS)[0]


def test_it_says_what_surprised_and_leads_there(cast: Cast, year: Year) -> None:
    with on(SIX_IN_BERLIN):
        send_due_weeklies()
    text, html = letter_to(ANDERS)
    surprised = text.split("WHAT SURPRISED")[1]
    assert f"* {year.hard.deal}: 90 days: said " in surprised
    assert f"{year.hard.deal.get_absolute_url()}\n" in surprised
    assert year.easy.deal.number not in surprised, "it turned out as it was said"
    assert f'{year.hard.deal.get_absolute_url()}">{escape(year.hard.deal)}</a>' in html
    assert mailed()[ANDERS].endswith("1 surprise")


def test_a_surprise_is_news_for_a_week(cast: Cast, year: Year) -> None:
    assert week_of(cast.anders, SIX_IN_BERLIN).surprise_count == 1
    assert week_of(cast.anders, SIX_IN_BERLIN + 2 * DAY).surprise_count == 0


def test_a_contract_that_ended_surprises_whenever_that_was(cast: Cast, year: Year) -> None:
    later = SIX_IN_BERLIN + 60 * DAY
    with on(later - 2 * DAY):
        asked = IncidentAsked(kind=IncidentKind.TERMINATION, happened_on=later.date() - 2 * DAY)
        record_incident(year.easy, asked, by=cast.desk)
    (found,) = week_of(cast.anders, later).surprises
    assert found.handover == year.easy and found.outcome
    assert "termination" in found.outcome.bad_because


def test_it_says_what_will_overload_and_which_deals_bring_it(cast: Cast, year: Year) -> None:
    Function.objects.filter(code="FIN").update(monthly_capacity=1)
    with on(SIX_IN_BERLIN):
        send_due_weeklies()
    text, _ = letter_to(ANDERS)
    overload = text.split("WHAT WILL OVERLOAD")[1].split("WHAT SURPRISED")[0]
    assert "* Finance, May 2026: " in overload and "% of capacity" in overload
    assert year.hard.deal.number in overload
    assert "of=load&function=FIN&month=2026-05" in overload


def test_it_says_what_waits_for_its_reader(cast: Cast) -> None:
    with on(SIX_IN_BERLIN - DAY):
        submission = make_submission(cast.maya, "payment-terms")
        review_all(cast, submission, 5)
    week = week_of(cast.anders, SIX_IN_BERLIN)
    asked = submission.asks.filter(ended_at=None, person=cast.anders).exists()
    assert asked and [each.pk for each in week.waiting] == [submission.pk]
    with on(SIX_IN_BERLIN):
        send_due_weeklies()
    deal = submission.draft.deal
    assert reverse("reviews:approval", args=[deal.serial]) in letter_to(ANDERS)[0]


def test_late_functions_are_named(cast: Cast) -> None:
    with on(SIX_IN_BERLIN - 20 * DAY):
        make_submission(cast.maya, "payment-terms")
    names = [row.name for row in week_of(cast.anders, SIX_IN_BERLIN).late]
    assert names and set(names) <= {function.name for function in cast.functions.values()}


def test_customers_whom_nobody_heard_wait_too(cast: Cast) -> None:
    today = SIX_IN_BERLIN.date()
    signed = make_signed(cast, on=today - 300 * DAY, months=12)
    make_concern(signed.deal.customer, cast.maya, raised_on=today - 40 * DAY)
    with on(SIX_IN_BERLIN):
        send_due_weeklies()
    waits = letter_to(ANDERS)[0].split("WHAT WILL OVERLOAD")[0]
    assert "1 concern without an answer for over 30 days" in waits and "/insights/unheard/" in waits


def test_a_calm_week_says_so(cast: Cast) -> None:
    with on(SIX_IN_BERLIN):
        send_due_weeklies()
    text, _ = letter_to(ANDERS)
    assert "Nothing waits for your approval" in text and "no signed deal turned out much harder" in text


def test_what_people_wrote_stays_text(cast: Cast, year: Year) -> None:
    hostile = "Evil\r\nBcc: all@x.example <b>bold</b>"
    Customer.objects.filter(pk=year.hard.deal.customer_id).update(name=hostile)
    with on(SIX_IN_BERLIN):
        send_due_weeklies()
    _, html = letter_to(ANDERS)
    assert "<b>bold</b>" not in html and "&lt;b&gt;bold&lt;/b&gt;" in html
    assert all("\n" not in subject for subject in mailed().values())


def test_the_page_says_the_same_and_prints(cast: Cast, year: Year) -> None:
    client = Client()
    client.force_login(cast.anders)
    with on(SIX_IN_BERLIN):
        page = client.get("/insights/weekly/").content.decode()
    assert "What surprised" in page and year.hard.deal.get_absolute_url() in page
    assert "data-print" in page
