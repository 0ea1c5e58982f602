from typing import Any

import pytest
from django.core.cache.backends.redis import RedisCache
from django.test import Client
from redis.exceptions import ConnectionError as NoConnection


def test_a_stranger_checks_a_code_while_redis_is_down(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(*_given: Any, **_named: Any) -> None:
        raise NoConnection("nobody answers")

    monkeypatch.setattr(RedisCache, "add", silent)
    assert client.get("/verify/7F3K-Q2M9-X4CD/").status_code == 200
