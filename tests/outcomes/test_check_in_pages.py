"""Check-ins on the screen: one list, one page, a minute a term."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from outcomes.models import CellOutcome, CheckIn, Handover, Incident, Moment
from tests.make import Cast
from tests.make_outcomes import make_signed
from tests.outcomes.check_ins import answer_one, check_in_of
from tests.reviews.browser import browser_of, text_of

SIGNED_ON = dt.date(2026, 2, 3)


@pytest.fixture
def handover(cast: Cast) -> Handover:
    """Support response, asked of Support and Finance: level 3, ten hours each."""
    answer = {
        "once": (600, 600, 600),
        "verdict": "conditions",
        "condition": "Their team answers within a day.",
        "residual_level": 2,
    }
    return make_signed(cast, "support-response", level=3, on=SIGNED_ON, answer=answer)


@pytest.fixture
def support(cast: Cast) -> Client:
    return browser_of(cast.members["SUP"])


def page_of(check_in: CheckIn) -> str:
    return reverse("outcomes:check_in", args=[check_in.pk])


def test_the_list_shows_what_waits_and_leaves_out_what_is_for_others(
    cast: Cast, handover: Handover, support: Client
) -> None:
    with time_machine.travel(dt.datetime(2026, 3, 8, 9, tzinfo=dt.UTC)):
        browser = browser_of(cast.members["SUP"])
        text = text_of(browser.get("/check-ins/"))
        later = text_of(browser.get("/check-ins/?show=later"))
        other = text_of(browser_of(cast.members["LEG"]).get("/check-ins/"))
    assert "30 days: Relay for 14 clinics" in text and "60 days:" not in text and "3 days ago" in text
    assert "60 days:" in later and "Renewal:" in later and "30 days:" not in later
    assert "Nothing to answer" in other


def test_the_page_shows_what_was_said_and_takes_the_answer(
    cast: Cast, handover: Handover, support: Client
) -> None:
    check_in = check_in_of(handover, "SUP")
    text = text_of(support.get(page_of(check_in)))
    assert "level 3, real" in text and "10 h over the whole contract" in text
    assert "Their team answers within a day." in text and "Needs a named contact" in text
    answer = support.post(
        page_of(check_in),
        {"T1-level": "4", "T1-spent": "12,5", "T1-remaining": "3", "T1-kept": "no", "T1-note": "Nights."},
    )
    assert answer.status_code == 302
    cell = CellOutcome.objects.get(check_in=check_in)
    assert (cell.level, cell.spent_minutes, cell.remaining_minutes) == (4, 750, 180)
    assert (cell.condition_kept, cell.note) == (False, "Nights.")


def test_an_incident_goes_with_the_answer(cast: Cast, handover: Handover, support: Client) -> None:
    check_in = check_in_of(handover, "SUP")
    typed = {
        "T1-level": "2",
        "i1-kind": "credit",
        "i1-happened_on": "2026-03-01",
        "i1-cell": "T1.SUP",
        "i1-amount": "1500.50",
        "i2-kind": "tickets",
        "i2-happened_on": "2026-03-02",
        "i2-count": "41",
    }
    assert support.post(page_of(check_in), typed).status_code == 302
    credit, tickets = Incident.objects.order_by("id")
    assert (credit.amount, credit.request, credit.check_in) == (
        150050,
        CellOutcome.objects.get().request,
        check_in,
    )
    assert (tickets.count, tickets.request) == (41, None)
    assert "€1,500.50" in text_of(support.get(page_of(check_in)))


def test_what_is_missing_is_said_and_what_was_typed_is_kept(handover: Handover, support: Client) -> None:
    check_in = check_in_of(handover, "SUP")
    typed = {"T1-spent": "many", "T1-note": "<script>alert(1)</script>", "i1-kind": "credit"}
    answer = support.post(page_of(check_in), typed)
    text = text_of(answer)
    assert answer.status_code == 422 and "Choose how hard" in text and "Write how much was paid" in text
    assert 'value="many"' in text
    assert "&lt;script&gt;alert(1)" in text and "<script>alert" not in text
    assert not CellOutcome.objects.exists() and not Incident.objects.exists()


def test_nothing_happened_is_one_click(cast: Cast, handover: Handover, support: Client) -> None:
    check_in = check_in_of(handover, "SUP")
    assert "Nothing happened" in text_of(support.get(page_of(check_in)))
    answer = support.post(reverse("outcomes:check_in_nothing", args=[check_in.pk]))
    following = check_in_of(handover, "SUP", Moment.DAY_60)
    assert (answer.status_code, answer["Location"]) == (302, page_of(following))
    text = text_of(support.get("/check-ins/?show=answered"))
    assert "Answered" in text and cast.members["SUP"].name in text


def test_the_rep_reads_it_and_has_no_form(cast: Cast, handover: Handover) -> None:
    answer_one(cast, handover, "SUP", level=5, note="We had to hire.")
    check_in = check_in_of(handover, "SUP")
    rep = browser_of(cast.maya)
    text = text_of(rep.get(page_of(check_in)))
    assert "We had to hire." in text and "You can read it." in text and "T1-level" not in text
    assert rep.post(page_of(check_in), {"T1-level": "1"}).status_code == 403
    assert rep.post(reverse("outcomes:check_in_nothing", args=[check_in.pk])).status_code == 403


def test_a_stranger_does_not_find_it(cast: Cast, handover: Handover) -> None:
    stranger = browser_of(cast.tom)
    check_in = check_in_of(handover, "SUP")
    assert stranger.get(page_of(check_in)).status_code == 404
    assert stranger.get(f"/deals/{handover.deal.number}/outcomes/").status_code == 404


def test_the_deals_page_puts_said_beside_real(cast: Cast, handover: Handover) -> None:
    rep = browser_of(cast.maya)
    assert "Nobody has told yet" in text_of(rep.get(f"/deals/{handover.deal.number}/"))
    answer_one(cast, handover, "SUP", level=5, spent_minutes=60_000)
    text = text_of(rep.get(f"/deals/{handover.deal.number}/"))
    assert "Not all have told" in text and "Cannot be told yet" in text
    answer_one(cast, handover, "FIN")
    text = text_of(rep.get(f"/deals/{handover.deal.number}/"))
    assert "No, above" in text and "A bad outcome" in text
    whole = text_of(rep.get(f"/deals/{handover.deal.number}/outcomes/"))
    assert "5 Not deliverable as written" in whole and "3 Real" in whole


def test_something_that_happened_is_recorded_and_struck_out(cast: Cast, handover: Handover) -> None:
    rep, number = browser_of(cast.maya), handover.deal.number
    typed: dict[str, Any] = {
        "what-kind": "escalation",
        "what-happened_on": "2026-04-01",
        "what-note": "Loud.",
    }
    assert rep.post(f"/deals/{number}/incidents/new/", typed).status_code == 302
    assert "Loud." in text_of(rep.get(f"/deals/{number}/outcomes/"))
    incident = Incident.objects.get()
    colleague = browser_of(cast.members["SUP"])
    assert colleague.post(f"/incidents/{incident.pk}/strike/").status_code == 403
    assert rep.post(f"/incidents/{incident.pk}/strike/").status_code == 302
    assert "Struck out by Maya Lindqvist" in text_of(rep.get(f"/deals/{number}/outcomes/"))
    again = rep.post(f"/incidents/{incident.pk}/strike/")
    assert again.status_code == 409


def test_an_incident_before_the_signature_is_refused(cast: Cast, handover: Handover) -> None:
    typed = {"what-kind": "slip", "what-happened_on": "2026-01-01", "what-count": "12"}
    answer = browser_of(cast.maya).post(f"/deals/{handover.deal.number}/incidents/new/", typed)
    text = text_of(answer)
    assert answer.status_code == 422 and "before the contract was signed" in text
    assert "Only a slip of more than 30 days counts" in text


def test_a_term_that_was_never_disclosed_is_added(cast: Cast, handover: Handover, support: Client) -> None:
    number = handover.deal.number
    path = f"/deals/{number}/undisclosed/new/"
    kind = handover.draft.playbook.types.get(code="uptime")
    typed: dict[str, Any] = {
        "type": kind.pk,
        "wording": "99.99 % by e-mail.",
        "functions": [cast.functions["SUP"].pk, cast.functions["SEC"].pk],
        "obligation_count": "1",
        "found_on": "2026-03-01",
    }
    refused = support.post(path, {**typed, "wording": "", "found_on": "2025-01-01"})
    assert refused.status_code == 422 and "Write the wording" in text_of(refused)
    assert support.post(path, typed).status_code == 302
    assert "99.99 % by e-mail." in text_of(support.get(f"/deals/{number}/outcomes/"))
    text = text_of(support.get(page_of(check_in_of(handover, "SUP"))))
    assert "Never disclosed" in text
    security = browser_of(cast.members["SEC"])
    assert security.get(page_of(check_in_of(handover, "SEC"))).status_code == 200
    assert browser_of(cast.maya).post(path, typed).status_code == 403


def test_the_list_asks_no_more_of_the_database_for_more_rows(
    cast: Cast, handover: Handover, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = browser_of(cast.members["FIN"])
    browser.get("/check-ins/")
    with django_assert_max_num_queries(40) as few:
        browser.get("/check-ins/")
    for _ in range(3):
        make_signed(cast, on=SIGNED_ON)
    with django_assert_max_num_queries(len(few)):
        browser.get("/check-ins/")


def test_the_page_asks_no_more_of_the_database_for_more_terms(
    cast: Cast, handover: Handover, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many = make_signed(
        cast, "support-response", "price-hold", "payment-terms", "acceptance", level=1, on=SIGNED_ON
    )
    browser = browser_of(cast.members["FIN"])
    browser.get(page_of(check_in_of(handover, "FIN")))
    with django_assert_max_num_queries(60) as few:
        browser.get(page_of(check_in_of(handover, "FIN")))
    with django_assert_max_num_queries(len(few)):
        browser.get(page_of(check_in_of(many, "FIN")))


def test_the_deals_box_asks_no_more_of_the_database_for_more_terms(
    cast: Cast, handover: Handover, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many = make_signed(
        cast, "support-response", "price-hold", "payment-terms", "acceptance", level=1, on=SIGNED_ON
    )
    for each in (handover, many):
        for code in ("SUP", "FIN"):
            answer_one(cast, each, code)
    browser = browser_of(cast.maya)
    browser.get(f"/deals/{handover.deal.number}/outcomes/")
    with django_assert_max_num_queries(60) as few:
        browser.get(f"/deals/{handover.deal.number}/outcomes/")
    with django_assert_max_num_queries(len(few)):
        browser.get(f"/deals/{many.deal.number}/outcomes/")
