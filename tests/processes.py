"""Real relay and worker processes on the test database and a real Redis, as fixtures to import."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.db import connection

PATIENCE = 100
"""Seconds to wait for a condition; reached only when something is broken."""

RELAY = ("manage.py", "relay")
WORKER = (
    *("-m", "celery", "-A", "dealdesk", "worker", "-Q", "gate,notify,bulk", "-c", "1", "-l", "ERROR"),
    *("--without-mingle", "--without-gossip"),
)

Spawn = Callable[..., subprocess.Popen[bytes]]
WaitFor = Callable[[Callable[[], object], str], object]


@pytest.fixture
def broker() -> redis.Redis:
    """This test worker's own Redis database, emptied."""
    client = redis.Redis.from_url(settings.CELERY_BROKER_URL)
    client.flushdb()
    return client


@pytest.fixture
def wait_for() -> WaitFor:
    def wait(condition: Callable[[], object], what: str) -> object:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            found = condition()
            if found:
                return found
            time.sleep(0.05)
        raise AssertionError(f"waited {PATIENCE} s in vain for: {what}")

    return wait


@pytest.fixture
def spawn(broker: redis.Redis, tmp_path: Path) -> Iterator[Spawn]:
    """Start a process on the test database, in its own group; all are killed in the end.

    What they print is printed once they are gone, so that pytest shows it beside a failure.
    """
    started: list[subprocess.Popen[bytes]] = []

    def start(*command: str, **extra: str) -> subprocess.Popen[bytes]:
        facts = connection.settings_dict
        address = (
            f"postgres://{facts['USER']}:{facts['PASSWORD']}@{facts['HOST']}:{facts['PORT']}/{facts['NAME']}"
        )
        log = tmp_path / f"process-{len(started)}.log"
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=settings.ROOT,
            env={**os.environ, "EMAIL_URL": "dummymail://", **extra, "DATABASE_URL": address},
            start_new_session=True,
            stdout=log.open("wb"),
            stderr=subprocess.STDOUT,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        kill_group(process)
    for log in sorted(tmp_path.glob("process-*.log")):
        print(f"--- {log.name}\n{log.read_text(errors='replace')}")


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """kill -9 for a process and its children, at once."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)
