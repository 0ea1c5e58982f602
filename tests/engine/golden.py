"""The golden file: policy, threshold table, edges and worked vectors of DD:1.0."""

import json
from pathlib import Path
from typing import Any

GOLDEN: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "golden" / "score_vectors.json").read_text(encoding="ascii")
)
WORKED: dict[str, dict[str, Any]] = {vector["name"]: vector for vector in GOLDEN["worked"]}


def deal_of(number: str) -> dict[str, Any]:
    """The deal of the vector whose name starts with `number`, such as "17"."""
    return next(vector["deal"] for name, vector in WORKED.items() if name.startswith(f"{number}-"))
