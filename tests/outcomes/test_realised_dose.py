"""The realised dose against an independent calculation, and its properties for any deal."""

import datetime as dt
import math
from dataclasses import replace
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outcomes.actions import IncidentAsked, record_incident
from outcomes.dose import LivedCell, LivedDeal, lived_facts, shares
from outcomes.models import Moment, Realised
from reviews.engine import assess
from reviews.engine.reading import TermFacts
from reviews.engine.scales import DEFAULT_POLICY
from reviews.engine.scoring import CellDose
from tests.make import Cast
from tests.make_outcomes import make_signed
from tests.outcomes.check_ins import answer_one, check_in_of

quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FUNCTIONS = ("DEL", "SUP", "FIN", "LEG", "SEC", "PRD")


def dose_of(deal: LivedDeal) -> int:
    return assess(lived_facts(deal, DEFAULT_POLICY), DEFAULT_POLICY).dose


@st.composite
def deals(draw: st.DrawFn) -> LivedDeal:
    keys = draw(
        st.lists(
            st.tuples(st.sampled_from(["T1", "T2", "T3"]), st.sampled_from(FUNCTIONS)),
            min_size=1,
            max_size=8,
            unique=True,
        )
    )
    counts = {term: draw(st.integers(1, 20)) for term, _ in keys}
    cells = tuple(
        LivedCell(
            term=term,
            function=function,
            category="delivery",
            count=counts[term],
            level=draw(st.integers(1, 5)),
            minutes=draw(st.integers(0, 200_000)),
            credit=draw(st.sampled_from([0, 0, 99, 1_000_000])),
            least=draw(st.sampled_from([0, 0, 3, 4, 5])),
        )
        for term, function in keys
    )
    terms = {term: TermFacts(n=count, k="delivery") for term, count in counts.items()}
    least = draw(st.sampled_from([0, 0, 3, 4, 5]))
    return LivedDeal(draw(st.integers(10**6, 10**9)), 24, tuple(keys), terms, cells, least)


@quick
@given(deals(), st.data())
def test_harder_longer_dearer_or_worse_never_lowers_the_dose(deal: LivedDeal, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(deal.cells) - 1))
    cell = deal.cells[at]
    change = data.draw(st.sampled_from(["level", "minutes", "credit", "least", "least of the deal"]))
    if change == "least of the deal":
        worse = replace(deal, least=data.draw(st.integers(deal.least, 5)))
    else:
        most = {"level": 5, "least": 5}.get(change, 3_000_000)
        raised = replace(cell, **{change: data.draw(st.integers(getattr(cell, change), most))})
        worse = replace(deal, cells=(*deal.cells[:at], raised, *deal.cells[at + 1 :]))
    assert dose_of(worse) >= dose_of(deal)


@quick
@given(deals())
def test_the_order_of_the_answers_is_no_matter(deal: LivedDeal) -> None:
    turned = replace(deal, cells=deal.cells[::-1], required=deal.required[::-1])
    assert (
        assess(lived_facts(turned, DEFAULT_POLICY)).vector == assess(lived_facts(deal, DEFAULT_POLICY)).vector
    )


@quick
@given(
    st.lists(st.tuples(st.integers(1, 20), st.integers(0, 2_000_000), st.integers(0, 3_000_000)), max_size=30)
)
def test_the_shares_add_up_and_each_is_its_part_to_the_nearest_micro_dose(
    entries: list[tuple[int, int, int]],
) -> None:
    doses = [CellDose(f"T{row}", "DEL", *entry) for row, entry in enumerate(entries)]
    parts = shares(doses)
    squares = sum(n * h * h for n, h, _ in entries)
    whole = round(Decimal(squares).sqrt()) + sum(e for *_, e in entries)
    assert sum(parts.values()) == whole
    for dose in doses:
        exact = dose.effort + (dose.square / Decimal(squares).sqrt() if squares else 0)
        assert abs(parts[dose.term, "DEL"] - exact) <= 2


def test_a_worked_example_reckoned_by_hand(cast: Cast) -> None:
    """Support: level 4 by 30 + 10 hours, raised to 5 by notice given; Finance: level 2, no hours, a credit of
    1,500.00 EUR. Reckoned here from docs/scoring.md, section 3, with floats and no code of ours."""
    handover = make_signed(cast, "support-response", on=dt.date(2026, 2, 3))
    answer_one(cast, handover, "SUP", level=4, spent_minutes=1800, remaining_minutes=600)
    answer_one(cast, handover, "FIN", level=2)
    (finance,) = check_in_of(handover, "FIN").cells.all()
    notice = IncidentAsked("notice", handover.signed_on + dt.timedelta(days=9))
    credit = IncidentAsked("credit", notice.happened_on, request=finance.request, amount=150_000)
    for asked in (notice, credit):
        record_incident(handover, asked, by=cast.maya)
    row = Realised.objects.get(handover=handover, moment=Moment.DAY_30)
    value, margin = 60_000_000, 0.7
    levels = {"SUP": -1e6 * math.log(1 - 0.75), "FIN": -1e6 * math.log(1 - 0.04)}
    money = {"SUP": 40 * 8_000, "FIN": 150_000}
    efforts = {code: amount / (value * margin) * 1e6 * math.log(10) for code, amount in money.items()}
    root = math.hypot(*levels.values())
    dose = root + sum(efforts.values())
    assert abs(row.dose - dose) <= 3
    assert row.tenths == round(1000 * (1 - math.exp(-dose / 1e6)))
    assert row.credits == 150_000
    assert abs(row.cost - 470_000) <= 11_000 / 60, "a credit is whole minutes of Finance"
    for cell in row.cells.select_related("function"):
        code = cell.function.code
        assert abs(cell.was_dose - (levels[code] ** 2 / root + efforts[code])) <= 3
    said = handover.base_dose
    assert abs(said - math.hypot(*[-1e6 * math.log(1 - 0.04)] * 2)) <= 2
    assert [cell.said_dose for cell in row.cells.all()] == [said // 2 + said % 2, said // 2]
