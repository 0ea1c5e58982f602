"""The sample policies that come with DealDesk, to start a draft from."""

from functools import cache
from pathlib import Path

from reviews.policy_drafting import Document
from reviews.policy_file import read_policy

FOLDER = Path(__file__).parent / "sample" / "policies"


def samples() -> dict[str, str]:
    """Names of the samples by code."""
    return {code: str(document.get("name", code)) for code, document in _read().items()}


def sample_document(code: str) -> Document:
    """Raises KeyError for a code that is none."""
    return _read()[code]


@cache
def _read() -> dict[str, Document]:
    files = sorted(path for path in FOLDER.glob("*") if path.suffix in (".yaml", ".yml", ".json"))
    return {path.stem: read_policy(path.read_bytes(), path.name) for path in files}
