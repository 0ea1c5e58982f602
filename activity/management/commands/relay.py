import logging
import signal
import threading
from typing import Any

from celery import current_app
from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import RedisError

from activity.dispatch import ring_due
from activity.pulse import beat

log = logging.getLogger("dealdesk.relay")

PAUSE = 0.1
"""Seconds between looks at an empty outbox."""

PAUSE_AFTER_TROUBLE = 1.0


def ring(task: str, queue: str, key: int) -> None:
    current_app.send_task(task, args=[key], queue=queue, retry=False)


class Command(BaseCommand):
    help = "Ring Celery tasks for what is due in the outbox, until stopped. Several relays may run."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--once", action="store_true", help="look once and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            self.stdout.write(f"{ring_due(ring)} rung")
            return
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        while not stopped.is_set():
            stopped.wait(self._look())

    def _look(self) -> float:
        """Ring what is due; returns how many seconds to wait before the next look."""
        close_old_connections()
        try:
            rung = ring_due(ring)
            beat("relay")
        except (BrokerError, RedisError) as trouble:
            log.warning("the broker does not answer; everything stays due: %s", trouble)
            return PAUSE_AFTER_TROUBLE
        except (OperationalError, InterfaceError) as trouble:
            log.warning("the database does not answer: %s", trouble)
            return PAUSE_AFTER_TROUBLE
        return 0 if rung else PAUSE
