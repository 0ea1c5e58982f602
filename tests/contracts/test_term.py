"""Writing a term: with the button, and as somebody writes."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from activity.models import Event
from contracts.models import Rung, Term
from tests.contracts.browser import HTMX, browser_of, posted, source_of, words_of
from tests.make import Cast, make_deal, make_submission, make_term

ASKED = "The Platform is available 99.99 % of each month."


@pytest.fixture
def uptime(cast: Cast) -> Term:
    return make_term(make_deal(cast.maya).current_draft, "uptime", by=cast.maya, value="99.99", wording=ASKED)


@pytest.fixture
def maya(cast: Cast) -> Client:
    return browser_of(cast.maya)


def address(term: Term) -> str:
    return reverse("contracts:term_edit", args=[term.pk])


def rung(term: Term, position: int) -> Rung:
    return term.type.rungs.get(position=position)


def test_a_chosen_rung_fills_wording_and_value(maya: Client, uptime: Term) -> None:
    response = maya.post(address(uptime), posted(uptime, rung="1"))
    draft = reverse("contracts:draft", args=[uptime.draft.deal.serial])
    assert response.headers["Location"] == f"{draft}?open={uptime.pk}#term-{uptime.pk}"
    uptime.refresh_from_db()
    assert (uptime.wording, uptime.value) == (rung(uptime, 1).wording, Decimal("99.9"))
    assert uptime.is_standard


def test_their_ask_brings_the_customers_words_back(maya: Client, uptime: Term) -> None:
    maya.post(address(uptime), posted(uptime, rung="0"))
    uptime.refresh_from_db()
    maya.post(address(uptime), posted(uptime, rung="2"))
    uptime.refresh_from_db()
    maya.post(address(uptime), posted(uptime, rung="ask"))
    uptime.refresh_from_db()
    assert (uptime.wording, uptime.value) == (ASKED, Decimal("99.99"))


def test_their_ask_without_words_asks_for_them(cast: Cast, maya: Client) -> None:
    term = make_term(make_deal(cast.maya).current_draft, "work-product", by=cast.maya)
    maya.post(address(term), posted(term, rung="0"))
    term.refresh_from_db()
    other_browser = browser_of(cast.maya)
    response = other_browser.post(address(term), posted(term, rung="ask"))
    assert response.status_code == 422
    assert "Put the customer’s words in their place" in words_of(response)


def test_typed_words_win_over_a_card(maya: Client, uptime: Term) -> None:
    maya.post(address(uptime), posted(uptime, rung="0", wording="Available\r\nalways.", value="100"))
    uptime.refresh_from_db()
    assert (uptime.wording, uptime.value, uptime.rung) == ("Available\nalways.", Decimal("100"), None)


def test_a_value_as_good_as_a_rung_stands_on_it(maya: Client, uptime: Term) -> None:
    maya.post(address(uptime), posted(uptime, value="99,8"))
    uptime.refresh_from_db()
    assert uptime.rung == rung(uptime, 1)
    page = words_of(maya.get(address(uptime)))
    assert "Two different things" not in page, "the words are the customer's own"


def test_our_words_with_another_value_are_pointed_out(maya: Client, uptime: Term) -> None:
    maya.post(address(uptime), posted(uptime, rung="0"))
    uptime.refresh_from_db()
    response = maya.post(address(uptime), posted(uptime, value="99.99"), headers=HTMX)
    assert (
        "The wording is that of Standard (99.5 %, credits to 10 %), but the value says 99.99 %"
        in words_of(response)
    )


WRONG = [
    ({"value": "101"}, "Write a number from 90 to 100 %"),
    ({"value": "89.9"}, "Write a number from 90 to 100 %"),
    ({"value": "99.9999"}, "at most 3 decimals"),
    ({"value": "lots"}, "This is no number"),
    ({"wording": "  "}, "Write the clause, or choose a card"),
    ({"wording": "x" * 10_001}, "at most 10000 characters"),
    ({"reason": "x" * 2001}, "at most 2000 characters"),
    ({"rung": "9"}, "Select a valid choice"),
]


def test_wrong_input_is_said_on_the_page_and_kept(
    maya: Client, uptime: Term, subtests: pytest.Subtests
) -> None:
    for wrong, sentence in WRONG:
        with subtests.test(sentence):
            response = maya.post(address(uptime), posted(uptime, **{"reason": "Their board", **wrong}))
            assert response.status_code == 422
            assert sentence in words_of(response)
            assert next(iter(wrong.values())).strip() in source_of(response)
            live = maya.post(address(uptime), posted(uptime, **wrong), headers=HTMX)
            assert (live.status_code, "Not saved." in words_of(live)) == (422, True)
    uptime.refresh_from_db()
    assert (uptime.wording, uptime.reason) == (ASKED, "Their auditors ask for it.")


def test_saving_live_returns_fresh_pieces_and_rings_the_forecast(maya: Client, uptime: Term) -> None:
    response = maya.post(address(uptime), posted(uptime, rung="1"), headers=HTMX)
    source = source_of(response)
    assert "Saved" in words_of(response)
    assert f'id="t{uptime.pk}-fields"' in source, "the card filled the text"
    assert f'id="term-{uptime.pk}-head"' in source
    assert "draft-changed" in response.headers["HX-Trigger-After-Settle"]


def test_typing_live_leaves_the_text_fields_alone(maya: Client, uptime: Term) -> None:
    response = maya.post(address(uptime), posted(uptime, wording="Always on. "), headers=HTMX)
    assert f'id="t{uptime.pk}-fields"' not in source_of(response)
    uptime.refresh_from_db()
    assert uptime.wording == "Always on."
    reason = maya.post(address(uptime), posted(uptime, reason="Since March."), headers=HTMX)
    assert "HX-Trigger-After-Settle" not in reason.headers, "a reason changes no forecast"


def test_an_unchanged_term_records_nothing(maya: Client, uptime: Term) -> None:
    before = Event.objects.count()
    maya.post(address(uptime), posted(uptime), headers=HTMX)
    maya.post(address(uptime), {"rung": "3"})
    assert Event.objects.count() == before


def test_a_button_alone_may_choose_a_rung_and_leaves_the_reason(maya: Client, uptime: Term) -> None:
    maya.post(address(uptime), {"rung": "1"})
    uptime.refresh_from_db()
    assert (uptime.rung, uptime.reason) == (rung(uptime, 1), "Their auditors ask for it.")


def test_two_windows_do_not_overwrite_each_other(maya: Client, uptime: Term) -> None:
    seen_before = posted(uptime, wording="The second window's words.")
    maya.post(address(uptime), posted(uptime, wording="The first window's words."))
    response = maya.post(address(uptime), seen_before)
    assert "Somebody changed this term since you opened it" in words_of(response)
    uptime.refresh_from_db()
    assert uptime.wording == "The first window's words."


def test_a_removed_term_says_so(maya: Client, uptime: Term) -> None:
    sent = posted(uptime, wording="Too late")
    maya.post(reverse("contracts:term_remove", args=[uptime.pk]))
    live = maya.post(address(uptime), sent, headers=HTMX)
    assert (live.status_code, "no longer in the draft" in words_of(live)) == (422, True)
    page = maya.post(address(uptime), sent)
    assert (page.status_code, "Somebody may have removed it" in words_of(page)) == (404, True)


def test_a_submitted_draft_takes_no_change(cast: Cast, maya: Client) -> None:
    term = make_submission(cast.maya, "payment-terms").draft.terms.get()
    response = maya.post(address(term), posted(term, wording="Net 360"))
    assert "was submitted and cannot be changed" in words_of(response)
    assert "Net 360" in source_of(response)
    assert maya.get(address(term)).headers["Location"] == term.draft.deal.get_absolute_url()


def test_others_do_not_write(cast: Cast, uptime: Term) -> None:
    assert browser_of(cast.tom).get(address(uptime)).status_code == 404
    assert browser_of(cast.tom).post(address(uptime), posted(uptime)).status_code == 404
    for reader in (cast.auditor, cast.mark):
        assert browser_of(reader).get(address(uptime)).status_code == 403
        assert browser_of(reader).post(address(uptime), posted(uptime, rung="0")).status_code == 403
    assert browser_of(cast.desk).post(address(uptime), {"rung": "0"}).status_code == 302
