"""What two years of signed deals tell: each story of the dashboards stands in the tables."""

import datetime as dt
from math import exp, log

import pytest
from django.utils import timezone

from accounts.models import Function, User
from activity.models import Notification
from contracts.models import Concern, DraftState, RevenueTarget
from insights.filters import Filter
from insights.models import RollUpCheck
from insights.periods import Quarter
from insights.queries.cells import cells_by
from insights.queries.reps import rep_rows
from insights.queries.signing import signed_quarter
from insights.queries.turned_out import clean_deals
from insights.queries.unheard import churn_by_concern, unheard, unheard_concerns
from insights.statistics.feels_worse import FeelsWorse, feels_worse
from insights.statistics.ketchup import Ketchup, ketchup
from insights.statistics.reps import Shrunk, shrunk
from outcomes.models import (
    Calibration,
    CheckIn,
    Handover,
    Incident,
    IncidentKind,
    Obligation,
    ObligationState,
    Realised,
    RealisedCell,
    Recurrence,
    Renewal,
    UndisclosedTerm,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("company")]

DOUBT = 50_000
"""d of docs/outcomes.md, section 4.5."""

TOO_LIGHTLY, TOO_HARD = "SEC", "LEG"


def today() -> dt.date:
    return timezone.now().date()


def someone(first_name: str) -> User:
    return User.objects.get(name__startswith=f"{first_name} ")


def this_quarter() -> Filter:
    return Filter(Quarter.of(today()))


def outcomes() -> list[Realised]:
    standing = Handover.objects.standing()
    found = Realised.objects.filter(moment="day_90", is_complete=True, handover__in=standing)
    return list(found.select_related("handover__deal__owner"))


def worse(real: float, said: float) -> float:
    return log((real + DOUBT) / (said + DOUBT))


def test_there_are_enough_outcomes_to_learn_from() -> None:
    assert Handover.objects.standing().count() >= 110
    found = outcomes()
    bad = [outcome for outcome in found if outcome.is_bad]
    assert len(found) >= 60 and len(bad) >= 12 and len(found) - len(bad) >= 12


def test_a_calibration_was_run_and_its_policy_waits_for_a_second_person() -> None:
    (run,) = Calibration.objects.all()
    assert run.asked_by == someone("Eva") and not run.problem and run.outcome_count >= 50
    assert run.proposal is not None and run.proposal.proposed_by == someone("Eva")
    assert run.proposal.published is None and run.proposal.learned


def test_the_last_closed_quarters_were_signed_in_their_last_two_weeks() -> None:
    for ago in (1, 2, 3):
        quarter = Quarter.of(today()).earlier(ago)
        seen = ketchup(signed_quarter(Filter(quarter), quarter, with_singles=True).singles)
        assert isinstance(seen, Ketchup)
        assert 0.38 < seen.share < 0.62 and seen.p_value < 0.05


def function_factor(code: str) -> float:
    """From the ledger of all outcomes, a function's part of a deal at a time."""
    parts: dict[int, list[int]] = {}
    cells = RealisedCell.objects.filter(realised__in=outcomes(), function__code=code)
    for cell in cells:
        part = parts.setdefault(cell.realised_id, [0, 0])
        part[0] += cell.said_dose
        part[1] += cell.was_dose
    assert len(parts) >= 25
    shrinkage = len(parts) / (len(parts) + 10)
    return exp(shrinkage * sum(worse(was, said) for said, was in parts.values()) / len(parts))


def test_security_answers_too_lightly_and_legal_too_hard() -> None:
    factors = {code: function_factor(code) for code in ("SEC", "LEG", "DEL", "SUP", "FIN")}
    assert factors[TOO_LIGHTLY] > 1.4 and factors[TOO_HARD] < 0.8
    assert all(factors[TOO_HARD] < factors[code] < factors[TOO_LIGHTLY] for code in ("DEL", "SUP", "FIN"))


def test_the_rollups_say_the_same_of_both_functions() -> None:
    ids = dict(Function.objects.values_list("code", "pk"))
    year_ago = Filter(Quarter.of(today()).earlier(1))
    rolled = cells_by("function", year_ago)
    found = {cells.key: feels_worse(cells.n90, cells.y_sum, cells.y_squared) for cells in rolled}
    light, hard = found[ids[TOO_LIGHTLY]], found[ids[TOO_HARD]]
    assert isinstance(light, FeelsWorse) and light.low > 1
    assert isinstance(hard, FeelsWorse) and hard.high < 1


def reps() -> dict[str, Shrunk]:
    names = dict(User.objects.values_list("pk", "name"))
    return {names[rep.key].split()[0]: rep for rep in shrunk(rep_rows(this_quarter()))}  # type: ignore[index]


def raw_factors() -> dict[str, float]:
    """What a plain table of the year would say."""
    first_on = this_quarter().year_first_on
    by_rep: dict[str, list[float]] = {}
    for outcome in outcomes():
        if outcome.handover.signed_on >= first_on and outcome.handover.is_scored:
            name = outcome.handover.deal.owner.name.split()[0]
            by_rep.setdefault(name, []).append(worse(outcome.dose, outcome.handover.base_dose))
    return {name: exp(sum(found) / len(found)) for name, found in by_rep.items() if len(found) >= 4}


def test_dirks_deals_really_feel_worse_and_he_is_the_only_one_named() -> None:
    assert [name for name, rep in reps().items() if rep.is_named] == ["Dirk"]
    assert reps()["Dirk"].n >= 8


def test_katarzyna_had_bad_luck_and_is_not_named_though_a_plain_table_would() -> None:
    plain = raw_factors()
    others = [factor for name, factor in plain.items() if name not in {"Dirk", "Katarzyna"}]
    assert plain["Katarzyna"] > 1.2 and plain["Katarzyna"] > sorted(others)[len(others) // 2]
    rep = reps()["Katarzyna"]
    assert rep.n <= 7 and not rep.is_named
    assert rep.factor < plain["Katarzyna"]
    hit = Incident.objects.filter(
        handover__deal__owner=someone("Katarzyna"),
        kind__in=(IncidentKind.TERMINATION, IncidentKind.EXECUTIVE_ESCALATION, IncidentKind.SLIP),
    )
    assert 2 <= hit.values("handover").distinct().count() <= 4
    assert not UndisclosedTerm.objects.filter(handover__deal__owner=someone("Katarzyna")).exists()


def test_clean_deals_are_there_to_be_recognised() -> None:
    chosen = this_quarter()
    assert clean_deals(someone("Anders"), chosen, chosen.year_first_on, chosen.last_on).count() >= 10


def test_tregarths_concern_was_heard_by_nobody_and_its_contract_ends_soon() -> None:
    found = unheard_concerns(someone("Eva"), this_quarter(), today())
    tregarth = [concern for concern in found if concern.customer.name == "Tregarth Water"]
    assert len(tregarth) == 1 and tregarth[0].owner is None
    assert unheard(this_quarter(), today()).value >= 64_000_000
    renewal = Renewal.objects.get(handover__deal__customer__name="Tregarth Water")
    assert renewal.deal is not None and renewal.deal.current_draft.state == DraftState.DRAFTING


def test_customers_whom_nobody_heard_left_and_the_others_stayed() -> None:
    churn = churn_by_concern(this_quarter())
    assert (churn.unresolved_churned, churn.resolved_churned) == (2, 0)
    assert churn.unresolved >= 3 and churn.resolved >= 4
    lomond = Renewal.objects.get(handover__deal__customer__name="Lomond Press")
    assert lomond.result == Renewal.Result.CHURNED
    assert Concern.objects.get(customer__name="Lomond Press").is_open


def test_renewals_were_signed_as_deals_of_their_own() -> None:
    signed = Renewal.objects.exclude(deal=None).exclude(result="")
    assert signed.count() >= 4
    for renewal in signed.select_related("deal"):
        assert renewal.deal is not None and renewal.deal.kind == "renewal"
        assert renewal.deal.current_draft.state == DraftState.SIGNED
    assert not Renewal.objects.filter(deal=None, result="", prepare_on__lte=today()).exists()


def test_promises_were_kept_waived_and_are_late() -> None:
    states = set(Obligation.objects.values_list("state", flat=True))
    assert states == set(ObligationState.values)
    assert 1 <= Obligation.objects.late(today()).count() <= 40
    assert Obligation.objects.open().filter(recurrence=Recurrence.MONTHLY, fulfilments__isnull=False).exists()


def test_check_ins_were_answered_clicked_away_are_due_and_overdue() -> None:
    answered = CheckIn.objects.exclude(answered_at=None)
    assert answered.filter(is_uneventful=True).count() >= 50
    assert answered.filter(is_uneventful=False).count() >= 200
    open_ = CheckIn.objects.open()
    assert 1 <= open_.filter(due_on__lt=today()).count() <= 40
    assert open_.filter(due_on__range=(today(), today() + dt.timedelta(days=14))).exists()


@pytest.mark.parametrize(
    "kind",
    [
        IncidentKind.ESCALATION,
        IncidentKind.EXECUTIVE_ESCALATION,
        IncidentKind.SLIP,
        IncidentKind.CREDIT,
        IncidentKind.TICKETS,
        IncidentKind.TERMINATION,
        IncidentKind.NOTICE,
    ],
)
def test_things_happened(kind: str) -> None:
    assert Incident.objects.filter(kind=kind, struck_at=None).exclude(note="").exists()


def test_undisclosed_terms_came_to_light_on_some_of_dirks_deals() -> None:
    found = UndisclosedTerm.objects.all()
    assert 3 <= found.count() <= 8
    assert found.filter(handover__deal__owner=someone("Dirk")).count() >= found.count() // 2


def test_the_strategy_has_targets_and_one_was_changed() -> None:
    measures = list(RevenueTarget.objects.values_list("measure", flat=True))
    assert set(measures) == set(RevenueTarget.Measure.values) and len(measures) == len(set(measures)) + 1


def test_rollups_were_built_once_from_the_whole() -> None:
    (check,) = RollUpCheck.objects.all()
    assert check.is_rebuilt and not check.is_nightly


def test_people_said_whether_it_felt_right() -> None:
    felt = Handover.objects.standing().values_list("felt_right", flat=True)
    assert {True, False, None} == set(felt)


def test_of_old_deals_people_hear_only_what_is_due_now() -> None:
    old = Handover.objects.filter(signed_on__lt=today() - dt.timedelta(days=200)).select_related("deal")
    told = Notification.objects.filter(event__chain_id__in=[handover.deal.chain for handover in old])
    assert old and not told.filter(at__lt=timezone.now() - dt.timedelta(days=6)).exists()
