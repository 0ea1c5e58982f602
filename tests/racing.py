"""Several verbs at the same moment, each on a database connection of its own."""

import threading
from collections.abc import Callable

from django.db import connection

from dealdesk.kit.refusals import Refused
from dealdesk.kit.states import IllegalMove


def race(*verbs: Callable[[], object]) -> list[Exception | None]:
    """Carry out all verbs at once; returns each one's refusal or None. Any other error fails the test."""
    start = threading.Barrier(len(verbs))
    refusals: list[Exception | None] = [None] * len(verbs)
    errors: list[BaseException] = []

    def run(index: int, verb: Callable[[], object]) -> None:
        try:
            start.wait(10)
            verb()
        except (Refused, IllegalMove) as refusal:
            refusals[index] = refusal
        except BaseException as error:
            errors.append(error)
            raise
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(verbs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive(), "a verb hangs"
    assert errors == []
    return refusals
