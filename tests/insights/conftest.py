import pytest

from tests.make import Cast
from tests.make_outcomes import make_old_cast


@pytest.fixture
def cast(db: None) -> Cast:
    """The named cast of a company that is years old, so that deals can be signed long ago."""
    return make_old_cast()
