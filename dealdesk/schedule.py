"""All periodic work. Two beats are harmless: each task finds nothing to do the second time."""

from datetime import timedelta
from typing import Any

BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "sweep scores": {
        "task": "reviews.sweep_scores",
        "schedule": timedelta(seconds=20),
        "options": {"queue": "gate", "expires": 60},  # while no worker runs they must not pile up
    },
    "sweep mail": {
        "task": "reviews.sweep_mail",
        "schedule": timedelta(seconds=60),
        "options": {"queue": "notify", "expires": 120},
    },
    "canary": {
        "task": "activity.canary",
        "schedule": timedelta(seconds=15),
        "options": {"queue": "gate", "expires": 30},
    },
}
