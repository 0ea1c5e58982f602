"""Measurements that are too slow, and too much at the mercy of the machine, for the tests."""
