import pytest
from django.conf import LazySettings
from django.test import Client

from accounts.models import User
from tests.make import PASSWORD, Cast


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    """A browser in which Dora of the deal desk is signed in."""
    client.force_login(cast.desk, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def maya(cast: Cast) -> User:
    """Maya with a password of her own."""
    cast.maya.set_password(PASSWORD)
    cast.maya.save()
    return cast.maya


@pytest.fixture(autouse=True)
def quick_passwords(settings: LazySettings) -> None:
    """Argon2 is slow on purpose, which stories with many passwords need not wait for."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
