import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import override_settings

from dealdesk.demo.loading import load

TOLD_AT = dt.datetime(2026, 11, 22, 8, tzinfo=dt.UTC)
"""One day for all tests: what two years tell depends on where in its quarter they end. That the stories fit
before any other day, tests/demo/test_timetable.py holds."""


def that_day() -> time_machine.travel:
    return time_machine.travel(TOLD_AT, tick=True)


@pytest.fixture(scope="package")
def fernhill(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[str]]:
    """The whole demo company, told once for this folder and rolled back after it; what the loader said."""
    said: list[str] = []
    quick = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    with quick, django_db_blocker.unblock(), transaction.atomic():
        with that_day():
            load(said.append)
        yield said
        transaction.set_rollback(True)


@pytest.fixture
def company(fernhill: list[str]) -> Iterator[list[str]]:
    """The demo company for one test; what the test changes is undone."""
    with that_day(), transaction.atomic():
        yield fernhill
        transaction.set_rollback(True)
