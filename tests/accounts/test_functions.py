"""The functions' pages: everybody reads, the deal desk changes."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from accounts.actions import add_holiday, save_function
from accounts.models import Function, Membership, Role
from activity.models import Event
from dealdesk.kit.refusals import Forbidden, Refused
from tests.accounts.browser import words_of
from tests.make import Cast, make_user


def typed(function: Function, **changes: Any) -> dict[str, Any]:
    """The form of the function's page as it stands, with changes."""
    facts: dict[str, Any] = {
        "name": function.name,
        "lead": function.lead_id,
        "cost_rate": "120.00",
        "monthly_capacity": 2000,
        "response_hours": 8,
        "time_zone": "UTC",
        "working_days": [0, 1, 2, 3, 4],
        "opens_at": "09:00",
        "closes_at": "17:00",
        "members": list(function.memberships.values_list("user_id", flat=True)),
    }
    return {**facts, **changes}


@pytest.fixture
def delivery(cast: Cast) -> Function:
    return cast.functions["DEL"]


def test_everybody_reads_and_only_the_desk_sees_a_form(client: Client, cast: Cast, desk: Client) -> None:
    assert "Save" in words_of(desk.get("/functions/DEL/"))
    client.force_login(cast.maya)
    page = words_of(client.get("/functions/DEL/"))
    assert "Lea Delivery" in page and "€120" in page and "Add the holiday" not in page
    assert "Delivery" in words_of(client.get("/functions/"))


def test_the_rate_is_typed_in_whole_euro_and_kept_in_cents(desk: Client, delivery: Function) -> None:
    assert desk.post("/functions/DEL/", typed(delivery, cost_rate="135.50")).status_code == 302
    delivery.refresh_from_db()
    assert delivery.cost_rate == 13_550
    assert "€135.50" in words_of(desk.get("/functions/"))
    event = Event.objects.get(chain="function:DEL", verb="function.edited")
    assert event.facts["fields"] == ["cost_rate"]


def test_saving_what_is_there_already_is_no_event(desk: Client, delivery: Function) -> None:
    assert desk.post("/functions/DEL/", typed(delivery)).status_code == 302
    assert not Event.objects.filter(chain="function:DEL").exists()


def test_members_come_and_go_by_ticking(desk: Client, cast: Cast, delivery: Function) -> None:
    answer = desk.post("/functions/DEL/", typed(delivery, members=[cast.outsider.pk]))
    assert answer.status_code == 302
    assert list(Membership.objects.filter(function=delivery).values_list("user", flat=True)) == [
        cast.outsider.pk
    ]
    event = Event.objects.get(chain="function:DEL")
    assert event.facts["joined"] == [cast.outsider.pk]
    assert event.facts["left"] == [cast.members["DEL"].pk]


def test_a_rep_cannot_become_a_member(cast: Cast, desk: Client, delivery: Function) -> None:
    assert desk.post("/functions/DEL/", typed(delivery, members=[cast.maya.pk])).status_code == 422
    with pytest.raises(Refused, match="no role that reviews"):
        save_function(delivery, by=cast.desk, members=[cast.maya])
    with pytest.raises(Refused, match="no role that reviews"):
        save_function(delivery, by=cast.desk, members=[], lead=cast.maya)
    delivery.refresh_from_db()
    assert delivery.lead == cast.leads["DEL"]


@pytest.mark.parametrize(
    "changes",
    [
        {"working_days": []},
        {"opens_at": "17:00", "closes_at": "09:00"},
        {"cost_rate": "-1"},
        {"cost_rate": "12.345"},
        {"monthly_capacity": "0"},
        {"response_hours": "many"},
        {"time_zone": "Mars/Olympus"},
        {"working_days": ["9"]},
        {"name": ""},
        {"name": "Support"},
    ],
)
def test_what_makes_no_sense_is_refused_and_kept_on_the_page(
    desk: Client, delivery: Function, changes: dict[str, Any]
) -> None:
    answer = desk.post("/functions/DEL/", typed(delivery, **{"name": "Delivery of Fernhill", **changes}))
    assert answer.status_code == 422
    assert "to put right" in words_of(answer)
    delivery.refresh_from_db()
    assert (delivery.name, delivery.cost_rate) == ("Delivery", 12_000)


def test_no_working_day_would_stop_all_clocks(cast: Cast, delivery: Function) -> None:
    members = [cast.members["DEL"]]
    with pytest.raises(Refused, match="at least one working day"):
        save_function(delivery, by=cast.desk, members=members, working_days=[])
    with pytest.raises(Refused, match="open before it closes"):
        save_function(delivery, by=cast.desk, members=members, opens_at=dt.time(18))


def test_the_code_is_not_among_what_can_be_changed(cast: Cast, delivery: Function) -> None:
    with pytest.raises(TypeError, match="code"):
        save_function(delivery, by=cast.desk, members=[], code="XXX")


def test_holidays_are_added_once_and_removed(desk: Client, cast: Cast, delivery: Function) -> None:
    day = {"on": "2030-12-24", "name": "Christmas <Eve>"}
    assert desk.post("/functions/DEL/holidays/", day).status_code == 302
    again = desk.post("/functions/DEL/holidays/", day)
    assert again.status_code == 422 and "holiday of Delivery already" in words_of(again)
    assert "Christmas &lt;Eve&gt;" in words_of(desk.get("/functions/DEL/"))
    holiday = delivery.holidays.get()
    assert desk.post(f"/functions/SUP/holidays/{holiday.pk}/remove/").status_code == 404
    assert desk.post(f"/functions/DEL/holidays/{holiday.pk}/remove/").status_code == 302
    assert not delivery.holidays.exists()
    verbs = Event.objects.filter(chain="function:DEL").order_by("position").values_list("verb", flat=True)
    assert list(verbs) == ["holiday.added", "holiday.removed"]


@pytest.mark.parametrize("day", [{}, {"on": "soon", "name": "x"}, {"on": "2030-12-24", "name": ""}])
def test_a_holiday_without_day_or_name_is_refused(desk: Client, day: dict[str, str]) -> None:
    assert desk.post("/functions/DEL/holidays/", day).status_code == 422


def test_only_the_desk_changes_functions(cast: Cast, client: Client, delivery: Function) -> None:
    with pytest.raises(Forbidden):
        add_holiday(delivery, on=dt.date(2030, 1, 1), name="x", by=cast.leads["DEL"])
    client.force_login(cast.leads["DEL"])
    assert client.post("/functions/DEL/", typed(delivery)).status_code == 403


def test_the_list_costs_the_same_queries_for_few_and_for_many(
    desk: Client, cast: Cast, delivery: Function, django_assert_max_num_queries: Any
) -> None:
    for number in range(10):
        lead = make_user(f"Lead {number}", Role.FUNCTION_LEAD)
        Function.objects.create(
            code=f"Z{number:02d}", name=f"Team {number}", lead=lead, cost_rate=1, monthly_capacity=1
        )
    with django_assert_max_num_queries(9):
        desk.get("/functions/")
