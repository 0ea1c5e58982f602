from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from dealdesk.demo.loading import load


@pytest.fixture(scope="package")
def fernhill(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[str]]:
    """The whole demo company, told once for this folder and rolled back after it; what the loader said."""
    said: list[str] = []
    quick = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    with quick, django_db_blocker.unblock(), transaction.atomic():
        load(said.append)
        yield said
        transaction.set_rollback(True)


@pytest.fixture
def company(fernhill: list[str]) -> Iterator[list[str]]:
    """The demo company for one test; what the test changes is undone."""
    with transaction.atomic():
        yield fernhill
        transaction.set_rollback(True)
