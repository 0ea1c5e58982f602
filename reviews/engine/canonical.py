"""One spelling for one set of facts, so that a digest ties a score to exactly its inputs."""

import hashlib
import json
from collections.abc import Mapping


def canonical_json(document: Mapping[str, object]) -> str:
    """Sorted keys, no blanks, ASCII."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def sha256_hex(document: Mapping[str, object]) -> str:
    return hashlib.sha256(canonical_json(document).encode("ascii")).hexdigest()
