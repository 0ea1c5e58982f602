"""The printed documentation says what the code does."""

from pathlib import Path

import pytest
from django.conf import settings

from accounts.models import Role
from accounts.permissions import PERMISSIONS
from dealdesk.generated_docs import generated_docs

DOCS = generated_docs()


@pytest.mark.parametrize("name", sorted(DOCS))
def test_a_printed_file_is_up_to_date(name: str) -> None:
    written = (Path(settings.ROOT) / "docs" / name).read_text(encoding="utf-8")
    assert written == DOCS[name], f"docs/{name} is old: run `python manage.py write_docs`"


def test_every_verb_and_role_stands_in_the_table() -> None:
    for verb, roles in PERMISSIONS.items():
        [row] = [line for line in DOCS["permissions.md"].splitlines() if f"`{verb}`" in line]
        marks = [cell.strip() for cell in row.split("|")[2:-1]]
        assert marks == ["yes" if role in roles else "" for role in Role]
