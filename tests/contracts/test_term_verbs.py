"""Add a term, remove one, count its obligations."""

import pytest
from django.urls import reverse

from contracts.actions import add_term
from contracts.actions.terms import MAX_TERMS
from contracts.models import Deal, Term
from tests.contracts.browser import browser_of, source_of, words_of
from tests.make import Cast, make_deal, make_submission, make_term, type_called


def adding(deal: Deal) -> str:
    return reverse("contracts:term_add", args=[deal.serial])


def test_a_term_is_added_by_name_code_or_part_of_its_name(cast: Cast, subtests: pytest.Subtests) -> None:
    deal, maya = make_deal(cast.maya), browser_of(cast.maya)
    for typed in ("audit-rights", "audit of books and premises", "AUDIT", " audit  of "):
        with subtests.test(typed):
            response = maya.post(adding(deal), {"type": typed})
            term = Term.objects.latest("position")
            assert (term.type.code, term.is_standard) == ("audit-rights", True)
            assert response.headers["Location"].endswith(f"?open={term.pk}#term-{term.pk}")
    assert Term.objects.count() == 4


def test_what_fits_nothing_or_too_much_is_asked_again(cast: Cast, subtests: pytest.Subtests) -> None:
    deal, maya = make_deal(cast.maya), browser_of(cast.maya)
    for typed, sentence in (
        ("free beer", "The playbook has no such term"),
        ("li", "This fits several terms. Write “Liability cap” or “Liquidated damages and penalties”"),
        ("", "Write which term"),
    ):
        with subtests.test(sentence):
            response = maya.post(adding(deal), {"type": typed})
            assert response.status_code == 422
            assert sentence in words_of(response)
            assert f'value="{typed}"' in source_of(response) or not typed
    assert not Term.objects.exists()


def test_a_full_draft_takes_no_more(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    type_ = type_called(deal.current_draft, "payment-terms")
    term = add_term(deal.current_draft, type_=type_, by=cast.maya)
    for position in range(2, MAX_TERMS + 1):
        term.pk, term.position = None, position
        term.save(force_insert=True)
    response = browser_of(cast.maya).post(adding(deal), {"type": "audit"})
    assert f"at most {MAX_TERMS} terms" in words_of(response)


def test_others_do_not_add(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    assert browser_of(cast.tom).post(adding(deal), {"type": "audit"}).status_code == 404
    assert browser_of(cast.auditor).post(adding(deal), {"type": "audit"}).status_code == 403
    assert browser_of(cast.maya).get(adding(deal)).status_code == 405
    assert not Term.objects.exists()


def test_removing_asks_first(cast: Cast) -> None:
    term = make_term(make_deal(cast.maya).current_draft, "uptime", by=cast.maya, wording="<b>Always</b>")
    address, maya = reverse("contracts:term_remove", args=[term.pk]), browser_of(cast.maya)
    page = maya.get(address)
    assert "Remove “Uptime and service credits”?" in words_of(page)
    assert "&lt;b&gt;Always" in source_of(page)
    assert Term.objects.exists()
    after = maya.post(address, follow=True)
    assert "Uptime and service credits is out of the draft" in words_of(after)
    assert not Term.objects.exists()
    assert maya.post(address).status_code == 404


def test_others_do_not_remove(cast: Cast) -> None:
    term = make_term(make_deal(cast.maya).current_draft, "uptime", by=cast.maya)
    address = reverse("contracts:term_remove", args=[term.pk])
    assert browser_of(cast.tom).post(address).status_code == 404
    assert browser_of(cast.auditor).post(address).status_code == 403
    frozen = make_submission(cast.maya, "renewal").draft.terms.get()
    refused = browser_of(cast.maya).post(reverse("contracts:term_remove", args=[frozen.pk]))
    assert (refused.status_code, "was submitted" in words_of(refused)) == (409, True)
    assert Term.objects.count() == 2


def test_the_deal_desk_counts_obligations(cast: Cast) -> None:
    term = make_term(make_deal(cast.maya).current_draft, "uptime", by=cast.maya)
    address = reverse("contracts:term_count", args=[term.pk])
    draft = reverse("contracts:draft", args=[term.draft.deal.serial])
    assert address in source_of(browser_of(cast.desk).get(draft))
    assert browser_of(cast.desk).post(address, {"count": "3"}).status_code == 302
    assert Term.objects.get().obligation_count == 3
    assert "The deal desk counts 3 obligations" in words_of(browser_of(cast.maya).get(draft))
    assert address not in source_of(browser_of(cast.maya).get(draft))


def test_a_count_is_a_number_from_1_to_20_and_the_deal_desks_alone(cast: Cast) -> None:
    term = make_term(make_deal(cast.maya).current_draft, "uptime", by=cast.maya)
    address = reverse("contracts:term_count", args=[term.pk])
    for wrong in ("0", "21", "two", ""):
        response = browser_of(cast.desk).post(address, {"count": wrong})
        assert (response.status_code, "1 to 20" in words_of(response) or not wrong) == (409, True)
    assert browser_of(cast.maya).post(address, {"count": "3"}).status_code == 403
    assert browser_of(cast.tom).post(address, {"count": "3"}).status_code == 404
    assert Term.objects.get().obligation_count == 1
