"""The list of obligations, the page of one, and the handover that delivery prints."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from contracts.actions import add_term
from outcomes.models import Handover, Obligation
from reviews.actions import submit_draft
from tests.make import Cast, make_deal, make_term, review_all, type_called
from tests.make_outcomes import make_signed, sign, void
from tests.reviews.browser import browser_of, text_of

SIGNED_ON = dt.date(2026, 1, 15)
MONTHLY = {"once": (600, 600, 600), "monthly": (60, 60, 60)}
HOSTILE = "<script>alert('pwned')</script>"


@pytest.fixture(autouse=True)
def in_june() -> Iterator[None]:
    """What is due at go-live, in April, is late."""
    with time_machine.travel(dt.datetime(2026, 6, 1, 9, tzinfo=dt.UTC), tick=True):
        yield


@pytest.fixture
def handover(cast: Cast) -> Handover:
    return make_signed(cast, on=SIGNED_ON, answer=MONTHLY, months=12, delivery_months=3)


def first_of(handover: Handover) -> Obligation:
    found = handover.obligations.select_related("owner", "function").first()
    assert found is not None
    return found


def owner_of(obligation: Obligation) -> User:
    assert obligation.owner is not None
    return obligation.owner


def post(person: User, name: str, obligation: Obligation, **said: object) -> object:
    return browser_of(person).post(reverse(f"outcomes:{name}", args=[obligation.pk]), said)


def test_everybody_finds_what_they_see_to(cast: Cast, handover: Handover) -> None:
    one = first_of(handover)
    text = text_of(browser_of(owner_of(one)).get("/obligations/"))
    assert "Payment terms" in text and "Nordbank" in text and "Late" in text
    nobody = text_of(browser_of(cast.tom).get("/obligations/"))
    assert "No obligations here" in nobody


def test_a_function_has_its_list_and_all_is_for_those_who_read_all(cast: Cast, handover: Handover) -> None:
    one = first_of(handover)
    assert one.function is not None
    own = f"/obligations/?whose={one.function.code}"
    assert "Payment terms" in text_of(browser_of(cast.leads[one.function.code]).get(own))
    assert "Payment terms" in text_of(browser_of(cast.auditor).get("/obligations/?whose=all"))
    page = text_of(browser_of(cast.members["PRD"]).get("/obligations/?whose=all"))
    assert "Payment terms" not in page, "what one may not ask for falls back to one's own"


def test_filters_stand_in_the_address(cast: Cast, handover: Handover) -> None:
    one, lead = first_of(handover), browser_of(cast.auditor)
    assert one.function is not None
    everything = Obligation.objects.count()
    post(cast.leads[one.function.code], "obligation_waive", one, reason="The customer gave it up.")
    assert 'Waived <span class="count">1<' in text_of(lead.get("/obligations/?whose=all&state=open"))
    assert "Payment terms" in text_of(lead.get("/obligations/?whose=all&state=waived"))
    assert "No obligations here" in text_of(lead.get("/obligations/?whose=all&state=done"))
    late = text_of(lead.get("/obligations/?whose=all&state=late"))
    assert ("Nothing is late" in late) == (everything == 1)
    assert lead.get("/obligations/?whose=nonsense&state=odd&page=many").status_code == 200


def test_done_from_the_page(cast: Cast, handover: Handover) -> None:
    one = first_of(handover)
    answer = browser_of(owner_of(one)).post(f"/obligations/{one.pk}/finish/", {"words": ""}, follow=True)
    text = text_of(answer)
    assert "It is noted as done." in text and "Month by month" in text and "April 2026: done" in text


def test_a_second_click_keeps_no_second_month(cast: Cast, handover: Handover) -> None:
    one = first_of(handover)
    said = {"words": "", "seen_due_on": one.due_on.isoformat()}
    page = text_of(browser_of(owner_of(one)).get(f"/obligations/{one.pk}/"))
    assert f'name="seen_due_on" value="{one.due_on.isoformat()}">' in page
    assert post(owner_of(one), "obligation_finish", one, **said).status_code == 302  # type: ignore[attr-defined]
    again = post(owner_of(one), "obligation_finish", one, **said)
    assert "April 2026 was noted already. Reload the page." in text_of(again)
    one.refresh_from_db()
    assert one.due_on.isoformat() == "2026-05-15" and one.fulfilments.count() == 1


def test_a_waiver_without_a_reason_keeps_the_page(cast: Cast, handover: Handover) -> None:
    one = first_of(handover)
    answer = post(cast.desk, "obligation_waive", one, reason=" ", is_month="on")
    assert answer.status_code == 422  # type: ignore[attr-defined]
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert "Write why this is not to be kept." in page
    assert 'name="is_month"' in page and "checked" in page
    assert "<title>Error: " in page


def test_too_many_words_are_kept_to_be_shortened(cast: Cast, handover: Handover) -> None:
    one = first_of(handover)
    answer = post(owner_of(one), "obligation_finish", one, words="x" * 1001)
    assert answer.status_code == 422 and "x" * 1001 in answer.content.decode()  # type: ignore[attr-defined]


def test_given_to_a_colleague(cast: Cast, handover: Handover) -> None:
    one = first_of(handover)
    assert one.function is not None
    lead = cast.leads[one.function.code]
    assert post(owner_of(one), "obligation_hand_over", one, to=cast.outsider.pk).status_code == 422  # type: ignore[attr-defined]
    assert post(owner_of(one), "obligation_hand_over", one, to=lead.pk).status_code == 302  # type: ignore[attr-defined]
    one.refresh_from_db()
    assert one.owner == lead


def test_opened_again(cast: Cast, handover: Handover) -> None:
    one = first_of(handover)
    post(cast.desk, "obligation_waive", one, reason="By mistake")
    assert "Open it again" in text_of(browser_of(cast.desk).get(f"/obligations/{one.pk}/"))
    post(cast.desk, "obligation_reopen", one)
    one.refresh_from_db()
    assert one.is_open


def test_who_may_not_is_told_who_may(cast: Cast, handover: Handover) -> None:
    one = first_of(handover)
    page = text_of(browser_of(cast.maya).get(f"/obligations/{one.pk}/"))
    assert "It is done" not in page and "Waive it" not in page
    for name in ("obligation_finish", "obligation_waive", "obligation_hand_over"):
        assert post(cast.maya, name, one, words="x", reason="x").status_code == 403  # type: ignore[attr-defined]
    assert browser_of(cast.outsider).get(f"/obligations/{one.pk}/").status_code == 404


def test_delivery_prints_what_was_promised(cast: Cast, handover: Handover) -> None:
    one = first_of(handover)
    text = text_of(browser_of(owner_of(one)).get(f"/deals/{handover.deal.number}/handover/"))
    for said in (
        one.wording, "Payment terms", "Signed", "15 January 2026", "Go-live", "15 April 2026",
        "Check-in, 30 days", "Notice must be given by", "10 h once, 1 h a month", owner_of(one).name,
        "Sold by", "Maya Lindqvist", "Who does how much",
    ):  # fmt: skip
        assert said in text


def test_values_have_units_and_standard_terms_stand_there_too(cast: Cast) -> None:
    with time_machine.travel(dt.datetime(2026, 1, 15, 9, tzinfo=dt.UTC), tick=True):
        draft = make_deal(cast.maya).current_draft
        make_term(draft, "payment-terms", by=cast.maya, value=50)
        usual = add_term(draft, type_=type_called(draft, "uptime"), by=cast.maya)
        page = f"/deals/{draft.deal.number}/handover/"
        assert browser_of(cast.maya).get(page).status_code == 404, "not signed"
        submission = submit_draft(draft, by=cast.maya)
        review_all(cast, submission)
        sign(cast, submission)
    text = text_of(browser_of(cast.maya).get(page))
    assert "50 days" in text
    assert "As always" in text and usual.wording in text


def test_the_customers_words_are_text(cast: Cast) -> None:
    handover = make_signed(cast, on=SIGNED_ON, customer=HOSTILE)
    one = first_of(handover)
    for path in ("/obligations/", f"/obligations/{one.pk}/", f"/deals/{handover.deal.number}/handover/"):
        page = browser_of(owner_of(one)).get(path).content.decode()
        assert HOSTILE not in page and "&lt;script&gt;" in page


def test_a_voided_contract_leaves_the_lists(cast: Cast, handover: Handover) -> None:
    one = first_of(handover)
    void(cast, handover)
    assert "Nordbank" not in text_of(browser_of(cast.auditor).get("/obligations/?whose=all"))
    page = text_of(browser_of(cast.auditor).get(f"/deals/{handover.deal.number}/handover/"))
    assert "The contract was voided." in page
    assert "It is done" not in text_of(browser_of(owner_of(one)).get(f"/obligations/{one.pk}/"))


def test_more_obligations_ask_no_more_questions(
    cast: Cast, handover: Handover, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_signed(cast, "uptime", "payment-terms", "delivery-date", on=SIGNED_ON)
    reader = browser_of(cast.auditor)
    for path, most in (("/obligations/?whose=all", 16), (f"/deals/{handover.deal.number}/handover/", 18)):
        reader.get(path)
        with django_assert_max_num_queries(most):
            reader.get(path)


def test_the_page_of_a_signed_deal_leads_there(cast: Cast, handover: Handover) -> None:
    text = text_of(browser_of(cast.maya).get(handover.deal.get_absolute_url()))
    assert "After the signature" in text and "Handover" in text and "late" in text


def test_strangers_sign_in_first(client: Client) -> None:
    assert client.get("/obligations/").status_code == 302
