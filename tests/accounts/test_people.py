"""The deal desk's list of people, and each one's page."""

from typing import Any

import pytest
from django.test import Client

from accounts.actions import (
    change_roles,
    deactivate_person,
    edit_person,
    grant_role,
    reactivate_person,
    revoke_role,
)
from accounts.models import Role, RoleGrant, User
from activity.models import Event
from dealdesk.kit.refusals import Forbidden, Refused
from tests.accounts.browser import words_of
from tests.make import Cast, make_user


def test_the_list_shows_roles_functions_and_who_reports_to_whom(desk: Client, cast: Cast) -> None:
    page = words_of(desk.get("/people/", {"q": "maya"}))
    assert "Maya Lindqvist" in page and "Sales rep" in page and "Mark Manager" in page
    assert "Ruth Adeyemi" not in page


def test_the_list_is_narrowed_by_role_and_by_those_who_left(desk: Client, cast: Cast) -> None:
    assert "Ruth Adeyemi" in words_of(desk.get("/people/", {"role": Role.APPROVER_VP}))
    assert "Maya Lindqvist" not in words_of(desk.get("/people/", {"role": Role.APPROVER_VP}))
    deactivate_person(cast.tom, by=cast.desk)
    assert "Tom Rep" not in words_of(desk.get("/people/", {"q": "tom"}))
    assert "Tom Rep" in words_of(desk.get("/people/", {"state": "inactive"}))


def test_nonsense_in_the_address_is_no_error(desk: Client) -> None:
    for asked in (
        {"page": "x"},
        {"page": "-1"},
        {"role": "king"},
        {"q": "%"},
        {"state": "?"},
        {"q": "a" * 5000},
    ):
        assert desk.get("/people/", asked).status_code == 200
    assert "Nobody fits" in words_of(desk.get("/people/", {"q": "zzz"}))


def test_paging_keeps_the_search(desk: Client, cast: Cast) -> None:
    for number in range(30):
        make_user(f"Copy {number:02d}", Role.SALES_REP)
    page = words_of(desk.get("/people/", {"q": "copy"}))
    assert "1–25 of 30" in page and "?q=copy&amp;page=2" in page
    assert "26–30 of 30" in words_of(desk.get("/people/", {"q": "copy", "page": "2"}))


def test_the_list_costs_the_same_queries_for_few_and_for_many(
    desk: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        make_user(f"Copy {number:02d}", Role.FUNCTION_MEMBER, Role.SALES_REP, reports_to=cast.mark)
    with django_assert_max_num_queries(14):
        desk.get("/people/")


def test_a_rep_has_no_business_there_and_an_auditor_only_reads(client: Client, cast: Cast) -> None:
    client.force_login(cast.maya)
    assert client.get("/people/").status_code == 403
    client.force_login(cast.auditor)
    page = words_of(client.get(f"/people/{cast.maya.pk}/"))
    assert "Maya Lindqvist" in page and "Save the roles" not in page and "Deactivate" not in page
    assert client.post(f"/people/{cast.maya.pk}/", {"name": "M"}).status_code == 403


def test_the_desk_edits_name_title_zone_and_reporting_line(desk: Client, cast: Cast) -> None:
    typed = {"name": "Maya L.", "title": "EMEA", "time_zone": "Europe/Paris", "reports_to": cast.ruth.pk}
    assert desk.post(f"/people/{cast.maya.pk}/", typed).status_code == 302
    cast.maya.refresh_from_db()
    assert (cast.maya.name, cast.maya.reports_to, cast.maya.time_zone) == (
        "Maya L.",
        cast.ruth,
        "Europe/Paris",
    )
    event = Event.objects.filter(chain=cast.maya.chain, verb="person.edited").get()
    assert event.by == cast.desk and event.facts["fields"] == ["name", "reports_to", "time_zone", "title"]


def test_reporting_lines_never_close_a_circle(desk: Client, cast: Cast) -> None:
    edit_person(cast.mark, by=cast.desk, name="Mark", title="", time_zone="UTC", reports_to=cast.ruth)
    typed = {"name": "Ruth in a circle", "time_zone": "UTC", "reports_to": cast.maya.pk}
    answer = desk.post(f"/people/{cast.ruth.pk}/", typed)
    page = words_of(answer)
    assert answer.status_code == 422
    assert "would report to themselves" in page and "Ruth in a circle" in page
    cast.ruth.refresh_from_db()
    assert cast.ruth.reports_to is None


def test_saving_what_is_there_already_is_no_event(cast: Cast) -> None:
    same = {"name": cast.maya.name, "title": "", "time_zone": "Europe/Berlin", "reports_to": cast.mark}
    edit_person(cast.maya, by=cast.desk, **same)
    assert not Event.objects.filter(chain=cast.maya.chain).exists()


def test_each_role_given_or_taken_is_an_event(desk: Client, cast: Cast) -> None:
    answer = desk.post(f"/people/{cast.tom.pk}/roles/", {"roles": [Role.APPROVER_VP, Role.APPROVER_MANAGER]})
    assert answer.status_code == 302
    told = Event.objects.filter(chain=cast.tom.chain).order_by("position")
    assert [(event.verb, event.facts["role"]) for event in told] == [
        ("role.revoked", "sales_rep"),
        ("role.granted", "approver_manager"),
        ("role.granted", "approver_vp"),
    ]
    assert cast.tom.grants.get(role=Role.APPROVER_VP).granted_by == cast.desk
    page = words_of(desk.get(f"/people/{cast.tom.pk}/"))
    assert "gave the role Approver, VP" in page


def test_no_role_at_all_and_an_auditor_who_does_more_are_refused(desk: Client, cast: Cast) -> None:
    for roles, sentence in (([], "at least one role"), (["auditor", "sales_rep"], "auditor changes nothing")):
        answer = desk.post(f"/people/{cast.tom.pk}/roles/", {"roles": roles})
        assert answer.status_code == 422 and sentence in words_of(answer)
    assert desk.post(f"/people/{cast.tom.pk}/roles/", {"roles": ["king"]}).status_code == 422
    cast.tom.forget_roles()
    assert cast.tom.roles == {Role.SALES_REP}


def test_the_last_of_the_deal_desk_stays_until_another_comes(cast: Cast) -> None:
    with pytest.raises(Refused, match="last of the deal desk"):
        change_roles(cast.desk, [Role.SALES_REP], by=cast.desk)
    grant_role(cast.mark, Role.DEAL_DESK, by=cast.desk)
    revoke_role(cast.desk, Role.DEAL_DESK, by=cast.desk)
    assert not RoleGrant.objects.filter(user=cast.desk).exists()


def test_a_deactivated_colleague_does_not_count_as_deal_desk(cast: Cast) -> None:
    grant_role(cast.mark, Role.DEAL_DESK, by=cast.desk)
    deactivate_person(cast.mark, by=cast.desk)
    with pytest.raises(Refused, match="last of the deal desk"):
        revoke_role(cast.desk, Role.DEAL_DESK, by=cast.desk)


def test_nobody_deactivates_themselves_or_the_last_of_the_desk(cast: Cast) -> None:
    with pytest.raises(Refused, match="deactivates themselves"):
        deactivate_person(cast.desk, by=cast.desk)


def test_deactivating_asks_first_and_deletes_nothing(desk: Client, cast: Cast) -> None:
    lead = cast.leads["DEL"]
    page = words_of(desk.get(f"/people/{lead.pk}/deactivate/"))
    assert "Delivery loses its lead" in page
    assert User.objects.get(pk=lead.pk).is_active
    assert desk.post(f"/people/{lead.pk}/deactivate/").status_code == 302
    gone = User.objects.get(pk=lead.pk)
    assert not gone.is_active and gone.roles == frozenset() and gone.grants.exists()
    assert Event.objects.filter(chain=lead.chain, verb="person.deactivated").count() == 1
    desk.post(f"/people/{lead.pk}/reactivate/")
    assert User.objects.get(pk=lead.pk).roles == {Role.FUNCTION_LEAD}


def test_a_second_press_changes_nothing_more(cast: Cast) -> None:
    for _ in range(2):
        deactivate_person(cast.tom, by=cast.desk)
    for _ in range(2):
        reactivate_person(cast.tom, by=cast.desk)
    verbs = Event.objects.filter(chain=cast.tom.chain).order_by("position").values_list("verb", flat=True)
    assert list(verbs) == ["person.deactivated", "person.reactivated"]


@pytest.mark.parametrize("who", ["maya", "mark", "ruth", "eva", "auditor"])
def test_only_the_deal_desk_changes_people(cast: Cast, who: str) -> None:
    by = getattr(cast, who)
    with pytest.raises(Forbidden):
        grant_role(by, Role.DEAL_DESK, by=by)
    with pytest.raises(Forbidden):
        change_roles(cast.tom, [Role.APPROVER_VP], by=by)
    with pytest.raises(Forbidden):
        deactivate_person(cast.tom, by=by)
    with pytest.raises(Forbidden):
        edit_person(by, by=by, name="x", title="", time_zone="UTC", reports_to=by)


def test_hostile_names_are_escaped_everywhere(desk: Client, cast: Cast) -> None:
    mallory = make_user("Mal <script>x</script>", Role.SALES_REP)
    for address in ("/people/?q=mal", f"/people/{mallory.pk}/", f"/people/{mallory.pk}/deactivate/"):
        page = desk.get(address).content.decode()
        assert "<script>x" not in page and "&lt;script&gt;x" in page
