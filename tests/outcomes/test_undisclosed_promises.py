"""A term that was never disclosed is a promise as well: each of its functions has to keep its part."""

import datetime as dt
from importlib import import_module

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from contracts.models import DealFunction
from dealdesk.verification.promises import PROMISE_CHECKS
from outcomes.actions import add_undisclosed, finish_obligation
from outcomes.models import Handover, Obligation, UndisclosedTerm
from tests.make import Cast, type_called
from tests.make_outcomes import make_signed, void
from tests.reviews.browser import browser_of, text_of

SIGNED_ON = dt.date(2026, 1, 15)
UPTIME = "Uptime and service credits"
LIVE_ON = dt.date(2026, 4, 15)


@pytest.fixture
def handover(cast: Cast) -> Handover:
    return make_signed(cast, on=SIGNED_ON, months=12, delivery_months=3)


def find(cast: Cast, handover: Handover, *functions: str, on: dt.date, wording: str = "24x7.") -> Obligation:
    """Found and written down on that day; the obligation of the first function."""
    with time_machine.travel(dt.datetime.combine(on, dt.time(9), tzinfo=dt.UTC)):
        term = add_undisclosed(
            handover,
            type=type_called(handover.draft, "uptime"),
            wording=wording,
            functions=functions,
            found_on=on,
            by=cast.desk,
        )
    return Obligation.objects.get(undisclosed=term, function__code=functions[0])


def breaches() -> list[str]:
    return [breach for check in PROMISE_CHECKS for breach in check.breaches()]


def test_each_function_of_the_term_has_an_obligation(cast: Cast, handover: Handover) -> None:
    one = find(cast, handover, "SEC", "SUP", on=dt.date(2026, 2, 20))
    assert (one.name, one.wording, one.term, one.source) == (UPTIME, "24x7.", None, None)
    assert one.owner == cast.leads["SEC"] and one.due_on == LIVE_ON and one.once_minutes is None
    codes = Obligation.objects.filter(undisclosed=one.undisclosed).values_list("function__code", flat=True)
    assert set(codes) == {"SEC", "SUP"}


def test_found_after_go_live_it_is_due_on_the_day(cast: Cast, handover: Handover) -> None:
    found_on = dt.date(2026, 6, 1)
    assert find(cast, handover, "SEC", on=found_on).due_on == found_on


def test_two_terms_are_two_obligations_and_one_cell_is_one(cast: Cast, handover: Handover) -> None:
    one = find(cast, handover, "SEC", on=dt.date(2026, 2, 20))
    two = find(cast, handover, "SEC", on=dt.date(2026, 2, 20), wording="Fines by the hour.")
    assert one.pk != two.pk
    with pytest.raises(IntegrityError, match="obligation_once_an_undisclosed"), transaction.atomic():
        Obligation.objects.filter(pk=two.pk).update(undisclosed=one.undisclosed)
    with pytest.raises(IntegrityError, match="obligation_of_something"), transaction.atomic():
        Obligation.objects.filter(pk=two.pk).update(undisclosed=None)


def test_it_stands_on_the_handover_page_and_in_the_lists(cast: Cast, handover: Handover) -> None:
    one = find(cast, handover, "SEC", "SUP", on=dt.date(2026, 2, 20))
    find(cast, handover, "SEC", on=dt.date(2026, 2, 21), wording="Fines by the hour.")
    page = text_of(browser_of(cast.desk).get(f"/deals/{handover.deal.number}/handover/"))
    assert page.count(f'<caption class="visually-hidden">{UPTIME}: who keeps it') == 2
    assert "24x7." in page and "Fines by the hour." in page and "Payment terms" in page
    assert "Found on 20 February 2026; it was never disclosed before the signature." in page
    lead = browser_of(cast.leads["SEC"])
    assert "Found after the signature" in text_of(lead.get("/obligations/"))
    own = text_of(lead.get(f"/obligations/{one.pk}/"))
    assert "it was never disclosed" in own and "It is done" in own


def test_it_is_kept_as_any_other(cast: Cast, handover: Handover) -> None:
    one = find(cast, handover, "SEC", on=dt.date(2026, 2, 20))
    finish_obligation(one, words="Contracted with a second team.", by=cast.members["SEC"])
    one.refresh_from_db()
    assert not one.is_open and breaches() == []


def test_one_without_an_obligation_is_found(cast: Cast, handover: Handover) -> None:
    one = find(cast, handover, "SEC", "SUP", on=dt.date(2026, 2, 20))
    assert breaches() == []
    one.delete()
    term = UndisclosedTerm.objects.get()
    assert breaches() == [f"handover {handover.pk} lacks the obligation of SEC for found term {term.pk}"]
    void(cast, handover)
    assert breaches() == [], "nothing of a voided contract has to be kept"


def test_todays_day_is_the_companys(cast: Cast, handover: Handover) -> None:
    assert find(cast, handover, "SEC", on=timezone.localdate()).due_on == timezone.localdate()


def test_what_was_found_before_is_promised_by_the_migration(cast: Cast, handover: Handover) -> None:
    """Run over a company in which one of two functions has its obligation, and none its deal."""
    one = find(cast, handover, "SEC", "SUP", on=dt.date(2026, 2, 20))
    Obligation.objects.filter(pk=one.pk).delete()
    DealFunction.objects.all().delete()
    assert len(breaches()) == 1
    migration = import_module("outcomes.migrations.0003_undisclosed_are_promised")
    with connection.cursor() as cursor:
        for operation in migration.Migration.operations:
            cursor.execute(operation.sql)
    again = Obligation.objects.get(undisclosed=one.undisclosed, function=one.function)
    assert (again.owner, again.name, again.due_on, again.is_open) == (one.owner, UPTIME, LIVE_ON, True)
    assert breaches() == [] and handover.deal.concerned.count() == 2
