"""What happened to a deal sets the least level of a term, costs money, and can be struck out."""

import datetime as dt
from typing import Any

import pytest

from contracts.models import Draft
from dealdesk.kit.refusals import Forbidden, Refused
from outcomes.actions import (
    IncidentAsked,
    answer_check_in,
    nothing_happened,
    realise,
    record_incident,
    settle_renewal,
    strike_incident,
)
from outcomes.models import Handover, Incident, IncidentKind, Moment, Realised, Renewal
from outcomes.queries.asked_cells import asked_cells
from tests.make import Cast
from tests.make_outcomes import make_signed
from tests.outcomes.check_ins import answer_all, check_in_of, same

SIGNED_ON = dt.date(2026, 2, 3)
DAY_20 = SIGNED_ON + dt.timedelta(days=20)
DAY_150 = SIGNED_ON + dt.timedelta(days=150)


@pytest.fixture
def handover(cast: Cast) -> Handover:
    return make_signed(cast, "support-response", on=SIGNED_ON)


def realised(handover: Handover, moment: str = Moment.DAY_30) -> Realised:
    return Realised.objects.get(handover=handover, moment=moment)


def levels(handover: Handover, moment: str = Moment.DAY_30) -> dict[str, int]:
    return dict(realised(handover, moment).cells.values_list("function__code", "was_level"))


def cell_of(handover: Handover, code: str) -> Any:
    return next(cell.request for cell in asked_cells(handover, Moment.DAY_90) if cell.function.code == code)


@pytest.mark.parametrize(
    "kind, least",
    [
        (IncidentKind.ESCALATION, 3),
        (IncidentKind.EXECUTIVE_ESCALATION, 4),
        (IncidentKind.SLIP, 4),
        (IncidentKind.TERMINATION, 5),
        (IncidentKind.NOTICE, 5),
        (IncidentKind.TICKETS, 1),
    ],
)
def test_an_incident_sets_the_least_level_of_its_term(
    cast: Cast, handover: Handover, kind: str, least: int
) -> None:
    answer_all(cast, handover, level=1)
    count = 41 if kind in (IncidentKind.SLIP, IncidentKind.TICKETS) else None
    asked = IncidentAsked(kind, DAY_20, request=cell_of(handover, "SUP"), count=count)
    record_incident(handover, asked, by=cast.maya)
    assert levels(handover) == {"SUP": least, "FIN": 1}


def test_an_incident_never_lowers_a_level(cast: Cast, handover: Handover) -> None:
    answer_all(cast, handover, level=5)
    before = realised(handover).string
    record_incident(handover, IncidentAsked("escalation", DAY_20), by=cast.maya)
    assert realised(handover).string == before


def test_one_of_the_whole_deal_raises_its_hardest_term_alone(cast: Cast, handover: Handover) -> None:
    for code, level in (("SUP", 2), ("FIN", 1)):
        check_in = check_in_of(handover, code)
        answer_check_in(check_in, same(check_in, level), by=cast.members[code])
    record_incident(handover, IncidentAsked("executive_escalation", DAY_20), by=cast.maya)
    assert levels(handover) == {"SUP": 4, "FIN": 1}


def test_what_came_later_changes_no_dose_of_before_but_the_outcome_is_bad(
    cast: Cast, handover: Handover
) -> None:
    answer_all(cast, handover, Moment.DAY_90, level=1)
    before = realised(handover, Moment.DAY_90).dose
    record_incident(handover, IncidentAsked("termination", DAY_150), by=cast.maya)
    row = realised(handover, Moment.DAY_90)
    assert (row.dose, row.is_bad, row.bad_because) == (before, True, ["termination", "churn"])


def test_what_is_told_with_a_check_in_counts_at_its_moment(cast: Cast, handover: Handover) -> None:
    check_in = check_in_of(handover, "SUP")
    late = SIGNED_ON + dt.timedelta(days=35)
    answer_check_in(
        check_in, same(check_in, 1), by=cast.members["SUP"], incidents=[IncidentAsked("slip", late, count=45)]
    )
    assert levels(handover) == {"SUP": 4}
    assert Incident.objects.get().check_in == check_in


def test_a_credit_is_work_of_the_function_that_costs_as_much(cast: Cast, handover: Handover) -> None:
    answer_all(cast, handover, level=1, spent_minutes=60)
    before = realised(handover)
    asked = IncidentAsked("credit", DAY_20, request=cell_of(handover, "SUP"), amount=800_000)
    record_incident(handover, asked, by=cast.maya)
    after = realised(handover)
    assert (after.credits, after.cost - before.cost) == (800_000, 800_000)
    one = next(cell for cell in after.inputs["cells"] if cell["f"] == "SUP")
    assert one["one"] == [60 + 6000] * 3, "800,000 at 8,000 an hour are 100 hours"
    assert after.cells.get(function__code="SUP").was_minutes == 60, "but no hours of people"


def test_a_credit_in_another_currency_counts_in_the_companys(cast: Cast) -> None:
    handover = make_signed(cast, on=SIGNED_ON, currency="USD")
    answer_all(cast, handover)
    record_incident(handover, IncidentAsked("credit", DAY_20, amount=100_000), by=cast.maya)
    assert realised(handover).credits == 92_000


def test_what_was_a_mistake_is_struck_out_and_counts_no_more(cast: Cast, handover: Handover) -> None:
    answer_all(cast, handover, level=1)
    before = realised(handover).string
    incident = record_incident(handover, IncidentAsked("notice", DAY_20), by=cast.maya)
    assert realised(handover).string != before
    with pytest.raises(Forbidden):
        strike_incident(incident, by=cast.members["SUP"])
    strike_incident(incident, by=cast.desk)
    assert realised(handover).string == before
    with pytest.raises(Refused, match="struck out already"):
        strike_incident(incident, by=cast.desk)


def test_not_renewed_settles_the_renewal_and_makes_the_outcome_bad(cast: Cast) -> None:
    handover = make_signed(cast, "support-response", on=SIGNED_ON, months=9)
    answer_all(cast, handover, Moment.DAY_90)
    incident = record_incident(handover, IncidentAsked("churned", DAY_150), by=cast.members["SUP"])
    assert Renewal.objects.get(handover=handover).result == Renewal.Result.CHURNED
    assert realised(handover, Moment.DAY_90).bad_because == ["churn"]
    strike_incident(incident, by=cast.desk)
    assert Renewal.objects.get(handover=handover).result == ""
    assert not realised(handover, Moment.DAY_90).is_bad


def test_a_renewal_that_its_owner_settles_counts_the_same(cast: Cast, handover: Handover) -> None:
    answer_all(cast, handover, Moment.DAY_90)
    settle_renewal(handover.renewal, Renewal.Result.CHURNED, on=DAY_150, by=cast.maya)
    assert realised(handover, Moment.DAY_90).bad_because == ["churn"]


@pytest.mark.parametrize(
    "fields, sentence",
    [
        ({"kind": "party"}, "Choose what happened"),
        ({"happened_on": dt.date(2099, 1, 1)}, "cannot have happened yet"),
        ({"happened_on": SIGNED_ON - dt.timedelta(days=1)}, "before the contract was signed"),
        ({"kind": "credit"}, "how much was paid"),
        ({"amount": 5}, "Only a credit has an amount"),
        ({"kind": "tickets"}, "how many tickets"),
        ({"kind": "slip", "count": 30}, "more than 30 days"),
    ],
)
def test_an_unsound_incident_is_refused(
    cast: Cast, handover: Handover, fields: dict[str, Any], sentence: str
) -> None:
    asked = IncidentAsked(**{"kind": "escalation", "happened_on": DAY_20, **fields})
    with pytest.raises(Refused, match=sentence):
        record_incident(handover, asked, by=cast.maya)


def test_a_term_of_another_deal_and_a_voided_contract_are_refused(cast: Cast, handover: Handover) -> None:
    other = make_signed(cast, on=SIGNED_ON)
    with pytest.raises(Refused, match="a term of this deal"):
        asked = IncidentAsked("escalation", DAY_20, request=cell_of(other, "FIN"))
        record_incident(handover, asked, by=cast.maya)
    Draft.objects.filter(pk=handover.draft_id).update(state="voided")
    with pytest.raises(Refused, match="does not stand"):
        record_incident(handover, IncidentAsked("escalation", DAY_20), by=cast.maya)


def test_the_very_same_is_recorded_once(cast: Cast, handover: Handover) -> None:
    check_in, asked = check_in_of(handover, "SUP"), IncidentAsked("escalation", DAY_20, note="Loud.")
    for _ in range(2):
        answer_check_in(check_in, same(check_in), by=cast.members["SUP"], incidents=[asked])
    assert Incident.objects.count() == 1
    with pytest.raises(Refused, match="very same"):
        record_incident(handover, asked, by=cast.maya)


def test_what_no_policy_can_score_has_no_realised_dose(cast: Cast, handover: Handover) -> None:
    policy = handover.signing.clearance.submission.policy
    engine = policy.document["engine"]
    for weights in ("w_f", "rate", "uplift"):
        del engine[weights]["SUP"]
    assert realise(handover, Moment.DAY_30) is None
    nothing_happened(check_in_of(handover, "FIN"), by=cast.members["FIN"])
    assert realise(handover, Moment.DAY_30) is None


def test_an_auditor_records_nothing(cast: Cast, handover: Handover) -> None:
    with pytest.raises(Forbidden):
        record_incident(handover, IncidentAsked("escalation", DAY_20), by=cast.auditor)
