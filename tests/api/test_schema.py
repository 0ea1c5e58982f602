"""The description of the API, and the playbook."""

import re
from pathlib import Path

from django.conf import settings
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from tests.api.machine import Machine, Said, assert_problem
from tests.make import Cast


def described() -> Said:
    GENERATOR_STATS.reset()
    schema: Said = SchemaGenerator().get_schema(request=None, public=True)
    return schema


def test_the_description_is_sound_and_without_warnings() -> None:
    schema = described()
    validate_schema(schema)
    assert not GENERATOR_STATS, "drf-spectacular warned"


def test_every_address_says_how_it_refuses() -> None:
    for address, methods in described()["paths"].items():
        for method, said in methods.items():
            refusals = {status for status in said["responses"] if status.startswith("4")}
            assert {"400", "401", "403", "404", "409", "422", "429"} <= refusals, f"{method} {address}"
            assert said["security"] == [{"token": []}, {"cookieAuth": []}]


def test_the_guide_names_every_address() -> None:
    guide = (Path(settings.ROOT) / "docs" / "api.md").read_text()
    for address, methods in described()["paths"].items():
        shown = re.sub(r"\{serial\}", "D-2001", address).replace("{request_id}", "{id}")
        for method in methods:
            assert f"`{method.upper()} {shown}`" in guide


def test_the_description_needs_a_token_like_everything_else(client: Client, cast: Cast) -> None:
    assert_problem(client.get("/api/schema/"), 401)
    answer = Machine(cast.maya).get("/schema/")
    assert answer.status_code == 200 and "/api/deals/" in answer.json()["paths"]


def test_the_playbook_lists_types_with_their_ladders(cast: Cast) -> None:
    said = Machine(cast.maya).get("/playbook/").json()
    [uptime] = [type_ for type_ in said["types"] if type_["code"] == "uptime"]
    assert uptime["rungs"][0]["is_pre_approved"] and uptime["rungs"][0]["position"] == 0
    assert uptime["unit"] and uptime["better"] in ("lower", "higher")
    assert said["number"] == 1


def test_somebody_without_any_role_reads_nothing(cast: Cast) -> None:
    machine = Machine(cast.outsider)
    machine.person.grants.all().delete()
    for address in ("/deals/", "/playbook/", "/reviews/"):
        assert_problem(machine.get(address), 403)
