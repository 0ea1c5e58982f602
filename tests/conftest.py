import datetime as dt

import pytest
from django.conf import settings
from django.utils import timezone

from tests.make import Cast, make_cast


def pytest_configure() -> None:
    """Look a static file up when it is asked for, instead of reading them all for each test client."""
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture
def cast(db: None) -> Cast:
    """The named cast, with playbook and policy published."""
    return make_cast()


@pytest.fixture
def later() -> dt.datetime:
    """A moment at which everything written so far is due."""
    return timezone.now() + dt.timedelta(seconds=1)


@pytest.fixture
def much_later() -> dt.datetime:
    """A moment at which what was rung and not done is due again."""
    return timezone.now() + dt.timedelta(seconds=90)
