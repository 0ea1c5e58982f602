"""The digest of a policy's document, which may hold numbers such as 12.5."""

from typing import Any

from dealdesk.kit.digests import digest_of


def policy_digest(document: dict[str, Any]) -> str:
    """SHA-256 over the document; the same for a document without fractions as `digest_of` gives."""
    return digest_of(_spelt(document))


def _spelt(content: Any) -> Any:
    """Fractions as the text that reads back as the same number: a digest needs one spelling for each."""
    if isinstance(content, float):
        return repr(content)
    if isinstance(content, dict):
        return {key: _spelt(value) for key, value in content.items()}
    return [_spelt(value) for value in content] if isinstance(content, list | tuple) else content
