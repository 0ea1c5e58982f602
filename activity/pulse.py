"""Signs of life of the relay and the workers, kept in Redis: a canary task finds a worker that is
running but not consuming, which a look at its process would not."""

from django.core.cache import cache

STALE_AFTER = 60
"""Seconds after which a silent process counts as gone."""

PROCESSES = ("relay", "worker")


def beat(process: str) -> None:
    cache.set(f"pulse:{process}", "alive", STALE_AFTER)


def pulses() -> dict[str, str]:
    """`ok` or `silent` for each background process."""
    return {process: "ok" if cache.get(f"pulse:{process}") else "silent" for process in PROCESSES}
