"""A draft that waits for Finance and Legal, and the browser of a member of Finance."""

import pytest
from django.test import Client

from reviews.models import Submission
from tests.make import Cast, make_submission
from tests.reviews.browser import browser_of


@pytest.fixture
def submission(cast: Cast) -> Submission:
    """Payment terms for Finance, a liability cap for Finance and Legal."""
    return make_submission(cast.maya, "payment-terms", "liability-cap")


@pytest.fixture
def finance(cast: Cast) -> Client:
    return browser_of(cast.members["FIN"])
