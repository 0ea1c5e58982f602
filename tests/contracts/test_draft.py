from typing import Any

from django.urls import reverse

from contracts.actions import raise_concern
from contracts.models import Deal, Draft
from reviews.actions import withdraw_draft
from tests.contracts.browser import browser_of, source_of, words_of
from tests.make import Cast, make_deal, make_submission, make_term, sample_types


def address(deal: Deal) -> str:
    return reverse("contracts:draft", args=[deal.serial])


def test_the_editor_shows_each_term_with_its_standing_and_who_will_be_asked(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    make_term(deal.current_draft, "uptime", by=cast.maya, value="99.99")
    make_term(deal.current_draft, "liability-cap", by=cast.maya, value="1.5")
    said = words_of(browser_of(cast.maya).get(address(deal)))
    assert "1 non-standard, 1 standard" in said
    assert "Uptime a month: 99.99 %" in said
    assert "Fallback A, pre-approved" in said
    for function in ("DEL Delivery 1 term", "SUP Support 1 term", "SEC Security 1 term"):
        assert function in said
    assert "Legal 1 term" not in said
    assert "No uptime above 99.99 %" in said, "the walk-away stands beside the term"


def test_an_empty_draft_says_what_to_do(cast: Cast) -> None:
    said = words_of(browser_of(cast.maya).get(address(make_deal(cast.maya))))
    assert "No terms yet" in said
    assert "Nobody yet." in said


def test_a_renewal_with_an_open_concern_warns(cast: Cast) -> None:
    deal = make_deal(cast.maya, kind="renewal")
    day = deal.expected_signing_on.replace(year=2026)
    raise_concern(deal.customer, text="Exports stall", by=cast.maya, raised_on=day, severity="high")
    assert "This customer waits for an answer." in words_of(browser_of(cast.maya).get(address(deal)))


def test_hostile_wording_is_shown_as_text(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    make_term(deal.current_draft, "uptime", by=cast.maya, wording="</textarea><script>alert(1)</script>")
    source = source_of(browser_of(cast.maya).get(address(deal)))
    assert "<script>alert" not in source
    assert "&lt;/textarea&gt;&lt;script&gt;" in source


def test_a_submitted_draft_leads_to_the_deal(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    deal = submission.draft.deal
    response = browser_of(cast.maya).get(address(deal))
    assert response.headers["Location"] == deal.get_absolute_url()
    withdraw_draft(Draft.objects.get(pk=submission.draft_id), by=cast.maya)
    assert browser_of(cast.maya).get(address(deal)).headers["Location"] == deal.get_absolute_url()


def test_others_do_not_open_the_editor(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    assert browser_of(cast.tom).get(address(deal)).status_code == 404
    assert browser_of(cast.members["DEL"]).get(address(deal)).status_code == 404
    assert browser_of(cast.auditor).get(address(deal)).status_code == 403
    assert browser_of(cast.mark).get(address(deal)).status_code == 403
    assert browser_of(cast.maya).get(reverse("contracts:draft", args=[999_999])).status_code == 404


def test_forty_terms_ask_no_more_of_the_database_than_two(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    few, many = make_deal(cast.maya), make_deal(cast.maya)
    for deal, codes in ((few, ["uptime", "renewal"]), (many, [type_["code"] for type_ in sample_types()])):
        for code in codes:
            make_term(deal.current_draft, code, by=cast.maya)
    for type_ in sample_types()[:10]:
        make_term(many.current_draft, type_["code"], by=cast.maya)
    maya = browser_of(cast.maya)
    make_submission(cast.maya, "uptime", "renewal")  # a precedent of some of them
    with django_assert_max_num_queries(19) as for_few:
        maya.get(address(few))
    with django_assert_max_num_queries(19) as for_many:
        page = maya.get(address(many))
    assert "40 non-standard, 0 standard" in words_of(page)
    assert len(for_few.captured_queries) == len(for_many.captured_queries)
