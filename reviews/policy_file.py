"""Policies as files: YAML or JSON in and out, whoever wrote the file. Needs no Django.

YAML is read as version 1.2 means it: `no` and `12:30` are texts, only `true` and `false` are truths. Tags,
references that grow beyond all measure and repeated names are refused.
"""

import json
import re
from typing import Any, Final, NoReturn

import yaml

from reviews.policy_yaml import MOST_DEPTH, Dumper, InvalidPolicyFile, Loader, check_events, loaded

__all__ = ["MOST_BYTES", "InvalidPolicyFile", "as_json", "as_yaml", "read_policy"]

MOST_BYTES: Final = 1_000_000
_LIKE_JSON: Final = re.compile(r"""\s*[{\[]\s*["{}\[\]]""")


def read_policy(content: bytes | str, name: str = "") -> Any:
    """The document of a file, for `Rulebook.from_document`. A name that ends in .json makes it JSON, one
    in .yaml or .yml YAML; without either it is seen from the content. Raises InvalidPolicyFile."""
    text = _decoded(content)
    if not text.strip():
        raise InvalidPolicyFile("The file is empty; write a policy into it.")
    suffix = name.rpartition(".")[2].lower()
    if suffix == "json" or (suffix not in ("yaml", "yml") and _LIKE_JSON.match(text)):
        return _from_json(text)
    return loaded(text)


def as_yaml(document: Any) -> str:
    """Reads back as the same document."""
    found: str = yaml.dump(
        document, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=100, default_flow_style=False
    )
    return found


def as_json(document: Any) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _decoded(content: bytes | str) -> str:
    size = len(content) if isinstance(content, bytes) else len(content.encode("utf-8", "replace"))
    if size > MOST_BYTES:
        raise InvalidPolicyFile(f"The file has {size:,} bytes; write at most {MOST_BYTES:,}.")
    if isinstance(content, str):
        return content.removeprefix("\ufeff")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise InvalidPolicyFile("The file is not text in UTF-8; save it as such.") from fault


def _from_json(text: str) -> Any:
    # JSON is YAML as well, blanks in the place of tabs, and the YAML reader knows the lines.
    try:
        document = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_without_repeats)
    except _Repeated:
        check_events(text.replace("\t", " "), Loader)
        raise InvalidPolicyFile("A name is given twice in one object; take one out.") from None
    except json.JSONDecodeError as fault:
        sentence = f"This is not valid JSON: {fault.msg}, column {fault.colno}."
        raise InvalidPolicyFile(sentence, fault.lineno) from fault
    except InvalidPolicyFile:
        raise
    except ValueError as fault:
        raise InvalidPolicyFile("A number has far too many digits; shorten it.") from fault
    except RecursionError as fault:
        raise InvalidPolicyFile("The lists and objects are nested too deeply; flatten them.") from fault
    _check_depth(document)
    return document


def _check_depth(document: Any) -> None:
    level, depth = [document], 0
    while level:
        depth += 1
        if depth > MOST_DEPTH:
            raise InvalidPolicyFile("The lists and objects are nested too deeply; flatten them.")
        inner = [entry.values() if isinstance(entry, dict) else entry for entry in level]
        level = [item for entries in inner for item in entries if isinstance(item, dict | list)]


class _Repeated(Exception):
    """A name is given twice in one JSON object."""


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    entries = dict(pairs)
    if len(entries) < len(pairs):
        raise _Repeated
    return entries


def _refuse_constant(name: str) -> NoReturn:
    raise InvalidPolicyFile(f"{name} is not a number in JSON; write a number.")
