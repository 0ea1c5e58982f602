"""How a Celery task is made from an action: take an id, call the action, settle the outbox rows."""

from collections.abc import Callable

from celery import Task, shared_task

from activity.dispatch import newest_open, settle


def doorbell(name: str) -> Callable[[Callable[[int], object]], Task]:
    """Register `action(id)` as the task `name`. The action must be safe to call twice."""

    def register(action: Callable[[int], object]) -> Task:
        def answer(key: int) -> None:
            served = newest_open(name, key)
            action(key)
            settle(name, key, up_to=served)

        answer.__doc__ = action.__doc__
        return shared_task(name=name)(answer)

    return register
