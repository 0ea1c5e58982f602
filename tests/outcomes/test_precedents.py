"""“We agreed to this three times; it took twice the estimate”, wherever a term is drafted or reviewed."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contracts.models import Term
from outcomes.presentation.precedents import PrecedentBox, precedent_box
from outcomes.queries.precedents import precedents_for, question_of
from reviews.actions import withdraw_draft
from reviews.models import ReviewRequest
from tests.contracts.browser import browser_of, words_of
from tests.make import Cast, make_deal, make_term, make_user
from tests.make_outcomes import void
from tests.make_precedents import make_agreed, make_asked, make_lived


@pytest.fixture
def term(cast: Cast) -> Term:
    """Tom drafts a deal that asks for 99.99 %."""
    deal = make_deal(cast.tom, customer="Vega Freight")
    return make_term(deal.current_draft, "uptime", by=cast.tom, value="99.99")


def box_for(term: Term, reader: Any) -> PrecedentBox:
    return precedent_box(precedents_for({0: question_of(term)}, reader)[0])


def test_what_it_took_is_told_from_three_deals_on(cast: Cast, term: Term) -> None:
    for was, was_level in ((1200, 3), (1200, 3)):
        make_lived(cast, was=was, was_level=was_level)
    silent = box_for(term, cast.tom)
    assert silent.heading == "Asked twice; agreed to twice."
    assert not silent.lines and silent.silence.startswith("Too few to tell how it went: 2 of the 3 deals")
    assert silent.short == "Agreed twice"
    make_lived(cast, was=1200, was_level=4)
    box = box_for(term, cast.tom)
    assert box.lines[0] == "It took 2.0 times the estimate (3 deals)."
    assert box.lines[1] == "Said to be 2.0 of 5 hard, it was 3.3."
    assert box.short == "Agreed 3 times, 2.0 × the effort" and not box.silence


def test_a_draft_that_is_written_and_its_own_deal_are_no_precedents(cast: Cast, term: Term) -> None:
    other = make_deal(cast.maya)
    make_term(other.current_draft, "uptime", by=cast.maya, value="99.99")
    assert box_for(term, cast.tom).heading == "No earlier deal asked for anything like this."


def test_a_voided_contract_was_asked_but_not_agreed(cast: Cast, term: Term) -> None:
    handover = make_agreed(cast)
    assert box_for(term, cast.tom).short == "Agreed once"
    void(cast, handover)
    assert box_for(term, cast.tom).short == "Asked once, never agreed"


def test_one_that_went_away_is_open_and_far_ones_are_only_counted(cast: Cast, term: Term) -> None:
    withdraw_draft(make_asked(cast).draft, by=cast.maya)
    assert box_for(term, cast.tom).heading == "Asked once; agreed to never."
    far = Term.objects.get(pk=term.pk)
    far.value = None
    far.wording = "Entirely other words stand in this one, about penguins."
    assert box_for(far, cast.tom).heading.endswith("Deals with another ask of this type: 1.")


def test_hidden_deals_count_but_have_no_name(cast: Cast, term: Term) -> None:
    handover = make_agreed(cast)
    stranger = make_user("Sam Stranger", "sales_rep")
    hidden = box_for(term, stranger)
    assert (hidden.heading, hidden.near) == ("Asked once; agreed to once.", ())
    assert hidden.hidden == "They are deals that you may not open."
    (shown,) = box_for(term, cast.maya).near
    assert shown.deal == handover.deal
    page = browser_of(stranger).get("/precedents/?type=uptime&value=99.99")
    said = page.content.decode()
    assert "deals that you may not open" in said and "agreed to once" in said
    for secret in (handover.deal.number, handover.deal.customer.name, handover.deal.name):
        assert secret not in said


def test_the_nearest_that_one_may_open_are_shown(cast: Cast, term: Term) -> None:
    own = make_asked(cast, "99.95").draft.deal
    own.owner = own.created_by = cast.tom
    own.save()
    for _ in range(4):
        make_agreed(cast)
    box = box_for(term, cast.tom)
    assert [row.deal for row in box.near] == [own] and not box.hidden
    rows = box_for(term, cast.anders).near
    assert [row.fate for row in rows] == ["agreed"] * 3, "the closest, and of those what was decided"


def test_it_stands_wherever_the_term_is_drafted_or_reviewed(cast: Cast, term: Term) -> None:
    for _ in range(3):
        make_lived(cast, was=1260)
    line, short = "It took 2.1 times the estimate", "Agreed 3 times, 2.1 × the effort"
    tom = browser_of(cast.tom)
    serial = term.draft.deal.serial
    assert line in words_of(tom.get(f"/terms/{term.pk}/"))
    draft = words_of(tom.get(f"/deals/D-{serial}/draft/"))
    assert line in draft and short in draft
    assert line in words_of(tom.get(f"/deals/D-{serial}/submit/"))
    assert line in words_of(tom.get("/playbook/uptime/"))
    asked = ReviewRequest.objects.filter(term__draft=make_asked(cast).draft)[0]
    reviewer = browser_of(cast.members[asked.function.code])
    assert short in words_of(reviewer.get("/reviews/"))
    assert line in words_of(reviewer.get(f"/reviews/{asked.pk}/"))
    approval = browser_of(cast.ruth).get(f"/deals/{asked.term.draft.deal.number}/approval/")
    assert line in words_of(approval)


def test_the_look_up_answers_a_form_a_fragment_and_nonsense(cast: Cast, term: Term) -> None:
    make_agreed(cast)
    tom = browser_of(cast.tom)
    assert "Choose a type" in words_of(tom.get("/precedents/"))
    near = tom.get("/precedents/", {"type": "uptime", "value": "99.99", "wording": "<b>anything</b>"})
    assert "agreed to once" in words_of(near) and b"<b>anything" not in near.content
    assert "agreed to once" in words_of(tom.get("/precedents/?type=uptime"))
    fragment = tom.get("/precedents/?type=uptime&value=99.99", headers={"HX-Request": "true"})
    assert b"<html" not in fragment.content and b"agreed to once" in fragment.content
    wrong = tom.get("/precedents/?type=uptime&value=many")
    assert wrong.status_code == 422 and b'value="many"' in wrong.content
    assert tom.get("/precedents/?type=zebra").status_code == 422
    for nonsense in ("", "x", "9" * 400):
        assert tom.get(f"/precedents/?term={nonsense}").status_code == 404


def test_the_box_of_a_term_follows_the_term_for_its_writer_alone(cast: Cast, term: Term) -> None:
    make_agreed(cast)
    address = f"/precedents/?term={term.pk}"
    assert "agreed to once" in words_of(browser_of(cast.tom).get(address))
    assert browser_of(make_user("Sam Stranger", "sales_rep")).get(address).status_code == 404
    assert browser_of(cast.outsider).get(address).status_code == 404


def test_a_page_of_terms_costs_as_many_queries_as_one(cast: Cast, term: Term) -> None:
    for _ in range(2):
        make_lived(cast)

    def count(terms: list[Term]) -> int:
        with CaptureQueriesContext(connection) as captured:
            precedents_for({one.pk: question_of(one) for one in terms}, cast.tom)
        return len(captured)

    count([term])  # who Tom is was asked by now
    one = count([term])
    for code in ("payment-terms", "renewal", "support-response"):
        make_agreed(cast, None, code=code)
        make_term(term.draft, code, by=cast.tom)
    terms = list(Term.objects.filter(draft=term.draft).select_related("type", "draft"))
    assert len(terms) == 4 and count(terms) == one
