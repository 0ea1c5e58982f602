from tests.processes import broker, spawn, wait_for

__all__ = ["broker", "spawn", "wait_for"]
