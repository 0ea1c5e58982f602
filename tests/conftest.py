import pytest

from tests.make import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    """The named cast, with playbook and policy published."""
    return make_cast()
