"""Time travel, for the demo company alone: its stories are told at the moments at which they happened.

Every action reads `django.utils.timezone.now()`. While stories are told, that name answers with the
clock of the story; nothing else in DealDesk may do this.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest.mock import patch

from django.utils import timezone


class StoryClock:
    """A clock that stands still until the story goes on. Moments are aware, in UTC."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return self._moment

    def move_to(self, moment: datetime) -> None:
        self._moment = moment

    def forward(self, minutes: float) -> None:
        self._moment += timedelta(minutes=minutes)


@contextmanager
def story_time(start: datetime) -> Iterator[StoryClock]:
    """Until the block ends, `timezone.now()` in this process is the returned clock's."""
    clock = StoryClock(start)
    with patch.object(timezone, "now", clock.now):
        yield clock
