"""What the linter knows of a company: who is there to approve, which term types there are."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Company:
    """`people`: e-mail addresses of open accounts. `role_holders`: how many hold a role. `leads`: codes
    of functions with an active lead. `types`: functions that review a deviation, by term type code.
    `managers`: does somebody hold the role of the rep's manager?"""

    functions: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    role_holders: Mapping[str, int] = field(default_factory=dict)
    leads: frozenset[str] = frozenset()
    types: Mapping[str, frozenset[str]] = field(default_factory=dict)
    managers: bool = False
