"""Policies by the API: the list of versions, and one with all that it says."""

from reviews.actions import publish_policy
from reviews.models import PolicyVersion
from reviews.rulings import rulebook_of
from tests.api.machine import Machine, assert_problem
from tests.make import Cast
from tests.make_policies import bands_and, rule


def test_the_versions_are_listed_newest_first_and_paged(cast: Cast) -> None:
    publish_policy(by=cast.desk, rules=bands_and(rule("extra")), note="Extra")
    machine = Machine(cast.maya)
    page = machine.get("/policies/", limit=1).json()
    (row,) = page["results"]
    assert (row["number"], row["note"], row["published_by"]["name"]) == (2, "Extra", "Dora Desk")
    assert "rules" not in row and page["next"]
    assert_problem(machine.get("/policies/", limit=0), 400)


def test_one_version_says_its_rules_rates_and_numbers(cast: Cast) -> None:
    version = PolicyVersion.objects.get()
    said = Machine(cast.auditor).get("/policies/1/").json()
    assert said["rules"] == rulebook_of(version).as_document()
    assert said["exchange_rates"]["USD"] == 920
    assert said["engine"]["id"] == version.label
    assert_problem(Machine(cast.auditor).get("/policies/7/"), 404, "no such policy")


def test_somebody_without_a_role_reads_no_policy(cast: Cast) -> None:
    machine = Machine(cast.outsider)
    machine.person.grants.all().delete()
    for address in ("/policies/", "/policies/1/"):
        assert_problem(machine.get(address), 403)
