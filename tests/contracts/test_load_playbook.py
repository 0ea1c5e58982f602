import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from contracts.models import PlaybookVersion
from tests.make import Cast, sample_types

Types = list[dict[str, Any]]


def written(path: Path, types: Types) -> str:
    file = path / "playbook.json"
    file.write_text(json.dumps({"types": types}))
    return str(file)


@pytest.fixture
def types() -> Types:
    return copy.deepcopy(sample_types()[:3])


def test_the_deal_desk_publishes_the_next_version(
    cast: Cast, tmp_path: Path, types: Types, capsys: Any
) -> None:
    types[0]["name"] = "Cap"
    call_command("load_playbook", written(tmp_path, types), by=cast.desk.email, note="Caps are new")
    version = PlaybookVersion.objects.get(number=2)
    assert version.published_by == cast.desk
    assert version.types.get(position=1).name == "Cap"
    assert "Playbook 2 is published with 3 term types" in capsys.readouterr().out


def test_only_the_deal_desk_publishes(cast: Cast, tmp_path: Path, types: Types) -> None:
    with pytest.raises(CommandError, match="belongs to: Deal desk"):
        call_command("load_playbook", written(tmp_path, types), by=cast.maya.email)
    with pytest.raises(CommandError, match="Nobody active has the e-mail address"):
        call_command("load_playbook", written(tmp_path, types), by="nobody@fernhill.example")
    assert PlaybookVersion.objects.count() == 1


def test_a_missing_file_is_one_sentence(cast: Cast) -> None:
    with pytest.raises(CommandError, match="Cannot read /no/such/file: No such file"):
        call_command("load_playbook", "/no/such/file", by=cast.desk.email)


SPOILT: list[tuple[Callable[[Types], object], str]] = [
    (lambda types: types[0].pop("name"), "liability-cap, name: This field is required"),
    (lambda types: types[0].pop("code"), "type 1, code: This field is required"),
    (lambda types: types[1]["ladder"][0].update(label=""), "uncapped-heads, ladder, 1, label"),
    (lambda types: types[0].update(typical_level=6), "liability-cap, typical_level"),
    (lambda types: types[0].update(functions=["XYZ"]), "no function XYZ. Known are: DEL"),
    (lambda types: types[0].update(effort_days=[3, 2, 1]), "must rise from low to high"),
    (lambda types: types[0]["ladder"][0].update(value=9), "must go from good to bad"),
    (lambda types: types[0]["ladder"][2].update(value=21), "lies outside of 0 to 20"),
    (lambda types: types[1]["standard"].update(value=1), "the type is not comparable"),
    (lambda types: types[1].update(code="liability-cap"), "Two types have the code"),
    (lambda types: types.clear(), "The file: "),
]


def test_what_is_wrong_in_the_file_is_named(
    cast: Cast, tmp_path: Path, types: Types, subtests: pytest.Subtests
) -> None:
    for spoil, sentence in SPOILT:
        spoilt = copy.deepcopy(types)
        spoil(spoilt)
        with subtests.test(sentence), pytest.raises(CommandError, match=sentence):
            call_command("load_playbook", written(tmp_path, spoilt), by=cast.desk.email)
    assert PlaybookVersion.objects.count() == 1


def test_something_else_than_a_playbook_is_refused(
    cast: Cast, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    file = tmp_path / "playbook.json"
    for text in ("not json", "[]", '{"types": 3}', "\x00"):
        file.write_text(text)
        with subtests.test(text), pytest.raises(CommandError):
            call_command("load_playbook", str(file), by=cast.desk.email)
