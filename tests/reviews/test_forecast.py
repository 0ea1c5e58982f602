from typing import Any

import pytest
from django.urls import reverse

from contracts.actions import count_obligations, raise_concern
from contracts.models import Deal
from dealdesk.kit.refusals import Refused
from reviews.forecast import forecast_of
from reviews.guesses import guessed_facts
from reviews.models import Score
from reviews.queries.policies import current_policy
from tests.contracts.browser import HTMX, browser_of, source_of, words_of
from tests.make import Cast, make_deal, make_submission, make_term, sample_types


def address(deal: Deal) -> str:
    return reverse("reviews:forecast", args=[deal.serial])


def test_a_draft_of_standard_terms_is_expected_to_score_nothing(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    make_term(deal.current_draft, "payment-terms", by=cast.maya, value=30)
    forecast = forecast_of(deal.current_draft)
    assert (forecast.tenths, forecast.band, forecast.move) == (0, "AUTO", None)
    assert "nobody needs to approve it" in words_of(browser_of(cast.maya).get(address(deal)))


def test_each_function_is_expected_to_answer_as_the_playbook_says(cast: Cast) -> None:
    draft = make_deal(cast.maya).current_draft
    term = make_term(draft, "uptime", by=cast.maya, value="99.995")
    facts = guessed_facts(draft, [term], current_policy())
    assert {cell.function for cell in facts.cells} == {"SUP", "DEL", "SEC", "FIN"}
    assert {cell.level for cell in facts.cells} == {40}
    assert facts.cells[0].once == (3 * 480 // 4, 15 * 480 // 4, 80 * 480 // 4)
    assert facts.missing == ()
    assert facts.cal is not None and facts.cal["SUP"][0].own > 0


def test_the_points_of_the_terms_add_up_to_the_forecast(cast: Cast) -> None:
    draft = make_deal(cast.maya).current_draft
    for code in ("uptime", "payment-terms", "uncapped-heads"):
        make_term(draft, code, by=cast.maya)
    forecast = forecast_of(draft)
    assert sum(tenths for _, tenths in forecast.points) + forecast.load_tenths == forecast.tenths > 0
    assert forecast.steps


def test_more_obligations_forecast_more(cast: Cast) -> None:
    draft = make_deal(cast.maya).current_draft
    term = make_term(draft, "uncapped-heads", by=cast.maya)
    before = forecast_of(draft).tenths
    count_obligations(term, 5, by=cast.desk)
    assert forecast_of(draft).tenths > before


def test_the_shaper_offers_the_term_whose_fallback_lowers_the_band(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    heavy = make_term(deal.current_draft, "uptime", by=cast.maya, value="99.995")
    make_term(deal.current_draft, "payment-terms", by=cast.maya, value=90)
    move = forecast_of(deal.current_draft).move
    assert move is not None
    assert (move.term, move.rung.label, move.asked) == (heavy, "Fallback A", "99.995 %")
    maya = browser_of(cast.maya)
    assert "Use Fallback A" in words_of(maya.get(address(deal), headers=HTMX))
    maya.post(reverse("contracts:term_edit", args=[heavy.pk]), {"rung": str(move.rung.position)})
    after = forecast_of(deal.current_draft)
    assert (after.band, after.tenths) == (move.to_band, move.to_tenths)


def test_a_rule_beside_the_score_is_named(cast: Cast) -> None:
    deal = make_deal(cast.maya, kind="renewal")
    day = deal.expected_signing_on.replace(year=2026)
    raise_concern(deal.customer, text="Exports stall", by=cast.maya, raised_on=day, severity="high")
    make_term(deal.current_draft, "payment-terms", by=cast.maya, value=90)
    forecast = forecast_of(deal.current_draft)
    assert (forecast.band, forecast.is_raised) == ("VP", True)
    assert forecast.rules in words_of(browser_of(cast.maya).get(address(deal)))


def test_a_forecast_is_never_kept(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    make_term(deal.current_draft, "uptime", by=cast.maya)
    said = words_of(browser_of(cast.maya).get(address(deal), headers=HTMX))
    assert "not yet a score" in said
    assert "<html" not in source_of(browser_of(cast.maya).get(address(deal), headers=HTMX))
    assert not Score.objects.exists()


def test_without_an_exchange_rate_the_page_says_why_there_is_none(cast: Cast) -> None:
    deal = make_deal(cast.maya, currency="JPY")
    make_term(deal.current_draft, "uptime", by=cast.maya)
    with pytest.raises(Refused, match="no exchange rate for JPY"):
        forecast_of(deal.current_draft)
    response = browser_of(cast.maya).get(address(deal))
    assert (response.status_code, "no exchange rate for JPY" in words_of(response)) == (200, True)


def test_a_forecast_asks_the_same_of_the_database_for_many_terms(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    draft = make_deal(cast.maya).current_draft
    for type_ in sample_types()[:2]:
        make_term(draft, type_["code"], by=cast.maya)
    forecast_of(draft)
    with django_assert_max_num_queries(14):
        forecast_of(draft)
    for type_ in sample_types():
        make_term(draft, type_["code"], by=cast.maya)
    with django_assert_max_num_queries(14):
        forecast_of(draft)


def test_readers_see_a_forecast_without_its_button_and_strangers_nothing(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    make_term(deal.current_draft, "uptime", by=cast.maya, value="99.995")
    assert "Use Fallback A" not in words_of(browser_of(cast.auditor).get(address(deal)))
    assert browser_of(cast.tom).get(address(deal)).status_code == 404
    submitted = make_submission(cast.maya, "renewal").draft.deal
    assert browser_of(cast.maya).get(address(submitted)).headers["Location"] == submitted.get_absolute_url()
