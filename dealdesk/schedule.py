"""All periodic work. Two beats are harmless: each task finds nothing to do the second time."""

from datetime import timedelta
from typing import Any

from celery.schedules import crontab

BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "sweep scores": {
        "task": "reviews.sweep_scores",
        "schedule": timedelta(seconds=20),
        "options": {"queue": "gate", "expires": 60},  # while no worker runs they must not pile up
    },
    "sweep mail": {
        "task": "activity.sweep_mail",
        "schedule": timedelta(seconds=30),
        "options": {"queue": "notify", "expires": 60},
    },
    "sweep conditions": {
        "task": "reviews.sweep_conditions",
        "schedule": timedelta(seconds=60),
        "options": {"queue": "gate", "expires": 120},
    },
    "sweep lab": {
        "task": "reviews.sweep_lab",
        "schedule": timedelta(seconds=10),
        "options": {"queue": "bulk", "expires": 30},
    },
    "sweep waits": {
        "task": "reviews.sweep_waits",
        "schedule": timedelta(seconds=60),
        "options": {"queue": "gate", "expires": 120},
    },
    "sweep handovers": {
        "task": "outcomes.sweep_handovers",
        "schedule": timedelta(seconds=60),
        "options": {"queue": "gate", "expires": 120},
    },
    "sweep check-ins": {
        "task": "outcomes.sweep_check_ins",
        "schedule": timedelta(minutes=10),
        "options": {"queue": "notify", "expires": 600},
    },
    "sweep promises": {
        "task": "outcomes.sweep_promises",
        "schedule": timedelta(seconds=60),
        "options": {"queue": "notify", "expires": 120},
    },
    "sweep absences": {
        "task": "accounts.sweep_absences",
        "schedule": timedelta(seconds=60),
        "options": {"queue": "gate", "expires": 120},
    },
    "rebuild roll-ups": {
        "task": "insights.rebuild",
        "schedule": crontab(hour="2", minute="40"),
        "options": {"queue": "bulk", "expires": 3600},
    },
    "sweep channels": {
        "task": "activity.sweep_channels",
        "schedule": timedelta(seconds=30),
        "options": {"queue": "notify", "expires": 60},
    },
    "sweep weekly": {
        "task": "insights.sweep_weekly",
        "schedule": timedelta(minutes=5),
        "options": {"queue": "notify", "expires": 240},
    },
    "calibrate": {
        "task": "outcomes.calibrate_monthly",
        "schedule": crontab(minute=0, hour=3, day_of_month=1),
        "options": {"queue": "bulk", "expires": 24 * 3600},
    },
    "canary": {
        "task": "activity.canary",
        "schedule": timedelta(seconds=15),
        "options": {"queue": "gate", "expires": 30},
    },
}
