"""Deal shaper: the cheapest single concession that lowers the band."""

from reviews.engine.facts import Cell, DealFacts, Estimate
from reviews.engine.shaper import Concession, cheapest_concession
from tests.engine.makers import make_cell, make_deal

FACTS = DealFacts.from_document(
    make_deal(make_cell("T1", "SUP", 50), make_cell("T2", "DEL", 20), make_cell("T3", "LEG", 10, b=0))
)


def softened(name: str, price: int, level: int, term: str = "T1", function: str = "SUP") -> Concession:
    return Concession(name, price, replaces={(term, function): Cell(term, function, level, 100)})


def test_the_cheapest_of_those_that_lower_the_band_wins():
    small_step = softened("99.98 %", 1, 49)
    fallback = softened("99.95 %", 2, 40)
    standard = Concession("standard uptime", 3, drops=frozenset({"T1"}))
    shaped = cheapest_concession(FACTS, [standard, fallback, small_step])
    assert shaped.concession is fallback
    assert (shaped.before.gate, shaped.after.gate) == ("EXEC", "MGR")


def test_of_equal_prices_the_lighter_deal_wins_and_then_the_name():
    heavy, light, twin = softened("b", 1, 40), softened("c", 1, 30), softened("a", 1, 30)
    assert cheapest_concession(FACTS, [heavy, light]).concession is light
    assert cheapest_concession(FACTS, [light, twin]).concession is twin


def test_no_advice_when_no_single_concession_lowers_the_band():
    assert cheapest_concession(FACTS, [softened("T2", 1, 10, "T2", "DEL")]) is None
    assert cheapest_concession(FACTS, []) is None


def test_a_dropped_term_asks_nobody():
    facts = DealFacts.from_document(make_deal(make_cell("T1", "SUP", 50), missing=(("T1", "LEG"),)))
    shaped = cheapest_concession(facts, [Concession("standard", 1, drops=frozenset({"T1"}))])
    assert (shaped.after.gate, shaped.after.statement.required) == ("AUTO", 0)


def test_a_lifted_blocker_is_a_lower_band():
    facts = DealFacts.from_document(make_deal(make_cell("T1", "SUP", 20, b=1)))
    unblocked = softened("30 minutes in office hours", 1, 20)
    shaped = cheapest_concession(facts, [unblocked])
    assert (shaped.before.gate, shaped.after.gate) == ("BLOCKED", "AUTO")


def test_less_work_can_be_the_concession():
    facts = DealFacts.from_document(make_deal(make_cell("T1", "DEL", 10, one=[90_000, 90_000, 90_000])))
    lighter = Cell("T1", "DEL", 10, 100, once=Estimate(9_000, 9_000, 9_000))
    shaped = cheapest_concession(facts, [Concession("no migration", 1, replaces={("T1", "DEL"): lighter})])
    assert shaped.before.route_at_least != shaped.after.route_at_least
    assert shaped.after.gate == "AUTO"
