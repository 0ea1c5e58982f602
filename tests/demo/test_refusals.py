"""Nobody gets the demo company by accident."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from tests.make import make_user


def test_a_database_with_other_people_is_left_alone(db: None) -> None:
    make_user("Petra Proprietor", "deal_desk")
    with pytest.raises(CommandError, match="people in it"):
        call_command("load_demo", "--yes-demo")
    assert User.objects.count() == 1


def test_without_a_demo_company_there_are_no_sign_ins(db: None) -> None:
    with pytest.raises(CommandError, match="load_demo --yes-demo"):
        call_command("demo_sign_ins")
