"""Out of office, and who stands in: dates, scope, a chain that ends, and never for one's own deal."""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
import time_machine

from accounts.absences import StandIns
from accounts.actions import change_absence, deactivate_person, end_absence, sweep_absences
from accounts.models import Delegation, Role, RoleGrant, User
from activity.models import Event
from dealdesk.kit.refusals import Forbidden, Refused
from tests.make import Cast, make_user
from tests.make_absences import berlin, day, make_absence

pytestmark = pytest.mark.django_db

REVIEWS, APPROVALS = Delegation.Scope.REVIEWS, Delegation.Scope.APPROVALS


@pytest.fixture(autouse=True)
def monday() -> Iterator[time_machine.Traveller]:
    """Monday the 23rd of November 2026, nine o’clock in Berlin."""
    with time_machine.travel(berlin(23), tick=False) as traveller:
        yield traveller


def acting_for(person: User, at: dt.datetime, scope: str = APPROVALS) -> int | None:
    return StandIns.at(at, scope).resolve(person.pk).person_id


@pytest.mark.parametrize(
    ("at", "is_away"),
    [
        (berlin(22, 23, 59), False),
        (berlin(23, 0, 0), True),
        (berlin(27, 23, 59), True),
        (berlin(28, 0, 0), False),
    ],
)
def test_first_and_last_day_count_in_the_time_zone_of_who_is_away(
    cast: Cast, at: dt.datetime, is_away: bool, monday: time_machine.Traveller
) -> None:
    monday.move_to(berlin(20))
    make_absence(cast.ruth, cast.anders)
    assert acting_for(cast.ruth, at) == (cast.anders.pk if is_away else cast.ruth.pk)


def test_a_day_in_auckland_begins_before_the_day_in_berlin(cast: Cast) -> None:
    User.objects.filter(pk=cast.ruth.pk).update(time_zone="Pacific/Auckland")
    cast.ruth.refresh_from_db()
    make_absence(cast.ruth, cast.anders, first=24, last=24)
    auckland = ZoneInfo("Pacific/Auckland")
    assert acting_for(cast.ruth, dt.datetime(2026, 11, 24, 0, 1, tzinfo=auckland)) == cast.anders.pk
    assert acting_for(cast.ruth, dt.datetime(2026, 11, 25, 0, 1, tzinfo=auckland)) == cast.ruth.pk


@pytest.mark.parametrize(
    ("scope", "for_approvals"), [(REVIEWS, False), (APPROVALS, True), (Delegation.Scope.ALL, True)]
)
def test_a_stand_in_acts_only_in_the_scope_that_was_given(
    cast: Cast, scope: str, for_approvals: bool
) -> None:
    RoleGrant.objects.create(user=cast.ruth, role=Role.FUNCTION_LEAD)
    both = make_user("Ines Duarte", Role.APPROVER_VP, Role.FUNCTION_MEMBER)
    make_absence(User.objects.get(pk=cast.ruth.pk), both, scope=scope)
    assert (acting_for(cast.ruth, berlin(24)) == both.pk) is for_approvals
    assert (acting_for(cast.ruth, berlin(24), REVIEWS) == both.pk) is (scope != APPROVALS)


def test_a_chain_leads_through_three_stand_ins_and_names_them(cast: Cast) -> None:
    ines = make_user("Ines Duarte", Role.APPROVER_VP)
    make_absence(cast.ruth, cast.anders)
    make_absence(cast.anders, cast.eva)
    make_absence(cast.eva, ines)
    found = StandIns.at(berlin(24), APPROVALS).resolve(cast.ruth.pk)
    assert found.person_id == ines.pk
    assert found.chain == (cast.ruth.pk, cast.anders.pk, cast.eva.pk, ines.pk)
    assert StandIns.at(berlin(24), APPROVALS).givers_of(ines.pk) == {
        cast.ruth.pk,
        cast.anders.pk,
        cast.eva.pk,
    }


def test_a_fourth_stand_in_is_refused_wherever_the_chain_is_lengthened(cast: Cast) -> None:
    ines, jan = make_user("Ines Duarte", Role.APPROVER_VP), make_user("Jan Okafor", Role.APPROVER_VP)
    make_absence(cast.anders, cast.eva)
    make_absence(cast.eva, ines)
    make_absence(ines, jan)
    with pytest.raises(Refused, match="more than 3 stand-ins: Ruth Adeyemi → Anders Holm → Eva Executive"):
        make_absence(cast.ruth, cast.anders)
    with pytest.raises(Refused, match="more than 3 stand-ins"):
        make_absence(jan, cast.ruth)
    make_absence(cast.ruth, cast.eva)


def test_a_circle_is_refused_and_shown(cast: Cast) -> None:
    make_absence(cast.ruth, cast.anders)
    make_absence(cast.anders, cast.eva, first=25)
    with pytest.raises(Refused, match="On 25 November this would lead back to Eva Executive"):
        make_absence(cast.eva, cast.ruth)
    make_absence(cast.eva, cast.ruth, first=23, last=24)


def test_a_circle_that_came_about_all_the_same_ends_with_nobody(cast: Cast) -> None:
    """As it would if rows were written past the verb."""
    for giver, taker in ((cast.ruth, cast.anders), (cast.anders, cast.eva), (cast.eva, cast.ruth)):
        Delegation.objects.create(
            giver=giver, taker=taker, starts_on=day(23), ends_on=day(27), created_by=giver
        )
    assert StandIns.at(berlin(24), APPROVALS).resolve(cast.ruth.pk).person_id is None


def test_a_closed_account_and_a_lost_role_stand_in_for_nobody(cast: Cast) -> None:
    make_absence(cast.ruth, cast.anders)
    RoleGrant.objects.filter(user=cast.anders).delete()
    assert acting_for(cast.ruth, berlin(24)) is None
    RoleGrant.objects.create(user=cast.anders, role=Role.APPROVER_EXECUTIVE)
    assert acting_for(cast.ruth, berlin(24)) == cast.anders.pk
    deactivate_person(cast.anders, by=cast.desk)
    assert acting_for(cast.ruth, berlin(24)) is None


def test_who_is_away_without_a_stand_in_is_nobody(cast: Cast) -> None:
    make_absence(cast.ruth)
    assert acting_for(cast.ruth, berlin(24)) is None


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        (lambda cast: make_absence(cast.ruth, cast.maya), "Maya Lindqvist holds no role that approves"),
        (
            lambda cast: make_absence(cast.members["FIN"], cast.ruth),
            "Ruth Adeyemi holds no role that reviews",
        ),
        (lambda cast: make_absence(cast.maya, cast.tom), "has nothing of this kind to hand over"),
        (lambda cast: make_absence(cast.ruth, cast.ruth), "Nobody stands in for themselves"),
        (lambda cast: make_absence(cast.ruth, first=22), "begins today at the earliest"),
        (lambda cast: make_absence(cast.ruth, first=27, last=26), "must not lie before the first"),
    ],
)
def test_an_unsound_absence_is_refused_with_a_sentence(cast: Cast, plan: object, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        plan(cast)  # type: ignore[operator]
    assert not Delegation.objects.exists()


def test_two_absences_on_one_day_are_refused_unless_they_are_for_different_things(cast: Cast) -> None:
    make_absence(cast.ruth, scope=APPROVALS, last=25)
    with pytest.raises(Refused, match="away from 23 November to 25 November already"):
        make_absence(cast.ruth, first=25)
    make_absence(cast.ruth, scope=REVIEWS, first=25)
    make_absence(cast.ruth, scope=APPROVALS, first=26)


def test_everybody_plans_for_themselves_and_only_the_deal_desk_for_others(cast: Cast) -> None:
    make_absence(cast.tom)
    make_absence(cast.auditor)
    with pytest.raises(Forbidden):
        make_absence(cast.ruth, cast.anders, by=cast.tom)
    absence = make_absence(cast.ruth, cast.anders, by=cast.desk)
    with pytest.raises(Forbidden):
        end_absence(absence, by=cast.tom)
    end_absence(absence, by=cast.desk)
    assert acting_for(cast.ruth, berlin(24)) == cast.ruth.pk
    with pytest.raises(Refused, match="over"):
        end_absence(absence, by=cast.ruth)


def test_a_change_is_checked_like_a_plan_and_kept_as_an_event(cast: Cast) -> None:
    absence = make_absence(cast.ruth, cast.anders, first=24)
    make_absence(cast.anders, cast.eva)
    facts = {"starts_on": day(24), "ends_on": day(30), "scope": Delegation.Scope.ALL}
    change_absence(absence, by=cast.ruth, taker=cast.eva, **facts)
    assert acting_for(cast.ruth, berlin(30)) == cast.eva.pk
    with pytest.raises(Refused, match="lead back"):
        make_absence(cast.eva, cast.ruth, first=24, last=24)
    event = Event.objects.get(verb="absence.changed")
    assert (event.chain_id, event.by, event.facts["taker"]) == (cast.ruth.chain, cast.ruth, "Eva Executive")


def test_the_first_day_stays_once_it_has_come(cast: Cast) -> None:
    absence = make_absence(cast.ruth, cast.anders)
    with pytest.raises(Refused, match="first day"):
        change_absence(
            absence,
            by=cast.ruth,
            taker=None,
            scope=absence.scope,
            starts_on=day(20),
            ends_on=day(27),
        )


def test_beginning_and_end_are_noticed_once_each(cast: Cast, monday: time_machine.Traveller) -> None:
    make_absence(cast.ruth, cast.anders, first=25, last=26)
    assert sweep_absences() == 0
    for moment, verbs in ((berlin(25, 0, 1), ["absence.began"]), (berlin(27, 0, 1), ["absence.over"])):
        monday.move_to(moment)
        before = Event.objects.count()
        assert (sweep_absences(), sweep_absences()) == (1, 0)
        new = Event.objects.order_by("id")[before:]
        assert [event.verb for event in new] == verbs
