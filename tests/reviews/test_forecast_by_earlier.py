"""A forecast goes by how the functions answered for signed deals, once there are three of them."""

import pytest

from contracts.models import Term
from reviews.engine.cell import Estimate
from reviews.forecast import forecast_of
from reviews.guesses import guessed_facts
from reviews.queries.policies import current_policy
from reviews.queries.typical_answers import typical_answers
from tests.contracts.browser import browser_of, words_of
from tests.make import Cast, make_deal, make_submission, make_term, review_all
from tests.make_outcomes import make_old_cast
from tests.make_precedents import make_agreed

TYPE = "support-response"


@pytest.fixture
def cast(db: None) -> Cast:
    return make_old_cast()


@pytest.fixture
def term(cast: Cast) -> Term:
    return make_term(make_deal(cast.maya).current_draft, TYPE, by=cast.maya)


def agree(cast: Cast, level: int, said: int) -> None:
    make_agreed(cast, None, code=TYPE, level=level, said=said)


def test_two_signed_deals_leave_the_guess_to_the_playbook(cast: Cast, term: Term) -> None:
    for _ in range(2):
        agree(cast, 1, 60)
    assert typical_answers({TYPE}) == {}
    forecast = forecast_of(term.draft)
    assert (forecast.precedented, forecast.source) == (0, "from the playbook; reviews will tell")


def test_from_three_on_their_medians_are_the_guess_and_said_to_be(cast: Cast, term: Term) -> None:
    before = forecast_of(term.draft).tenths
    for level, said in ((1, 60), (1, 90), (2, 6000)):
        agree(cast, level, said)
    typical = typical_answers({TYPE})
    assert {code for _, code in typical} == set(term.functions)
    facts = guessed_facts(term.draft, [term], current_policy(), typical)
    assert {(cell.level, cell.once) for cell in facts.cells} == {(10, Estimate(90, 90, 90))}
    forecast = forecast_of(term.draft)
    assert forecast.precedented == 1 and forecast.tenths < before
    page = browser_of(cast.maya).get(f"/deals/{term.draft.deal.number}/forecast/")
    assert "1 term by the answers to earlier deals" in words_of(page)


def test_answers_to_what_was_never_signed_teach_nothing(cast: Cast, term: Term) -> None:
    for _ in range(3):
        review_all(cast, make_submission(cast.maya, TYPE), 5)
    assert typical_answers({TYPE}) == {}
