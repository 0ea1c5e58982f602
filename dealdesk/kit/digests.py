"""One canonical JSON and its SHA-256, so that every digest in DealDesk is made the same way."""

import hashlib
import json
from typing import Any


def canonical_json(content: Any) -> str:
    """Sorted keys, no blanks, ASCII only; equal content always gives equal text.

    Raises TypeError for anything but None, bool, int, str, list and dict: floats have no one spelling.
    """
    _refuse_floats(content)
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def digest_of(content: Any) -> str:
    """SHA-256 of the canonical JSON, 64 hexadecimal characters."""
    return hashlib.sha256(canonical_json(content).encode("ascii")).hexdigest()


def _refuse_floats(content: Any) -> None:
    if isinstance(content, float):
        raise TypeError("a digest cannot cover a float; use an integer or a text")
    if isinstance(content, dict):
        for value in content.values():
            _refuse_floats(value)
    elif isinstance(content, list | tuple):
        for value in content:
            _refuse_floats(value)
