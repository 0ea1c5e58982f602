"""What the linter says, and the company that it says it about."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

ERROR: Final = "error"
WARNING: Final = "warning"
NOTE: Final = "note"
SEVERITIES: Final = (ERROR, WARNING, NOTE)


@dataclass(frozen=True)
class Finding:
    """`severity`: error (publishing is refused), warning or note. `rule` is empty when it is about the
    rulebook as a whole; `field` is the path inside of it. `sentence` says what is wrong and what to do."""

    severity: str
    rule: str
    field: str
    sentence: str

    def as_document(self) -> dict[str, str]:
        return {
            "severity": self.severity,
            "rule": self.rule,
            "field": self.field,
            "sentence": self.sentence,
        }


@dataclass(frozen=True)
class Company:
    """The company that a rulebook is for. `people`: addresses of active people in small letters;
    `role_holders`: how many active people hold each role; `leads`: functions with an active lead;
    `types`: the playbook's types with the functions that review them; `managers`: whether anybody
    reports to somebody who may approve as the rep's manager."""

    functions: frozenset[str]
    people: frozenset[str]
    role_holders: Mapping[str, int]
    leads: frozenset[str]
    types: Mapping[str, frozenset[str]]
    managers: bool
