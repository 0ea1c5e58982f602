"""The side navigation: what it offers to whom, and what it costs."""

from typing import Any

import pytest
from django.test import RequestFactory

from accounts.models import Role, User
from dealdesk.navigation import Item, navigation
from tests.make import Cast, make_submission, make_user

MOST_QUERIES = 10
"""Beside the person's roles, which every page reads anyway."""


def items_for(person: User, path: str = "/functions/") -> dict[str, Item]:
    """By label."""
    request = RequestFactory().get(path)
    request.user = person
    return {item.label: item for group in navigation(request)["navigation"] for item in group.items}


def test_each_role_is_offered_its_own_work(cast: Cast) -> None:
    shared = {"Inbox", "All deals", "Customers", "Functions", "Playbook", "Policy", "Obligations", "Renewals"}
    seen_from_above = shared | {"Dashboard", "Calibration"}
    assert items_for(cast.maya).keys() == shared | {"My deals"}
    assert items_for(cast.members["DEL"]).keys() == shared | {"My reviews", "Check-ins"}
    assert items_for(cast.leads["DEL"]).keys() == seen_from_above | {"My reviews", "Check-ins"}
    assert items_for(cast.ruth).keys() == seen_from_above | {"Approvals"}
    assert items_for(cast.anders).keys() == seen_from_above | {"Approvals", "Audit list"}
    assert items_for(cast.desk).keys() == seen_from_above | {"My deals", "People", "Channels", "Audit list"}
    assert items_for(cast.auditor).keys() == seen_from_above | {"People", "Channels", "Audit list"}


def test_the_count_of_reviews_is_what_waits(cast: Cast) -> None:
    make_submission(cast.maya, "payment-terms")
    assert items_for(cast.members["FIN"])["My reviews"].count == 1
    assert items_for(cast.members["SEC"])["My reviews"].count == 0


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/deals/", "My deals"),
        ("/deals/?scope=mine&q=x", "My deals"),
        ("/deals/?scope=all", "All deals"),
        ("/deals/?q=nordbank", "All deals"),
        ("/deals/D-1/", "My deals"),
        ("/people/7/", "People"),
        ("/policy/", "Policy"),
    ],
)
def test_the_link_of_the_page_shown_is_marked(cast: Cast, path: str, label: str) -> None:
    marked = [item.label for item in items_for(cast.desk, path).values() if item.is_current]
    assert marked == [label]


def test_for_an_auditor_every_deal_belongs_to_all_deals(cast: Cast) -> None:
    assert items_for(cast.auditor, "/deals/D-1/")["All deals"].is_current


def test_it_costs_few_queries_even_for_somebody_with_many_roles(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    busy = make_user("Bea Busy", Role.SALES_REP, Role.FUNCTION_MEMBER, Role.APPROVER_MANAGER)
    cast.functions["DEL"].members.add(busy)
    make_submission(cast.maya, "uptime", "payment-terms")
    busy = User.objects.get(pk=busy.pk)
    assert busy.roles
    with django_assert_max_num_queries(MOST_QUERIES):
        items_for(busy)


def test_a_fragment_that_shows_no_navigation_pays_nothing(cast: Cast, django_assert_num_queries: Any) -> None:
    request = RequestFactory().get("/")
    request.user = cast.maya
    with django_assert_num_queries(0):
        navigation(request)
