"""A database of its own, with everybody in it, that is gone when the measurement is over."""

from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.conf import settings


@contextmanager
def scratch_database() -> Iterator[None]:
    """Made beside the configured database, by the migrations; a leftover of a run that died is replaced."""
    django.setup()
    from django.db import connection  # noqa: PLC0415 - needs the settings

    settings.ALLOWED_HOSTS = ["testserver"]
    configured = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"benchmark_{configured}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(configured, verbosity=0)
