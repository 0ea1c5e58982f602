"""What docs/policies.md teaches is true."""

import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from reviews.engine.rules import Rulebook, catalogue, lint, term_catalogue
from reviews.engine.rules.fact_kinds import OPERATORS
from tests.engine.rules.makers import make_document, make_rule, problems_of

TEXT = (Path(settings.ROOT) / "docs" / "policies.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)


def test_the_first_policy_is_clean():
    assert lint(Rulebook.from_document(yaml.safe_load(BLOCKS[0]))) == ()


def test_every_condition_reads():
    conditions = yaml.safe_load(BLOCKS[1])
    assert len(conditions) == 6
    assert problems_of(make_document(make_rule("r", *conditions))) == []


def test_the_effects_and_settings_read():
    then, told = yaml.safe_load(BLOCKS[2])["then"], yaml.safe_load(BLOCKS[4])["settings"]
    assert problems_of(make_document(make_rule("r", then=then), settings=told)) == []
    assert Rulebook.from_document(make_document(settings=told)).settings == Rulebook("x").settings


@pytest.mark.parametrize(
    "name", [kind.name for kind in (*catalogue(), *term_catalogue()) if kind.name != "share"]
)
def test_every_fact_stands_in_a_table(name):
    assert f"| `{name}` |" in TEXT


@pytest.mark.parametrize("operator", sorted({name for names in OPERATORS.values() for name in names}))
def test_every_operator_is_named(operator):
    assert f"`{operator}`" in TEXT
