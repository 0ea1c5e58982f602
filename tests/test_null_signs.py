import pytest
from django.test import Client

from tests.make import Cast

ADDRESSES = [
    "/customers/?q=%00",
    "/people/?q=%00",
    "/people/?role=%00",
    "/playbook/?q=%00",
    "/playbook/%00/",
    "/functions/%00/",
    "/verify/%00/",
    "/deals/?q=%00",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_null_sign_in_an_address_is_no_server_error(cast: Cast, client: Client, address: str) -> None:
    """PostgreSQL takes no text with a null sign in it."""
    client.force_login(cast.desk, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(address).status_code in {200, 404, 422}
