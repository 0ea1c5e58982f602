"""Which task an event rings. Each app adds its own lines in its `subscriptions.py`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Listener:
    """Ring `task` on `queue` with one id: the event's own, the one recorded under `key`, or that of the chain
    (`deal` in `deal:42`)."""

    task: str
    queue: str
    key: str


_listeners: dict[str, list[Listener]] = {}


def subscribe(verb: str, *, task: str, queue: str, key: str = "event") -> None:
    listener = Listener(task=task, queue=queue, key=key)
    known = _listeners.setdefault(verb, [])
    if listener not in known:
        known.append(listener)


def listeners_of(verb: str) -> tuple[Listener, ...]:
    return tuple(_listeners.get(verb, ()))
