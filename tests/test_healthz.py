"""What a load balancer is told."""

from collections.abc import Callable
from typing import NoReturn

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client
from redis.exceptions import ConnectionError as NoRedis

from activity.pulse import beat
from dealdesk import views


def failing(error: Exception) -> Callable[..., NoReturn]:
    def fail(*args: object, **kwargs: object) -> NoReturn:
        raise error

    return fail


def test_it_says_which_processes_are_alive(client: Client, db: None) -> None:
    cache.delete_many(["pulse:relay", "pulse:worker"])
    beat("relay")
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (
        200,
        {"database": "ok", "redis": "ok", "relay": "ok", "worker": "silent"},
    )


def test_without_redis_it_is_503(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views.cache, "set", failing(NoRedis("gone")))
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"database": "ok", "redis": "silent"})


def test_without_a_database_it_is_503(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as outage:
        outage.setattr(views.connection, "cursor", failing(OperationalError("gone")))
        answer = client.get("/healthz")
    assert answer.status_code == 503 and answer.json()["database"] == "silent"
