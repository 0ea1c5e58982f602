"""Reading YAML that anybody may have written: safe types only, and checked before anything is built."""

import re
from typing import Any, Final

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

MOST_DEPTH: Final = 30
MOST_NODES: Final = 200_000
"""Entries after every reference is written out; a policy of 1 MB without references has fewer."""

_FAST: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT, _FLOAT, _BOOL, _NULL = (f"tag:yaml.org,2002:{name}" for name in ("int", "float", "bool", "null"))
_PLAIN: Final = (
    (_BOOL, r"true|True|TRUE|false|False|FALSE", "tTfF"),
    (_INT, r"[-+]?[0-9]+", "-+0123456789"),
    (_FLOAT, r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
    (_NULL, r"~|null|Null|NULL|", ("~", "n", "N", "")),
)


class InvalidPolicyFile(ValueError):
    """A file that cannot be read. `line` counts from 1; None: about the file as a whole."""

    def __init__(self, sentence: str, line: int | None = None) -> None:
        self.line = line
        self.sentence = sentence
        super().__init__(f"Line {line}: {sentence}" if line else sentence)


class Loader(_FAST):
    """Plain values as YAML 1.2 reads them."""

    yaml_implicit_resolvers: Any = {}


class Dumper(yaml.SafeDumper):
    """Puts in quotes whatever either version of YAML would take for something else than a text."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


for _tag, _pattern, _first in _PLAIN:
    Loader.add_implicit_resolver(_tag, re.compile(f"^(?:{_pattern})$"), list(_first))
    Dumper.add_implicit_resolver(_tag, re.compile(f"^(?:{_pattern})$"), list(_first))
Loader.add_constructor(_INT, lambda loader, node: int(node.value))
Loader.add_constructor(_FLOAT, lambda loader, node: float(node.value))


def loaded(text: str) -> Any:
    """The only document of the text. Raises InvalidPolicyFile."""
    check_events(text, Loader)
    try:
        return yaml.load(text, Loader=Loader)  # made from the safe loader
    except yaml.YAMLError as fault:
        raise _not_yaml(fault) from fault
    except ValueError as fault:
        raise InvalidPolicyFile("A number has far too many digits; shorten it.") from fault


def check_events(text: str, loader: Any) -> None:
    """Depth, size with references written out, tags, repeated names: before any value is made."""
    check = _Check()
    try:
        for event in yaml.parse(text, Loader=loader):
            check.see(event)
    except yaml.YAMLError as fault:
        raise _not_yaml(fault) from fault


class _Check:
    def __init__(self) -> None:
        self.open: list[_Collection] = []
        self.sizes: dict[str, int | None] = {}  # by anchor; None: not closed yet
        self.documents = 0

    def see(self, event: Any) -> None:
        line = event.start_mark.line + 1 if event.start_mark else None
        if isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise InvalidPolicyFile("A second document begins here; put one policy into a file.", line)
        elif isinstance(event, CollectionEndEvent):
            self._close(line)
        elif isinstance(event, NodeEvent):
            self._node(event, line)

    def _node(self, event: NodeEvent, line: int | None) -> None:
        if getattr(event, "tag", None) not in (None, "!"):
            raise InvalidPolicyFile("Take the tag out that begins with an exclamation mark.", line)
        size = 1
        if isinstance(event, AliasEvent):
            found = self.sizes.get(event.anchor or "", 1)
            if found is None:
                raise InvalidPolicyFile(f"The reference *{event.anchor} contains itself; write it out.", line)
            size = found
        if self.open:
            self.open[-1].add(event, line)
        if isinstance(event, CollectionStartEvent):
            self._open(event, line)
            return
        if isinstance(event, ScalarEvent) and event.anchor:
            self.sizes[event.anchor] = 1
        self._grow(size, line)

    def _open(self, event: CollectionStartEvent, line: int | None) -> None:
        if len(self.open) >= MOST_DEPTH:
            raise InvalidPolicyFile("The lists and objects are nested too deeply; flatten them.", line)
        self.open.append(_Collection(event.anchor, isinstance(event, MappingStartEvent)))
        if event.anchor:
            self.sizes[event.anchor] = None

    def _close(self, line: int | None) -> None:
        closed = self.open.pop()
        if closed.anchor:
            self.sizes[closed.anchor] = closed.size
        self._grow(closed.size, line)

    def _grow(self, size: int, line: int | None) -> None:
        if self.open:
            self.open[-1].size += size
            size = self.open[-1].size
        if size > MOST_NODES:
            raise InvalidPolicyFile(
                f"With its references written out it has over {MOST_NODES:,} entries.", line
            )


class _Collection:
    """A list or object that is not closed yet; in an object names and values take turns."""

    def __init__(self, anchor: str | None, is_mapping: bool) -> None:
        self.anchor, self.is_mapping, self.size = anchor, is_mapping, 1
        self.names: set[str] = set()
        self.is_name_next = is_mapping

    def add(self, event: NodeEvent, line: int | None) -> None:
        if not self.is_mapping:
            return
        is_name, self.is_name_next = self.is_name_next, not self.is_name_next
        if not is_name:
            return
        if not isinstance(event, ScalarEvent):
            raise InvalidPolicyFile("Write a plain text as the name of an entry.", line)
        if event.value in self.names:
            raise InvalidPolicyFile(f"The name {event.value[:60]} is given twice here; take one out.", line)
        self.names.add(event.value)


def _not_yaml(fault: yaml.YAMLError) -> InvalidPolicyFile:
    mark = getattr(fault, "problem_mark", None)
    problem = getattr(fault, "problem", None) or getattr(fault, "reason", None) or "it cannot be read"
    return InvalidPolicyFile(f"This is not valid YAML: {problem}.", mark.line + 1 if mark else None)
